package lamina.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import java.util.Arrays;
import java.util.List;
import lamina.encoder.ArrayEncoder;
import lamina.encoder.Dense;
import lamina.encoder.EncoderConfig;
import lamina.encoder.HiddenStates;
import lamina.encoder.Mode;
import lamina.encoder.Scalars;
import lamina.encoder.Weights;

/**
 * An encoder with the head of Hugging Face's BertForMaskedLM, {@code cls.predictions.*}; its last
 * matrix is the word embeddings.
 */
final class MaskedLanguageModel {
  /** Names of the head's tensors begin so. */
  static final String HEAD = "cls.predictions.";

  private final ArrayEncoder encoder;
  private final Dense transform;
  private final NDArray normWeight;
  private final NDArray normBias;
  private final NDArray words;
  private final NDArray bias;

  /**
   * Puts a model together.
   *
   * @throws lamina.problem.Problem naming a tensor that is missing or has a wrong shape
   */
  MaskedLanguageModel(EncoderConfig config, Weights weights) {
    int e = config.hidden();
    encoder = ArrayEncoder.of(config, weights);
    transform = Dense.of(weights, HEAD + "transform.dense", e, e);
    normWeight = weights.get(HEAD + "transform.LayerNorm.weight", e);
    normBias = weights.get(HEAD + "transform.LayerNorm.bias", e);
    words = weights.get("embeddings.word_embeddings.weight", config.vocabulary(), e);
    bias = weights.get(HEAD + "bias", config.vocabulary());
  }

  /** Sizes of the encoder. */
  EncoderConfig config() {
    return encoder.config();
  }

  /** Hidden states up to a layer, without dropout. */
  HiddenStates encode(NDManager manager, Rows rows, int depth) {
    return encoder.encode(rows.batch(manager), rows.positions(manager), depth, Mode.INFERENCE);
  }

  /** Mean cross-entropy of the chosen pieces, a scalar; at least one is chosen. */
  NDArray loss(NDManager manager, Masked masked) {
    var states = encode(manager, masked.rows(), config().layers()).last();
    var logits = logits(rows(states, masked.places()));
    return crossEntropy(logits.logSoftmax(-1), masked.answers());
  }

  /** Hidden states (N, E) to logits over the vocabulary (N, V). */
  private NDArray logits(NDArray states) {
    var x = Activation.gelu(transform.apply(states));
    var normal =
        LayerNorm.layerNorm(
                x, new Shape(normWeight.size()), normWeight, normBias, config().epsilon())
            .singletonOrThrow();
    return Linear.linear(normal, words, bias).singletonOrThrow();
  }

  /** Some hidden states of (B, T, E), counted {@code row * T + column}, as (N, E). */
  static NDArray rows(NDArray states, int[] places) {
    var flat = states.reshape(-1, states.getShape().get(2));
    var index = states.getManager().create(Arrays.stream(places).asLongStream().toArray());
    return Embedding.embedding(index, flat, SparseFormat.DENSE).singletonOrThrow();
  }

  /** Mean of {@code -log p} of the answers; logarithms (N, C). */
  static NDArray crossEntropy(NDArray logarithms, long[] answers) {
    var index = logarithms.getManager().create(answers, new Shape(answers.length, 1));
    return logarithms.gather(index, 1).mean().neg();
  }

  /** Means of hidden states (B, T, E) over the real tokens, (B, E), for each of some layers. */
  static List<NDArray> means(HiddenStates states, List<Integer> layers) {
    var mask = states.batch().mask();
    var counts = mask.sum(new int[] {1}, true);
    var wide = mask.expandDims(2);
    return layers.stream()
        .map(layer -> states.layer(layer).mul(wide).sum(new int[] {1}).div(counts))
        .toList();
  }

  /** For one layer. */
  static NDArray mean(HiddenStates states, int layer) {
    return means(states, List.of(layer)).getFirst();
  }

  /** The weighted sum of losses. */
  static NDArray sum(NDArray a, double weightA, NDArray b, double weightB) {
    return Scalars.times(a, weightA).add(Scalars.times(b, weightB));
  }
}
