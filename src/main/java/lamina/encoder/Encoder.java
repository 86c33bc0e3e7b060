package lamina.encoder;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import lamina.problem.Problem;

/** BERT's encoder, or DistilBERT's: one forward pass returns all hidden states. */
public final class Encoder {
  /** Names of the tensors that an encoder is made of, prefix left out. */
  public static final Predicate<String> TENSORS =
      name ->
          name.startsWith("embeddings.") && !name.endsWith("position_ids")
              || name.startsWith("encoder.layer.")
              || name.startsWith("transformer.layer.");

  private static final double PADDING = -10000;

  private final EncoderConfig config;
  private final Embeddings embeddings;
  private final List<Block> blocks;

  private Encoder(EncoderConfig config, Embeddings embeddings, List<Block> blocks) {
    this.config = config;
    this.embeddings = embeddings;
    this.blocks = blocks;
  }

  /**
   * Puts an encoder together.
   *
   * @throws Problem naming a tensor that is missing or has a wrong shape
   */
  public static Encoder of(EncoderConfig config, Weights weights) {
    return new Encoder(
        config,
        Embeddings.of(weights, config),
        IntStream.range(0, config.layers())
            .mapToObj(i -> Block.of(weights.under(blockName(config, i)), config))
            .toList());
  }

  /** Prefix of a block's tensors, for example {@code encoder.layer.3.}; blocks count from 0. */
  public static String blockName(EncoderConfig config, int block) {
    return (config.kind() == EncoderConfig.Kind.BERT ? "encoder.layer." : "transformer.layer.")
        + block
        + ".";
  }

  /** Its sizes. */
  public EncoderConfig config() {
    return config;
  }

  /**
   * Encodes a batch.
   *
   * @return hidden states of all L + 1 layers; they belong to the batch's manager
   * @throws Problem where the batch is longer than the positions that the encoder knows
   */
  public HiddenStates encode(Batch batch, Mode mode) {
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
  public HiddenStates encode(Batch batch, Optional<NDArray> positions, int depth, Mode mode) {
    long t = batch.ids().getShape().get(1);
    if (t > config.positions()) {
      throw new Problem(
          "An input has " + t + " pieces; the encoder reads at most " + config.positions() + ".");
    }
    NDArray bias = bias(batch);
    var layers = new ArrayList<NDArray>();
    layers.add(embeddings.apply(batch, positions, mode));
    for (var block : blocks.subList(0, depth)) {
      layers.add(block.apply(layers.getLast(), bias, mode));
    }
    return new HiddenStates(layers, batch);
  }

  /**
   * The self-attention of one layer, computed again from the hidden states below it.
   *
   * @param states of {@link #encode}, all layers
   * @param layer 1 to L
   */
  public Attention attention(HiddenStates states, int layer) {
    return blocks
        .get(layer - 1)
        .attention()
        .attention(states.layer(layer - 1), bias(states.batch()));
  }

  private static NDArray bias(Batch batch) {
    return batch.padded() ? batch.mask().sub(1).mul(-PADDING).expandDims(1).expandDims(1) : null;
  }
}
