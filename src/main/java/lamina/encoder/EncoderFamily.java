package lamina.encoder;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * All that sets one family of encoders apart from another: how its checkpoints are named and laid
 * out. A family is one class, and one line in {@link EncoderFamilies}; nothing else asks which
 * family an encoder is of.
 */
public interface EncoderFamily {
  /** Its {@code model_type} in config.json. */
  String key();

  /** How messages call it. */
  String label();

  /** What the names of its Hugging Face classes begin with, as {@code architectures} has them. */
  String classPrefix();

  /** What stands before the names of the encoder's tensors where a head lies beside it. */
  String tensorPrefix();

  /** What the names of tensors begin with that {@link #tensorPrefix} stands before. */
  List<String> prefixed();

  /** How config.json calls its sizes. */
  ConfigNames configNames();

  /** Adds to config.json what its Hugging Face classes need and Lamina has no setting for. */
  void complete(ObjectNode config);

  /** How the tensors of its blocks are called. */
  BlockNames blockNames();

  /** What stands before the classifier of pairs. */
  PairDense pairDense();

  /**
   * Whether its published checkpoints were distilled from larger ones; a classifier of which
   * nothing else is known is then taken for a student.
   */
  boolean distilled();

  /** Its Hugging Face class for a task that tags words, or for one that classifies pairs. */
  default String classifier(boolean tagsWords) {
    return classPrefix() + "For" + (tagsWords ? "Token" : "Sequence") + "Classification";
  }

  /** Whether the encoder is made of a tensor, by its name without prefix. */
  default boolean owns(String name) {
    return name.startsWith("embeddings.") && !name.endsWith("position_ids")
        || name.startsWith(blockNames().blocks());
  }

  /** A tensor's name in files, by its name without prefix. */
  default String stored(String name) {
    return prefixed().stream().anyMatch(name::startsWith) ? tensorPrefix() + name : name;
  }

  /** A tensor's name without prefix, by its name in files. */
  default String plain(String stored) {
    var rest =
        stored.startsWith(tensorPrefix()) ? stored.substring(tensorPrefix().length()) : stored;
    return prefixed().stream().anyMatch(rest::startsWith) ? rest : stored;
  }

  /**
   * A setting in config.json.
   *
   * @param name empty where the family has no such setting, and the value never changes
   * @param byDefault its value where config.json doesn't have it, that of Hugging Face's classes
   */
  record Entry<T>(Optional<String> name, T byDefault) {
    /** A setting. */
    public static <T> Entry<T> of(String name, T byDefault) {
      return new Entry<>(Optional.of(name), byDefault);
    }

    /** A value that the family has no setting for. */
    public static <T> Entry<T> fixed(T value) {
      return new Entry<>(Optional.empty(), value);
    }
  }

  /**
   * The settings of config.json that say how large an encoder is and what it computes.
   *
   * @param vocabulary word pieces
   * @param hidden E
   * @param layers L
   * @param heads attention heads
   * @param intermediate width of the feed-forward part
   * @param activation of the feed-forward part
   * @param dropout of embeddings and of both parts of a block
   * @param attentionDropout name of the dropout of attention, which Lamina writes and never reads
   * @param positions longest input
   * @param types token types; 0 for none
   * @param epsilon of LayerNorm
   */
  record ConfigNames(
      Entry<Integer> vocabulary,
      Entry<Integer> hidden,
      Entry<Integer> layers,
      Entry<Integer> heads,
      Entry<Integer> intermediate,
      Entry<Activation> activation,
      Entry<Float> dropout,
      String attentionDropout,
      Entry<Integer> positions,
      Entry<Integer> types,
      Entry<Float> epsilon) {}

  /**
   * Names of a block's parts, each with a weight and a bias.
   *
   * @param blocks what all blocks' names begin with; a block's number, from 0, and a dot follow
   * @param query (E, E), and key, value and attention's output likewise
   * @param attentionNorm LayerNorm after attention
   * @param intermediate (F, E), the first dense layer of the feed-forward part
   * @param output (E, F), the second
   * @param outputNorm LayerNorm after the feed-forward part
   */
  record BlockNames(
      String blocks,
      String query,
      String key,
      String value,
      String attentionOutput,
      String attentionNorm,
      String intermediate,
      String output,
      String outputNorm) {
    /** What a block's names begin with, for example {@code encoder.layer.3.}. */
    String block(int number) {
      return blocks + number + ".";
    }
  }

  /**
   * The dense layer, (E, E), between the first token and the classifier of pairs.
   *
   * @param name of the layer; its weight and bias follow
   * @param activation value by value
   */
  record PairDense(String name, UnaryOperator<NDArray> activation) {}
}
