package lamina.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lamina.data.Task;
import lamina.data.Tasks;
import lamina.engine.Precision;
import lamina.files.FileName;
import lamina.fusion.Variant;
import lamina.fusion.Variants;
import lamina.model.ModelSummary;
import lamina.problem.Problem;
import lamina.tensor.Storage;

/**
 * One setting of a training run. Whatever gives its value (a file, an option, a sweep), the value
 * is read and checked here.
 *
 * @param name as files and options say it
 * @param byDefault value where nobody gives one
 * @param expected what is allowed, in words
 */
record Setting(
    String name, Object byDefault, Kind kind, String expected, Predicate<Object> allowed) {
  private static final Pattern WHOLE = Pattern.compile("[-+]?\\d{1,18}");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?");

  /** Kinds of values. */
  enum Kind {
    TEXT,
    /** One of several words, in any case. */
    NAME,
    NAMES,
    PATH,
    PATHS,
    WHOLE,
    LONG,
    WHOLES,
    NUMBER,
    FLAG
  }

  /** All there are, in the order in which they are written. */
  static final List<Setting> ALL =
      List.of(
          choice("task", Task.DEFAULT.key(), Tasks.KNOWN.keys()),
          path("base", "a folder of an encoder"),
          path("teacher", "a folder of a model to distil"),
          path("out", "a folder to write"),
          paths("train", "one or more files of English data"),
          path("dev", "a file of English data"),
          paths("unlabelled", "files"),
          choice("protocol", "shared", List.of("shared", "single", ModelSummary.FROZEN)),
          new Setting(
              "variants",
              Variants.KNOWN.keys(Variant::trainedByDefault),
              Kind.NAMES,
              "one or more of " + String.join(", ", variants()) + ", each once",
              v -> !list(v).isEmpty() && variants().containsAll(list(v)) && distinct(v)),
          new Setting(
              "layers",
              List.of(),
              Kind.WHOLES,
              "whole numbers from 1 to the last layer's, each once, or none for all",
              v -> list(v).stream().allMatch(l -> (Integer) l >= 1) && distinct(v)),
          whole("epochs", 1, 1, 10_000),
          new Setting(
              "batch",
              32,
              Kind.WHOLE,
              "a whole number from 16 (BatchNorm needs a real batch) to 65536",
              v -> (Integer) v >= 16 && (Integer) v <= 65_536),
          whole("passTokens", 2048, 16, Integer.MAX_VALUE),
          number("rate", 2e-4, "a number above 0 and below 1", v -> v > 0 && v < 1),
          number("headFactor", 3, "a number above 0, at most 1000", v -> v > 0 && v <= 1000),
          number("warmup", 0.1, "a share of the steps, from 0 to below 1", v -> v >= 0 && v < 1),
          number("decay", 0.01, "a number from 0 to below 1", v -> v >= 0 && v < 1),
          number("clip", 1, "a number above 0", v -> v > 0),
          number("dropout", 0.1, "a number from 0 to below 1", v -> v >= 0 && v < 1),
          choice(
              "precision", "fp32", Arrays.stream(Precision.values()).map(Precision::key).toList()),
          choice("words", "trained", List.of("trained", "frozen")),
          whole("freeze", -1, -1, 10_000),
          whole("depth", 0, 0, 10_000),
          whole("limit", 0, 0, Integer.MAX_VALUE),
          new Setting("seed", 1L, Kind.LONG, "a whole number", v -> true),
          whole("checkpoint", 200, 1, Integer.MAX_VALUE),
          whole("studentLayers", 6, 2, 10_000),
          whole("studentWidth", 0, 0, 1_000_000),
          choice("projection", "learned", List.of("learned", "mean")),
          number("temperature", 2, "a number above 0", v -> v > 0),
          text("softHead", "", "a head of the teacher, for example paper.8"),
          weight("soft", 1),
          weight("hidden", 1),
          weight("relations", 0),
          weight("gates", 0),
          weight("hard", 0.5),
          choice("storage", "fp32", Arrays.stream(Storage.values()).map(Storage::key).toList()),
          new Setting(
              "shareEmbeddings",
              "",
              Kind.TEXT,
              "the name of a folder beside the model, no path",
              v -> v.equals("") || isName((String) v)),
          text("licence", "not stated", "a text"));

  /** The setting of a name. */
  static Optional<Setting> of(String name) {
    return ALL.stream().filter(s -> s.name.equals(name)).findFirst();
  }

  /** Names of all settings. */
  static String names() {
    return ALL.stream().map(Setting::name).collect(Collectors.joining(", "));
  }

  /**
   * The value that a node of a YAML or JSON file stands for: a {@code String}, {@code Integer},
   * {@code Long}, {@code Double}, {@code Boolean} or a list.
   *
   * @return empty where it is none that is allowed
   */
  Optional<Object> value(JsonNode node) {
    Optional<Object> value =
        switch (kind) {
          case TEXT -> text(node).map(t -> t);
          case NAME -> name(node).map(t -> t);
          case NAMES -> list(node, n -> name(n).map(t -> t));
          case PATH -> path(node).map(t -> t);
          case PATHS -> list(node, n -> path(n).filter(t -> !t.isBlank()).map(t -> t));
          case WHOLES -> list(node, n -> small(n));
          case WHOLE -> small(node);
          case LONG -> whole(node).map(n -> n);
          case NUMBER -> real(node).map(n -> n);
          case FLAG -> node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty();
        };
    return value.filter(allowed);
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.of(node)
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .filter(t -> t.chars().noneMatch(Character::isISOControl));
  }

  private static Optional<String> name(JsonNode node) {
    return text(node).map(t -> t.strip().toLowerCase(Locale.ROOT));
  }

  /** A path is one setting however it is spelt: "./a//b/" is a/b. */
  private static Optional<String> path(JsonNode node) {
    try {
      return text(node)
          .map(t -> Path.of(t).toString().replace('\\', '/').replaceFirst("^(\\./)+(?=.)", ""));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** A text counts where it is a number: YAML 1.1 reads 5e-4 as a text. */
  private static Optional<Long> whole(JsonNode node) {
    if (node.isTextual() && WHOLE.matcher(node.textValue()).matches()) {
      return Optional.of(Long.parseLong(node.textValue()));
    }
    return node.isIntegralNumber() && node.canConvertToLong()
        ? Optional.of(node.longValue())
        : Optional.empty();
  }

  private static Optional<Object> small(JsonNode node) {
    return whole(node).filter(n -> n == n.intValue()).map(Math::toIntExact);
  }

  private static Optional<Double> real(JsonNode node) {
    if (node.isTextual() && NUMBER.matcher(node.textValue()).matches()) {
      return Optional.of(Double.parseDouble(node.textValue())).filter(Double::isFinite);
    }
    return node.isNumber()
        ? Optional.of(node.doubleValue()).filter(Double::isFinite)
        : Optional.empty();
  }

  /** A list, or one value that stands for a list of it. */
  private static Optional<Object> list(
      JsonNode node, Function<JsonNode, Optional<Object>> element) {
    var values = new ArrayList<>();
    if (!node.isArray()) {
      return element.apply(node).map(List::of);
    }
    for (var child : node) {
      var value = element.apply(child);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
    }
    return Optional.of(List.copyOf(values));
  }

  private static boolean isName(String text) {
    try {
      return FileName.of(text).equals(text);
    } catch (Problem e) {
      return false;
    }
  }

  private static List<?> list(Object value) {
    return (List<?>) value;
  }

  private static boolean distinct(Object value) {
    return list(value).stream().distinct().count() == list(value).size();
  }

  private static List<String> variants() {
    return Variants.KNOWN.keys(v -> true);
  }

  private static Setting path(String name, String expected) {
    return new Setting(name, "", Kind.PATH, expected, v -> true);
  }

  private static Setting text(String name, String byDefault, String expected) {
    return new Setting(name, byDefault, Kind.TEXT, expected, v -> true);
  }

  private static Setting paths(String name, String expected) {
    return new Setting(name, List.of(), Kind.PATHS, expected + ", each once", Setting::distinct);
  }

  private static Setting choice(String name, String byDefault, List<String> choices) {
    return new Setting(
        name, byDefault, Kind.NAME, "one of " + String.join(", ", choices), choices::contains);
  }

  private static Setting whole(String name, int byDefault, int least, int most) {
    var range =
        most == Integer.MAX_VALUE ? "from " + least + " on" : "from " + least + " to " + most;
    return new Setting(
        name,
        byDefault,
        Kind.WHOLE,
        "a whole number " + range,
        v -> (Integer) v >= least && (Integer) v <= most);
  }

  private static Setting number(
      String name, double byDefault, String expected, Predicate<Double> allowed) {
    return new Setting(name, byDefault, Kind.NUMBER, expected, v -> allowed.test((Double) v));
  }

  private static Setting weight(String name, double byDefault) {
    return number(name, byDefault, "a weight, 0 or above", v -> v >= 0);
  }
}
