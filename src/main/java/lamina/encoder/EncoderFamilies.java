package lamina.encoder;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lamina.engine.Engine;
import lamina.files.Document;

/**
 * The families of encoders that are read. Readers take them as a value, so that a test can read one
 * family more.
 *
 * @param all in the order in which messages name them
 */
public record EncoderFamilies(List<EncoderFamily> all) {
  /** The families that Lamina knows. */
  public static final EncoderFamilies KNOWN =
      new EncoderFamilies(
          List.of(
              new BertFamily(),
              new DistilBertFamily(),
              RobertaFamily.ROBERTA,
              RobertaFamily.XLM_R,
              RobertaFamily.CAMEMBERT,
              new ModernBertFamily(),
              new DebertaFamily()));

  /** Copies the list. */
  public EncoderFamilies {
    all = List.copyOf(all);
  }

  /** These and one more. */
  public EncoderFamilies with(EncoderFamily other) {
    return new EncoderFamilies(Stream.concat(all.stream(), Stream.of(other)).toList());
  }

  /**
   * The family of a model_type, for a shape that a publication names; what is read says its own.
   *
   * @throws java.util.NoSuchElementException where there is none
   */
  public EncoderFamily named(String key) {
    return find(key).orElseThrow();
  }

  private Optional<EncoderFamily> find(String key) {
    return all.stream().filter(f -> f.key().equals(key)).findFirst();
  }

  /**
   * The family that config.json names by its model_type or, as until 2019, by the class that wrote
   * it.
   *
   * @throws lamina.problem.Problem where it names none of these
   */
  EncoderFamily of(Document json) {
    var type = json.find("model_type");
    var found =
        type.isPresent()
            ? find(type.get().text())
            : json.find("architectures").filter(Document::isList).map(Document::items).stream()
                .flatMap(List::stream)
                .filter(Document::isScalar)
                .map(Document::text)
                .findFirst()
                .flatMap(this::wrote);
    if (found.isPresent()) {
      return found.get();
    }
    if (type.isEmpty()) {
      throw json.wrong(
          "model_type is missing, so it isn't known what architecture this is. Lamina reads "
              + keys()
              + "; where it is one of these, add it");
    }
    throw json.wrong(
        "model_type is \""
            + type.get().text()
            + "\"; Lamina reads the architectures "
            + keys()
            + ". Open a model of one of these");
  }

  private Optional<EncoderFamily> wrote(String architecture) {
    return all.stream().filter(f -> architecture.matches(f.classPrefix() + "[A-Z].*")).findFirst();
  }

  /** The model types of all: {@code "bert" and "distilbert"}. */
  private String keys() {
    return joined(all.stream().map(f -> '"' + f.key() + '"').toList(), "and");
  }

  /** The names of all: {@code BERT or DistilBERT}. */
  public String labels() {
    return joined(all.stream().map(EncoderFamily::label).toList(), "or");
  }

  /** Why an engine isn't offered for a family that lacks it, a clause. */
  public static String lacking(EncoderFamily family) {
    var engines = family.engines().stream().sorted().map(Engine::key).toList();
    return family.label() + " is computed by " + joined(engines, "and") + " only";
  }

  private static String joined(List<String> names, String word) {
    int last = names.size() - 1;
    return last == 0
        ? names.getFirst()
        : String.join(", ", names.subList(0, last)) + " " + word + " " + names.get(last);
  }

  /** Whether a Hugging Face class tags words, or classifies pairs; empty for any other. */
  public Optional<Boolean> tagsWords(String architecture) {
    return Stream.of(true, false)
        .filter(tags -> all.stream().anyMatch(f -> f.classifier(tags).equals(architecture)))
        .findFirst();
  }

  /** The Hugging Face classes of classifiers, sorted, for a message. */
  public String classifiers() {
    return all.stream()
        .flatMap(f -> Stream.of(f.classifier(true), f.classifier(false)))
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
