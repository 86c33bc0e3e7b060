package lamina.encoder;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lamina.files.Document;
import lamina.problem.Problem;

/**
 * Sizes of an encoder, as Hugging Face's config.json has them.
 *
 * @param kind BERT or DistilBERT
 * @param layers transformer blocks L
 * @param hidden E
 * @param heads attention heads; divides E
 * @param intermediate width of the feed-forward part
 * @param vocabulary word pieces
 * @param positions longest input
 * @param types token types; 0 for DistilBERT, which has none
 * @param activation of the feed-forward part
 * @param epsilon of LayerNorm
 * @param dropout in training, 0 to below 1
 */
public record EncoderConfig(
    Kind kind,
    int layers,
    int hidden,
    int heads,
    int intermediate,
    int vocabulary,
    int positions,
    int types,
    Activation activation,
    float epsilon,
    float dropout) {
  private static final int LARGEST = 10_000_000;
  private static final int MOST_LAYERS = 1000;

  /** Of LayerNorm where config.json says nothing; DistilBERT knows no other. */
  private static final double EPSILON = 1e-12;

  /** The families of checkpoints. */
  public enum Kind {
    BERT("bert"),
    DISTILBERT("distilbert");

    private final String key;

    Kind(String key) {
      this.key = key;
    }

    /** Its model_type in config.json. */
    public String key() {
      return key;
    }

    /** What stands before the names of the encoder's tensors where a head lies beside it. */
    public String prefix() {
      return key + ".";
    }
  }

  /**
   * Reads config.json. What is missing there has the value that Hugging Face's classes give it.
   *
   * @throws Problem naming the setting that is impossible or not supported
   */
  public static EncoderConfig read(Path file) {
    var json = Document.json(file);
    var kind = kind(json);
    refuseForeign(json);
    boolean bert = kind == Kind.BERT;
    int hidden = size(json, bert ? "hidden_size" : "dim", 768);
    int heads = size(json, bert ? "num_attention_heads" : "n_heads", 12);
    if (hidden % heads != 0) {
      throw json.wrong("hidden size " + hidden + " isn't a multiple of " + heads + " heads");
    }
    return new EncoderConfig(
        kind,
        json.members().containsKey(layersKey(kind))
            ? json.members().get(layersKey(kind)).whole(1, MOST_LAYERS)
            : bert ? 12 : 6,
        hidden,
        heads,
        size(json, bert ? "intermediate_size" : "hidden_dim", 3072),
        size(json, "vocab_size", 30522),
        size(json, "max_position_embeddings", 512),
        bert ? size(json, "type_vocab_size", 2) : 0,
        activation(json, bert ? "hidden_act" : "activation"),
        bert ? epsilon(json) : (float) EPSILON,
        dropout(json, bert ? "hidden_dropout_prob" : "dropout"));
  }

  private static String layersKey(Kind kind) {
    return kind == Kind.BERT ? "num_hidden_layers" : "n_layers";
  }

  private static Kind kind(Document json) {
    var type = json.find("model_type");
    var architecture =
        json.find("architectures").filter(Document::isList).map(Document::items).stream()
            .flatMap(List::stream)
            .filter(Document::isScalar)
            .map(Document::text)
            .findFirst();
    for (var kind : Kind.values()) {
      boolean named = type.isPresent() && type.get().text().equals(kind.key);
      // Until 2019 configurations had no model_type, but the class that wrote them.
      boolean meant =
          type.isEmpty()
              && architecture.isPresent()
              && architecture
                  .get()
                  .matches((kind == Kind.BERT ? "Bert" : "DistilBert") + "[A-Z].*");
      if (named || meant) {
        return kind;
      }
    }
    if (type.isEmpty()) {
      throw json.wrong(
          "model_type is missing, so it isn't known what architecture this is. Lamina reads"
              + " \"bert\" and \"distilbert\"; where it is one of these, add it");
    }
    throw json.wrong(
        "model_type is \""
            + type.get().text()
            + "\"; Lamina reads the architectures \"bert\" and \"distilbert\". Open a model of one"
            + " of these");
  }

  /** What would make other numbers of the same weights, or none. */
  private static void refuseForeign(Document json) {
    json.find("position_embedding_type")
        .filter(p -> !p.text().equals("absolute"))
        .ifPresent(
            p -> {
              throw p.wrong(
                  "positions of type \""
                      + p.text()
                      + "\" aren't supported, only \"absolute\"; another model is needed");
            });
    json.find("quantization_config")
        .ifPresent(
            q -> {
              throw q.wrong(
                  "quantised weights aren't read; dequantise the model and save it again, or open"
                      + " the model that it was made of");
            });
    for (var name : List.of("is_decoder", "add_cross_attention")) {
      json.find(name)
          .filter(d -> d.flag())
          .ifPresent(
              d -> {
                throw d.wrong(
                    "a decoder reads from left to right, which Lamina doesn't do; an encoder was"
                        + " expected");
              });
    }
    json.find("pruned_heads")
        .filter(p -> !p.isGroup() || !p.members().isEmpty())
        .ifPresent(
            p -> {
              throw p.wrong("models with pruned heads aren't supported; open the whole model");
            });
  }

  private static int size(Document json, String name, int otherwise) {
    var found = json.members().get(name);
    return found == null ? otherwise : found.whole(1, LARGEST);
  }

  private static Activation activation(Document json, String name) {
    var found = Optional.ofNullable(json.members().get(name));
    return found
        .map(
            f ->
                Activation.of(f.text())
                    .orElseThrow(
                        () ->
                            f.wrong(
                                "activation \""
                                    + f.text()
                                    + "\" isn't supported; Lamina computes "
                                    + Activation.names())))
        .orElse(Activation.GELU);
  }

  private static float epsilon(Document json) {
    var found = json.members().get("layer_norm_eps");
    if (found == null) {
      return (float) EPSILON;
    }
    if (found.number() <= 0 || found.number() >= 1) {
      throw found.wrong("a number above 0 and below 1 was expected, such as 1e-12");
    }
    return (float) found.number();
  }

  private static float dropout(Document json, String name) {
    var found = json.members().get(name);
    if (found == null) {
      return 0.1f;
    }
    if (found.number() < 0 || found.number() >= 1) {
      throw found.wrong("a number from 0 to below 1 was expected");
    }
    return (float) found.number();
  }

  /** The same with another number of layers, for a student. */
  public EncoderConfig withLayers(int count) {
    return new EncoderConfig(
        kind,
        count,
        hidden,
        heads,
        intermediate,
        vocabulary,
        positions,
        types,
        activation,
        epsilon,
        dropout);
  }

  /** The same for inputs of another length. */
  public EncoderConfig withPositions(int longest) {
    return new EncoderConfig(
        kind,
        layers,
        hidden,
        heads,
        intermediate,
        vocabulary,
        longest,
        types,
        activation,
        epsilon,
        dropout);
  }

  /**
   * The same with a smaller hidden size, the feed-forward part in proportion, for a student.
   *
   * @param size divides the hidden size and is a multiple of the attention heads
   * @throws Problem where it isn't
   */
  public EncoderConfig withHidden(int size) {
    if (size < 1 || size >= hidden || hidden % size != 0 || size % heads != 0) {
      throw new Problem(
          "Setting studentWidth is "
              + size
              + "; a divisor of "
              + hidden
              + " that is a multiple of its "
              + heads
              + " attention heads was expected.");
    }
    return new EncoderConfig(
        kind,
        layers,
        size,
        heads,
        intermediate * size / hidden,
        vocabulary,
        positions,
        types,
        activation,
        epsilon,
        dropout);
  }

  /**
   * Checks that a batch isn't longer than the positions that the encoder knows.
   *
   * @throws Problem where it is
   */
  void checkLength(Batch batch) {
    long t = batch.ids().getShape().get(1);
    if (t > positions) {
      throw new Problem(
          "An input has " + t + " pieces; the encoder reads at most " + positions + ".");
    }
  }

  /** The settings as config.json writes them. */
  public ObjectNode toJson() {
    var json = new ObjectMapper().createObjectNode();
    if (kind == Kind.DISTILBERT) {
      return json.put("model_type", "distilbert")
          .put("vocab_size", vocabulary)
          .put("dim", hidden)
          .put("n_layers", layers)
          .put("n_heads", heads)
          .put("hidden_dim", intermediate)
          .put("activation", activation.key())
          .put("dropout", dropout)
          .put("attention_dropout", dropout)
          .put("max_position_embeddings", positions)
          .put("sinusoidal_pos_embds", false)
          .put("pad_token_id", 0);
    }
    return json.put("model_type", "bert")
        .put("vocab_size", vocabulary)
        .put("hidden_size", hidden)
        .put("num_hidden_layers", layers)
        .put("num_attention_heads", heads)
        .put("intermediate_size", intermediate)
        .put("hidden_act", activation.key())
        .put("hidden_dropout_prob", dropout)
        .put("attention_probs_dropout_prob", dropout)
        .put("max_position_embeddings", positions)
        .put("type_vocab_size", types)
        .put("layer_norm_eps", epsilon)
        .put("pad_token_id", 0)
        .put("position_embedding_type", "absolute");
  }
}
