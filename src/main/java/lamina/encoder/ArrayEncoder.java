package lamina.encoder;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lamina.engine.Engine;
import lamina.problem.Problem;
import lamina.tensor.Weights;

/**
 * The reference: one tensor operation after another, fp32, all of it in Java. Training uses it,
 * because it knows dropout and gradients.
 */
public final class ArrayEncoder implements Encoder {
  private final EncoderConfig config;
  private final Embeddings embeddings;
  private final List<TransformerBlock> blocks;

  private ArrayEncoder(EncoderConfig config, Embeddings embeddings, List<TransformerBlock> blocks) {
    this.config = config;
    this.embeddings = embeddings;
    this.blocks = blocks;
  }

  /**
   * Puts an encoder together.
   *
   * @throws Problem naming a tensor that is missing or has a wrong shape
   */
  public static ArrayEncoder of(EncoderConfig config, Weights weights) {
    return new ArrayEncoder(
        config,
        Embeddings.of(weights, config),
        IntStream.range(0, config.layers())
            .mapToObj(i -> TransformerBlock.of(weights.under(Encoder.blockName(config, i)), config))
            .toList());
  }

  @Override
  public EncoderConfig config() {
    return config;
  }

  Embeddings embeddings() {
    return embeddings;
  }

  List<TransformerBlock> blocks() {
    return blocks;
  }

  @Override
  public Engine engine() {
    return Engine.NDARRAY;
  }

  @Override
  public HiddenStates encode(Batch batch) {
    return encode(batch, ForwardMode.INFERENCE);
  }

  /**
   * Encodes a batch.
   *
   * @return hidden states of all L + 1 layers; they belong to the batch's manager
   * @throws Problem where the batch is longer than the positions that the encoder knows
   */
  public HiddenStates encode(Batch batch, ForwardMode mode) {
    return encode(batch, Optional.empty(), config.layers(), mode);
  }

  /**
   * Encodes a batch up to a layer.
   *
   * @param positions (B, T) INT64, each below the positions that the encoder knows; empty for 0 to
   *     T - 1 in every row
   * @param depth layers to compute, 0 to L
   * @return hidden states of depth + 1 layers; they belong to the batch's manager
   * @throws Problem where the batch is longer than the positions that the encoder knows
   */
  public HiddenStates encode(
      Batch batch, Optional<NDArray> positions, int depth, ForwardMode mode) {
    config.checkLength(batch);
    NDArray bias = batch.bias();
    var layers = new ArrayList<NDArray>();
    layers.add(embeddings.apply(batch, positions, mode));
    for (var block : blocks.subList(0, depth)) {
      layers.add(block.apply(layers.getLast(), bias, mode));
    }
    return new HiddenStates(layers, batch);
  }

  @Override
  public Attention attention(HiddenStates states, int layer) {
    return blocks
        .get(layer - 1)
        .attention()
        .attention(states.layer(layer - 1), states.batch().bias());
  }

  @Override
  public void close() {
    // it made nothing of the weights
  }
}
