package lamina.encoder;

import lamina.engine.Engine;
import lamina.problem.Problem;
import lamina.tensor.Weights;

/** An encoder of any family: one forward pass returns all hidden states. */
public sealed interface Encoder extends AutoCloseable permits ArrayEncoder, ScriptEncoder {
  /**
   * The same encoder on another engine; {@link EngineProof} tells whether that computes right.
   *
   * @param weights of the reference; have to live as long as the encoder, whose manager frees it
   * @throws Problem where the family has no such engine, naming those it has
   */
  static Encoder of(Engine engine, ArrayEncoder reference, Weights weights) {
    var family = reference.config().family();
    if (!family.engines().contains(engine)) {
      throw new Problem(
          "Engine " + engine.key() + " isn't offered: " + EncoderFamilies.lacking(family) + ".");
    }
    return engine == Engine.NDARRAY ? reference : ScriptEncoder.of(engine, reference, weights);
  }

  /** Prefix of a block's tensors, for example {@code encoder.layer.3.}; blocks count from 0. */
  static String blockName(EncoderConfig config, int block) {
    return config.family().blockNames().block(block);
  }

  /** Its sizes. */
  EncoderConfig config();

  /** How it computes. */
  Engine engine();

  /**
   * Encodes a batch for inference.
   *
   * @return hidden states of all L + 1 layers, FLOAT32; they belong to the batch's manager
   * @throws Problem where the batch is longer than the positions that the encoder knows
   */
  HiddenStates encode(Batch batch);

  /**
   * The self-attention of one layer, computed again in fp32 from the hidden states below it.
   *
   * @param states of {@link #encode}, all layers
   * @param layer 1 to L
   */
  Attention attention(HiddenStates states, int layer);

  /** Frees what it made of the weights; the weights themselves stay. */
  @Override
  void close();
}
