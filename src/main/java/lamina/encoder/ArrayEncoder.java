package lamina.encoder;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import lamina.engine.Engine;
import lamina.problem.Problem;
import lamina.tensor.Weights;

/**
 * The reference: one tensor operation after another, fp32, all of it in Java. Training uses it,
 * because it knows dropout and gradients.
 */
public final class ArrayEncoder implements Encoder {
  private final EncoderConfig config;
  private final Network network;

  private ArrayEncoder(EncoderConfig config, Network network) {
    this.config = config;
    this.network = network;
  }

  /**
   * Puts an encoder together.
   *
   * @throws Problem naming a tensor that is missing or has a wrong shape
   */
  public static ArrayEncoder of(EncoderConfig config, Weights weights) {
    return new ArrayEncoder(config, config.family().network(config, weights));
  }

  @Override
  public EncoderConfig config() {
    return config;
  }

  Network network() {
    return network;
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
    config.checkLength(batch);
    var layers = new ArrayList<NDArray>();
    layers.add(network.embeddings().apply(batch, mode));
    var pass = network.begin(batch, mode);
    for (int i = 0; i < config.layers(); i++) {
      layers.add(pass.block(i, layers.getLast()));
    }
    layers.add(pass.end(layers.removeLast()));
    return new HiddenStates(layers, batch);
  }

  @Override
  public Attention attention(HiddenStates states, int layer) {
    return network
        .begin(states.batch(), ForwardMode.INFERENCE)
        .attention(layer - 1, states.layer(layer - 1));
  }

  @Override
  public void close() {
    // it made nothing of the weights
  }
}
