package lamina.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import lamina.engine.Engine;
import lamina.files.Document;
import lamina.tensor.Weights;

/**
 * All that sets one family of encoders apart from another: how its checkpoints are named and laid
 * out, and what is computed of them. A family is one class, and one line in {@link
 * EncoderFamilies}; nothing else asks which family an encoder is of. Settings that no other family
 * has are its components; what follows is as {@code BERT} has it unless the family says otherwise.
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

  /** How the tensors of its blocks are called; names of parts that it hasn't are empty. */
  BlockNames blockNames();

  /** What stands between the first token and the classifier of pairs. */
  PairDense pairDense();

  /**
   * Whether its published checkpoints were distilled from larger ones; a classifier of which
   * nothing else is known is then taken for a student.
   */
  boolean distilled();

  /**
   * This family as a checkpoint sets it up.
   *
   * @param json config.json
   * @param layers L
   * @throws lamina.problem.Problem naming a setting that is impossible or not supported
   */
  default EncoderFamily read(Document json, int layers) {
    refuseRelativePositions(json);
    return this;
  }

  /** Refuses positions that BERT's classes once computed in ways of their own. */
  static void refuseRelativePositions(Document json) {
    json.find("position_embedding_type")
        .filter(p -> !p.text().equals("absolute"))
        .ifPresent(
            p -> {
              throw p.wrong(
                  "positions of type \""
                      + p.text()
                      + "\" aren't supported, only \"absolute\"; another model is needed");
            });
  }

  /**
   * This family as a student has it.
   *
   * @param kept numbers of the blocks that are kept, from 0, in order
   */
  default EncoderFamily withLayers(List<Integer> kept) {
    return this;
  }

  /**
   * The id that fills rows up, where positions are counted without it and begin after its number;
   * empty where they begin at 0.
   */
  default OptionalInt padding() {
    return OptionalInt.empty();
  }

  /** Row of the first position in the table of positions. */
  default int firstPosition() {
    return padding().isPresent() ? padding().getAsInt() + 1 : 0;
  }

  /** The table of the word embeddings, (V, E). */
  default String words() {
    return "embeddings.word_embeddings.weight";
  }

  /**
   * Tensors that have a row a piece, by name without prefix; one that isn't there doesn't count.
   */
  default List<String> byPiece() {
    return List.of(
        words(),
        "cls.predictions.bias",
        "cls.predictions.decoder.weight",
        "cls.predictions.decoder.bias");
  }

  /** Names and shapes of the encoder's tensors, without prefix. */
  default void tensors(EncoderConfig config, RandomWeights.Sink sink) {
    Embeddings.tensors(config, sink);
    for (int i = 0; i < config.layers(); i++) {
      TransformerBlock.tensors(config, blockNames().block(i), sink);
    }
  }

  /** What it computes. */
  default Network network(EncoderConfig config, Weights weights) {
    return TransformerBlock.Stack.of(config, weights);
  }

  /** The engines that compute it; the exact ones among them. */
  default Set<Engine> engines() {
    return EnumSet.allOf(Engine.class);
  }

  /**
   * Whether a tensor is at rest where the embeddings and the lowest blocks are.
   *
   * @param name without prefix
   * @param freeze blocks that are frozen, 0 to L
   * @param layers L
   */
  default boolean atRest(String name, int freeze, int layers) {
    if (name.startsWith("embeddings.")) {
      return true;
    }
    for (int i = 0; i < freeze; i++) {
      if (name.startsWith(blockNames().block(i))) {
        return true;
      }
    }
    return false;
  }

  /** What stands before the last layer of a classifier of words, or of pairs. */
  default Optional<PairDense> before(boolean tagsWords) {
    return tagsWords ? Optional.empty() : Optional.of(pairDense());
  }

  /**
   * What a classifier of pairs makes one of, (B, T, E) to (B, E): the first token.
   *
   * @param mask (B, T) 1 for real tokens
   */
  default NDArray pooled(NDArray fused, NDArray mask) {
    return fused.get(new NDIndex(":,0"));
  }

  /** The last layer of a classifier of words, or of pairs. */
  default String classifierLayer(boolean tagsWords) {
    return "classifier";
  }

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
      Entry<Float> epsilon) {
    /**
     * BERT's names and defaults, which its descendants share.
     *
     * @param vocabulary word pieces where config.json doesn't say how many
     */
    static ConfigNames bert(int vocabulary) {
      return new ConfigNames(
          Entry.of("vocab_size", vocabulary),
          Entry.of("hidden_size", 768),
          Entry.of("num_hidden_layers", 12),
          Entry.of("num_attention_heads", 12),
          Entry.of("intermediate_size", 3072),
          Entry.of("hidden_act", Activation.GELU),
          Entry.of("hidden_dropout_prob", 0.1f),
          "attention_probs_dropout_prob",
          Entry.of("max_position_embeddings", 512),
          Entry.of("type_vocab_size", 2),
          Entry.of("layer_norm_eps", 1e-12f));
    }
  }

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
    /** Those of BERT, which others took over. */
    static final BlockNames BERT =
        new BlockNames(
            "encoder.layer.",
            "attention.self.query",
            "attention.self.key",
            "attention.self.value",
            "attention.output.dense",
            "attention.output.LayerNorm",
            "intermediate.dense",
            "output.dense",
            "output.LayerNorm");

    /** Blocks whose parts the family names itself. */
    static BlockNames under(String blocks) {
      return new BlockNames(blocks, "", "", "", "", "", "", "", "");
    }

    /** What a block's names begin with, for example {@code encoder.layer.3.}. */
    String block(int number) {
      return blocks + number + ".";
    }
  }

  /**
   * The dense layer, (E, E), between a token and the classifier.
   *
   * @param name of the layer; its weight and bias follow
   * @param bias whether it has one
   * @param activation value by value
   * @param norm name of the LayerNorm after it, whose weight and perhaps bias follow
   */
  record PairDense(
      String name, boolean bias, UnaryOperator<NDArray> activation, Optional<Norm> norm) {
    /** One with a bias and no norm. */
    public PairDense(String name, UnaryOperator<NDArray> activation) {
      this(name, true, activation, Optional.empty());
    }

    /** Adds the names and shapes of its tensors. */
    public void tensors(int e, BiConsumer<String, Shape> sink) {
      sink.accept(name + ".weight", new Shape(e, e));
      if (bias) {
        sink.accept(name + ".bias", new Shape(e));
      }
      norm.ifPresent(
          n -> {
            sink.accept(n.name + ".weight", new Shape(e));
            if (n.bias) {
              sink.accept(n.name + ".bias", new Shape(e));
            }
          });
    }

    /** Whether a tensor is one of its own. */
    public boolean owns(String tensor) {
      return tensor.startsWith(name + ".")
          || norm.filter(n -> tensor.startsWith(n.name + ".")).isPresent();
    }

    /**
     * The layer as a function of (…, E).
     *
     * @throws lamina.problem.Problem naming a tensor that is missing or has a wrong shape
     */
    public UnaryOperator<NDArray> load(Weights weights, int e) {
      var dense = Dense.of(weights, name, e, e, bias);
      var after = norm.map(n -> LayerNorm.of(weights, n.name, e, n.epsilon, n.bias));
      return x -> {
        var y = activation.apply(dense.apply(x));
        return after.isPresent() ? after.get().apply(y) : y;
      };
    }
  }

  /**
   * A LayerNorm.
   *
   * @param name of its tensors
   * @param bias whether it has one
   */
  record Norm(String name, float epsilon, boolean bias) {}
}
