package lamina.data.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lamina.language.Language;

/**
 * The objects of a JSON file that hold an example each, in whichever of the usual wrappings.
 *
 * @param names what numbers name, by field, where the file itself says so
 */
record JsonRows(TextFile file, List<Row> rows, Map<String, List<String>> names) {
  private static final int DEEPEST = 50;
  private static final List<String> WRAPPERS = List.of("data", "rows", "examples");

  /** Whether a file is JSON, by its name or its first line. */
  static boolean are(TextFile file) {
    var first = file.firstLine().strip();
    return file.extension().startsWith("json")
        || file.extension().equals("ndjson")
        || first.startsWith("{\"")
        || first.startsWith("[{\"")
        || (first.equals("{") || first.equals("[")) && file.lines().size() > 2;
  }

  /**
   * Reads a file.
   *
   * @throws lamina.problem.Problem with the line where it isn't JSON, or of another shape
   */
  static JsonRows of(TextFile file) {
    return of(file, Integer.MAX_VALUE);
  }

  /** Reads at most so many objects of a file. */
  static JsonRows of(TextFile file, int most) {
    var factory =
        JsonFactory.builder()
            .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(1 << 26)
                    .build())
            .build();
    var text = file.lines().stream().collect(Collectors.joining("\n"));
    var found = new JsonRows(file, new ArrayList<>(), new TreeMap<>());
    try (var parser = factory.createParser(text)) {
      parser.setCodec(new ObjectMapper());
      while (found.rows.size() < most && parser.nextToken() != null) {
        found.value(parser, most);
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw file.problem(
          line, "not JSON (" + e.getOriginalMessage() + "); expected one object an example.");
    } catch (IOException e) {
      throw file.problem("could not be read as JSON (" + e.getMessage() + ").");
    }
    return found;
  }

  private void value(JsonParser parser, int most) throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      list(parser, most);
    } else if (parser.currentToken() == JsonToken.START_OBJECT) {
      object(parser, most);
    } else {
      throw file.problem(line(parser), "no JSON object; expected one an example.");
    }
  }

  private void list(JsonParser parser, int most) throws IOException {
    while (rows.size() < most && parser.nextToken() != JsonToken.END_ARRAY) {
      int line = line(parser);
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw file.problem(line, "no JSON object in the list; expected one an example.");
      }
      var item = parser.<JsonNode>readValueAsTree();
      add(line, item.path("row").isObject() ? item.get("row") : item);
    }
  }

  /** An object is an example, or it wraps a list of them. */
  private void object(JsonParser parser, int most) throws IOException {
    int line = line(parser);
    var object = JsonNodeFactory.instance.objectNode();
    boolean wraps = false;
    while (rows.size() < most && parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      if (parser.nextToken() == JsonToken.START_ARRAY && WRAPPERS.contains(name)) {
        list(parser, most);
        wraps = true;
      } else {
        object.set(name, parser.<JsonNode>readValueAsTree());
      }
    }
    if (wraps) {
      features(object.path("features"));
    } else {
      add(line, object);
    }
  }

  private void add(int line, JsonNode object) {
    int number = rows.isEmpty() ? 1 : rows.getLast().number() + 1; // translations have one number
    JsonTranslations.apart(file, line, object)
        .forEach(one -> rows.add(new Row(file, line, number, one)));
  }

  /** The dataset viewer says what the numbers of a field name. */
  private void features(JsonNode features) {
    for (var feature : features) {
      var type = feature.path("type");
      var of = type.path("feature").isObject() ? type.path("feature") : type;
      if (of.path("names").isArray() && feature.path("name").isTextual()) {
        var list = new ArrayList<String>();
        of.path("names").forEach(n -> list.add(n.asText()));
        names.put(feature.path("name").asText(), List.copyOf(list));
      }
    }
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  /** What the numbers of a field name; empty where the file doesn't say. */
  List<String> names(String field) {
    return names.getOrDefault(field, List.of());
  }

  /**
   * An object with an example.
   *
   * @param line where it begins
   * @param number among the examples, from 1
   */
  record Row(TextFile file, int line, int number, JsonNode object) {
    /** The language that it names. */
    Optional<Language> language() {
      var codes = new LinkedHashSet<String>();
      for (var name : TableHeader.LANGUAGE) {
        if (object.path(name).isTextual()) {
          codes.add(object.path(name).asText());
        }
      }
      object.path("langs").forEach(l -> codes.add(l.asText()));
      return codes.stream().findFirst().map(code -> FileLanguage.inColumn(file, line, code));
    }

    String id() {
      for (var name : new String[] {"pairID", "pair_id", "id", "idx", "sent_id"}) {
        var value = object.path(name);
        if (value.isTextual() && !value.asText().isBlank() || value.isIntegralNumber()) {
          return value.asText();
        }
      }
      return Integer.toString(number);
    }

    JsonNode get(String name) {
      return object.get(name);
    }

    boolean has(String... wanted) {
      return Arrays.stream(wanted).anyMatch(object::hasNonNull);
    }

    /** The first of some names that is there. */
    String need(String... wanted) {
      return Arrays.stream(wanted)
          .filter(object::hasNonNull)
          .findFirst()
          .orElseThrow(
              () ->
                  file.problem(
                      line,
                      "nothing under "
                          + Arrays.stream(wanted)
                              .map(w -> "\"" + w + "\"")
                              .collect(Collectors.joining(" or "))
                          + "; expected it in every object."));
    }

    String text(String name) {
      return text(name, object.get(name));
    }

    String text(String name, JsonNode value) {
      if (!value.isTextual()) {
        throw wrong(name, "text");
      }
      return value.asText();
    }

    List<JsonNode> list(String name) {
      if (!object.get(name).isArray()) {
        throw wrong(name, "a list");
      }
      var list = new ArrayList<JsonNode>();
      object.get(name).forEach(list::add);
      return list;
    }

    /** A label, by name or number. */
    String label(String name, JsonNode value) {
      if (!value.isTextual() && !value.isIntegralNumber()) {
        throw wrong(name, "a label or its number");
      }
      return value.asText().strip();
    }

    private lamina.problem.Problem wrong(String name, String expected) {
      return file.problem(
          line,
          "no "
              + expected.toLowerCase(Locale.ROOT).replaceFirst("^a ", "")
              + " under \""
              + name
              + "\"; "
              + expected
              + " was expected.");
    }
  }
}
