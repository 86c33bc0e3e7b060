package lamina.encoder;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * @param epsilon of LayerNorm
 * @param dropout in training, 0 to 1
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
    float epsilon,
    float dropout) {

  /** The two families of checkpoints. */
  public enum Kind {
    BERT,
    DISTILBERT
  }

  /**
   * Reads config.json.
   *
   * @throws Problem naming the setting that is missing, impossible or not supported
   */
  public static EncoderConfig read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new Problem(
          file.toAbsolutePath().getParent()
              + " is no checkpoint: "
              + file.getFileName()
              + " is missing. A Hugging Face BERT or DistilBERT directory was expected.");
    }
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(Files.readString(file));
    } catch (JacksonException e) {
      throw new Problem(file + ": is no valid JSON (" + e.getOriginalMessage() + ").", e);
    } catch (IOException e) {
      throw new Problem(file + ": could not be read (" + e.getMessage() + ").", e);
    }
    var type = json.path("model_type").asText("");
    boolean bert = type.equals("bert");
    if (!bert && !type.equals("distilbert")) {
      throw new Problem(
          file + ": model_type is \"" + type + "\"; \"bert\" or \"distilbert\" was expected.");
    }
    var act = json.path(bert ? "hidden_act" : "activation").asText("gelu");
    if (!act.equals("gelu")) {
      throw new Problem(file + ": activation \"" + act + "\" isn't supported, only \"gelu\".");
    }
    if (!json.path("position_embedding_type").asText("absolute").equals("absolute")) {
      throw new Problem(file + ": position_embedding_type must be \"absolute\".");
    }
    int hidden = size(file, json, bert ? "hidden_size" : "dim");
    int heads = size(file, json, bert ? "num_attention_heads" : "n_heads");
    if (hidden % heads != 0) {
      throw new Problem(
          file + ": hidden size " + hidden + " isn't a multiple of " + heads + " heads.");
    }
    return new EncoderConfig(
        bert ? Kind.BERT : Kind.DISTILBERT,
        size(file, json, bert ? "num_hidden_layers" : "n_layers"),
        hidden,
        heads,
        size(file, json, bert ? "intermediate_size" : "hidden_dim"),
        size(file, json, "vocab_size"),
        size(file, json, "max_position_embeddings"),
        bert ? json.path("type_vocab_size").asInt(2) : 0,
        (float) json.path("layer_norm_eps").asDouble(1e-12),
        (float) json.path(bert ? "hidden_dropout_prob" : "dropout").asDouble(0.1));
  }

  private static int size(Path file, JsonNode json, String name) {
    int size = json.path(name).asInt(0);
    if (size < 1 || size > 10_000_000) {
      throw new Problem(
          file + ": " + name + " is " + json.path(name) + "; a positive number was expected.");
    }
    return size;
  }

  /** The same with another number of layers, for a student. */
  public EncoderConfig withLayers(int count) {
    return new EncoderConfig(
        kind, count, hidden, heads, intermediate, vocabulary, positions, types, epsilon, dropout);
  }

  /** The same for inputs of another length. */
  public EncoderConfig withPositions(int longest) {
    return new EncoderConfig(
        kind, layers, hidden, heads, intermediate, vocabulary, longest, types, epsilon, dropout);
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
          .put("activation", "gelu")
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
        .put("hidden_act", "gelu")
        .put("hidden_dropout_prob", dropout)
        .put("attention_probs_dropout_prob", dropout)
        .put("max_position_embeddings", positions)
        .put("type_vocab_size", types)
        .put("layer_norm_eps", epsilon)
        .put("pad_token_id", 0)
        .put("position_embedding_type", "absolute");
  }
}
