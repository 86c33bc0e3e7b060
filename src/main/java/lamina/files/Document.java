package lamina.files;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lamina.problem.Problem;

/**
 * A value in a JSON or YAML file: it knows its place there, and whoever asks for another kind of
 * value than it is gets a {@link Problem} that names file, line and place. Nothing is guessed or
 * converted, a key that stands twice is refused, and so are files, texts and nestings beyond what a
 * person or this program writes.
 */
public final class Document {
  private static final ObjectMapper BINDING =
      JsonMapper.builder()
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .withCoercionConfig(
              LogicalType.Textual,
              text -> {
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
              })
          .build();
  private static final int SHOWN = 40;

  private final Path file;
  private final Document parent;
  private final String step;
  private final int line;
  private final JsonNode value;
  private final String written;
  private List<Document> items = List.of();
  private Map<String, Document> members = Map.of();

  /**
   * A value.
   *
   * @param written how a scalar stands in a YAML file, empty for others; null in JSON
   */
  Document(Path file, Document parent, String step, int line, JsonNode value, String written) {
    this.file = file;
    this.parent = parent;
    this.step = step;
    this.line = line;
    this.value = value;
    this.written = written;
  }

  /** Its value, for the reader that puts it together. */
  JsonNode node() {
    return value;
  }

  void holds(List<Document> list, Map<String, Document> map) {
    items = list;
    members = map;
  }

  /**
   * Reads a JSON file of at most 16 MB.
   *
   * @throws Problem where it is missing, no plain file, too large, not UTF-8 or no JSON
   */
  public static Document json(Path file) {
    return DocumentReader.json(file, PlainText.read(file, DocumentReader.MOST_JSON));
  }

  /**
   * Reads JSON that is in memory.
   *
   * @param source where it is from, for messages
   * @throws Problem where it is no JSON
   */
  public static Document json(Path source, String text) {
    return DocumentReader.json(source, text);
  }

  /**
   * Reads a value that somebody cut out of a larger JSON file.
   *
   * @param place of the value in its file
   * @param line where it begins there, from 1
   * @throws Problem where it is no JSON
   */
  public static Document json(Path file, String text, String place, int line) {
    return DocumentReader.json(file, text, place, line);
  }

  /**
   * Reads a YAML file of at most 1 MB, one document without aliases.
   *
   * @throws Problem where it is missing, no plain file, too large, not UTF-8 or no YAML
   */
  public static Document yaml(Path file) {
    return yaml(file, DocumentReader.MOST_YAML);
  }

  /**
   * Reads a YAML file that may be longer than what a person writes, as {@link #yaml(Path)}.
   *
   * @param most bytes
   */
  public static Document yaml(Path file, long most) {
    return DocumentReader.yaml(file, PlainText.read(file, most));
  }

  /** The line where it begins, from 1. */
  public int line() {
    return line;
  }

  /** Where it is in its file, for example {@code settings.train[0]}; empty for the whole. */
  public String place() {
    if (parent == null) {
      return step;
    }
    var before = parent.place();
    return step.startsWith("[") || before.isEmpty() ? before + step : before + "." + step;
  }

  /**
   * A problem with this value.
   *
   * @param what is wrong and what to do, without a full stop
   */
  public Problem wrong(String what) {
    return wrong(what, null);
  }

  private Problem wrong(String what, Throwable cause) {
    var place = place();
    return new Problem(
        file
            + (line > 1 || written != null ? ", line " + line : "")
            + (place.isEmpty() ? ": " : ", \"" + place + "\": ")
            + what
            + ".",
        cause);
  }

  private Problem expected(String kind) {
    return wrong(kind + " was expected, not " + found());
  }

  private String found() {
    return switch (value.getNodeType()) {
      case OBJECT -> "a group of named values";
      case ARRAY -> "a list";
      case NULL, MISSING -> "nothing";
      case STRING -> "the text \"" + shortened(value.asText()) + "\"";
      default -> shortened(written == null ? value.asText() : written);
    };
  }

  private static String shortened(String text) {
    var printed = text.replaceAll("\\p{Cntrl}", "\uFFFD");
    int points = printed.codePointCount(0, printed.length());
    return points <= SHOWN
        ? printed
        : printed.substring(0, printed.offsetByCodePoints(0, SHOWN)) + "…";
  }

  /** Whether there is a value here; {@code null} is none. */
  public boolean present() {
    return !value.isNull();
  }

  /** The named values in it, in the order of the file. */
  public Map<String, Document> members() {
    if (!value.isObject()) {
      throw expected("a group of named values");
    }
    return members;
  }

