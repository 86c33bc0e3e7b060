package lamina.encoder;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lamina.encoder.EncoderFamily.Entry;
import lamina.files.Document;
import lamina.problem.Problem;

/**
 * Sizes of an encoder, as Hugging Face's config.json has them.
 *
 * @param family of its checkpoint
 * @param layers transformer blocks L
 * @param hidden E
 * @param heads attention heads; divides E
 * @param intermediate width of the feed-forward part
 * @param vocabulary word pieces
 * @param positions longest input; the table may have rows before the first
 * @param types token types; 0 where the family has none
 * @param activation of the feed-forward part
 * @param epsilon of LayerNorm
 * @param dropout in training, 0 to below 1
 */
public record EncoderConfig(
    EncoderFamily family,
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

  /**
   * Reads config.json. What is missing there has the value that Hugging Face's classes give it.
   *
   * @throws Problem naming the setting that is impossible or not supported
   */
  public static EncoderConfig read(Path file) {
    return read(file, EncoderFamilies.KNOWN);
  }

  /**
   * Reads config.json of one of some families.
   *
   * @throws Problem naming the setting that is impossible or not supported
   */
  static EncoderConfig read(Path file, EncoderFamilies families) {
    var json = Document.json(file);
    var known = families.of(json);
    refuseForeign(json);
    var names = known.configNames();
    int layers = size(json, names.layers(), MOST_LAYERS);
    var family = known.read(json, layers);
    int hidden = size(json, names.hidden(), LARGEST);
    int heads = size(json, names.heads(), LARGEST);
    if (hidden % heads != 0) {
      throw json.wrong("hidden size " + hidden + " isn't a multiple of " + heads + " heads");
    }
    return new EncoderConfig(
        family,
        layers,
        hidden,
        heads,
        size(json, names.intermediate(), LARGEST),
        size(json, names.vocabulary(), LARGEST),
        positions(json, names.positions(), family.firstPosition()),
        size(json, names.types(), LARGEST),
        activation(json, names.activation()),
        epsilon(json, names.epsilon()),
        dropout(json, names.dropout()));
  }

  /** What would make other numbers of the same weights, or none. */
  private static void refuseForeign(Document json) {
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

  private static Optional<Document> entry(Document json, Entry<?> entry) {
    return entry.name().map(json.members()::get);
  }

  private static int size(Document json, Entry<Integer> entry, int most) {
    int least = Math.min(1, entry.byDefault()); // what a family may lack
    return entry(json, entry).map(found -> found.whole(least, most)).orElse(entry.byDefault());
  }

  private static int positions(Document json, Entry<Integer> entry, int first) {
    int rows = size(json, entry, LARGEST);
    if (rows <= first) {
      throw json.wrong(
          entry.name().orElseThrow()
              + " is "
              + rows
              + ", but the first position has row "
              + first
              + ", that after pad_token_id; correct one of the two");
    }
    return rows - first;
  }

  private static Activation activation(Document json, Entry<Activation> entry) {
    return entry(json, entry).map(Activation::read).orElse(entry.byDefault());
  }

  private static float epsilon(Document json, Entry<Float> entry) {
    var found = entry(json, entry);
    if (found.isEmpty()) {
      return entry.byDefault();
    }
    double value = found.get().number();
    if (value <= 0 || value >= 1) {
      throw found.get().wrong("a number above 0 and below 1 was expected, such as 1e-12");
    }
    return (float) value;
  }

  private static float dropout(Document json, Entry<Float> entry) {
    var found = entry(json, entry);
    if (found.isEmpty()) {
      return entry.byDefault();
    }
    double value = found.get().number();
    if (value < 0 || value >= 1) {
      throw found.get().wrong("a number from 0 to below 1 was expected");
    }
    return (float) value;
  }

  /**
   * The same with some of its layers, for a student.
   *
   * @param kept numbers of the blocks that are kept, from 0, in order
   */
  public EncoderConfig withLayers(List<Integer> kept) {
    return with(family.withLayers(kept), kept.size(), hidden, vocabulary, positions);
  }

  /** The same with word embeddings of another number of rows. */
  public EncoderConfig withVocabulary(int rows) {
    return with(family, layers, hidden, rows, positions);
  }

  /** The same for inputs of another length. */
  public EncoderConfig withPositions(int longest) {
    return with(family, layers, hidden, vocabulary, longest);
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
    return with(family, layers, size, vocabulary, positions);
  }

  /** The same but for these; the feed-forward part keeps its proportion to the hidden size. */
  private EncoderConfig with(
      EncoderFamily family, int layers, int hidden, int vocabulary, int positions) {
    return new EncoderConfig(
        family,
        layers,
        hidden,
        heads,
        (int) ((long) intermediate * hidden / this.hidden),
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
    var names = family.configNames();
    json.put("model_type", family.key());
    names.vocabulary().name().ifPresent(n -> json.put(n, vocabulary));
    names.hidden().name().ifPresent(n -> json.put(n, hidden));
    names.layers().name().ifPresent(n -> json.put(n, layers));
    names.heads().name().ifPresent(n -> json.put(n, heads));
    names.intermediate().name().ifPresent(n -> json.put(n, intermediate));
    names.activation().name().ifPresent(n -> json.put(n, activation.key()));
    names.dropout().name().ifPresent(n -> json.put(n, dropout));
    json.put(names.attentionDropout(), dropout);
    names.positions().name().ifPresent(n -> json.put(n, positions + family.firstPosition()));
    names.types().name().ifPresent(n -> json.put(n, types));
    names.epsilon().name().ifPresent(n -> json.put(n, epsilon));
    family.complete(json);
    return json;
  }
}