  /** The values of a list. */
  public List<Document> items() {
    if (!value.isArray()) {
      throw expected("a list");
    }
    return items;
  }

  /** Whether it is a list. */
  public boolean isList() {
    return value.isArray();
  }

  /** Whether it is a group of named values. */
  public boolean isGroup() {
    return value.isObject();
  }

  /** Whether it is a single text, number or truth value. */
  public boolean isScalar() {
    return value.isValueNode() && !value.isNull();
  }

  /** The value of a name; nothing where it is missing or {@code null}. */
  public Optional<Document> find(String name) {
    return Optional.ofNullable(members().get(name)).filter(Document::present);
  }

  /** The value of a name that has to be there. */
  public Document get(String name) {
    return find(name).orElseThrow(() -> wrong("\"" + name + "\" is missing; add it"));
  }

  /** A text; in YAML a number or a truth value is a text, too, as it stands there. */
  public String text() {
    if (value.isTextual()) {
      return value.asText();
    }
    if (written != null && isScalar()) {
      return written;
    }
    throw expected("a text");
  }

  /** A whole number of a range. */
  public int whole(int low, int high) {
    return (int) whole((long) low, (long) high);
  }

  /** A whole number of a range. */
  public long whole(long low, long high) {
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      long number = value.asLong();
      if (number >= low && number <= high) {
        return number;
      }
    }
    throw expected("a whole number from " + low + " to " + high);
  }

  /** A finite number. */
  public double number() {
    if (value.isNumber() && Double.isFinite(value.asDouble())) {
      return value.asDouble();
    }
    throw expected("a number");
  }

  /** A number of a range. */
  public double number(double low, double high) {
    double number = number();
    if (number < low || number > high) {
      throw expected("a number from " + low + " to " + high);
    }
    return number;
  }

  /** True or false. */
  public boolean flag() {
    if (value.isBoolean()) {
      return value.asBoolean();
    }
    throw expected("true or false");
  }

  /** A path; a relative one is taken from a folder. */
  public Path path(Path folder) {
    try {
      return folder.resolve(text());
    } catch (InvalidPathException e) {
      throw wrong("\"" + shortened(text()) + "\" is no path on this system; correct it", e);
    }
  }

  /** What a text means; a problem of the reading is told with this value's place. */
  public <T> T read(Function<String, T> reading) {
    try {
      return reading.apply(text());
    } catch (Problem e) {
      throw e.getMessage().startsWith(file.toString())
          ? e
          : wrong(e.getMessage().replaceAll("\\.$", ""), e);
    }
  }

  /**
   * Refuses names that nobody reads, so that none is misspelt in silence.
   *
   * @param known all names that may be in it
   */
  public void only(Collection<String> known) {
    members()
        .forEach(
            (name, member) -> {
              if (!known.contains(name)) {
                throw member.wrong(
                    "there is no such setting here; there are " + String.join(", ", known));
              }
            });
  }

  /**
   * The value as a record of Java whose components have the names of the file.
   *
   * @throws Problem where a value is missing, {@code null}, unknown or of another type, or the
   *     record's own check fails
   */
  public <T> T as(Class<T> type) {
    refuseNothing();
    try {
      return BINDING.treeToValue(value, type);
    } catch (JsonMappingException e) {
      throw at(e).bound(e);
    } catch (JacksonException e) {
      throw wrong(firstLine(e), e);
    }
  }

  private void refuseNothing() {
    if (!present()) {
      throw wrong("a value is missing; add it");
    }
    items.forEach(Document::refuseNothing);
    members.values().forEach(Document::refuseNothing);
  }

  private Problem bound(JsonMappingException e) {
    var what = e.getCause() instanceof Problem p ? p.getMessage().replaceAll("\\.$", "") : null;
    return wrong(what == null ? firstLine(e) : what, e);
  }

  private static String firstLine(JacksonException e) {
    var what = e.getOriginalMessage() == null ? "" : e.getOriginalMessage();
    return "is not what was expected ("
        + what.lines().findFirst().orElse("").replaceAll("`?(java|lamina)\\.[\\w.$<>]*\\.", "")
        + ")";
  }

  /** The value that binding stopped at. */
  private Document at(JsonMappingException e) {
    var here = this;
    for (var part : e.getPath()) {
      var next =
          part.getFieldName() != null
              ? here.members.get(part.getFieldName())
              : part.getIndex() >= 0 && part.getIndex() < here.items.size()
                  ? here.items.get(part.getIndex())
                  : null;
      if (next == null) {
        break;
      }
      here = next;
    }
    return here;
  }

  /** A copy as Jackson has it, for those who change it and write it back. */
  public JsonNode tree() {
    return value.deepCopy();
  }
}
