package lamina.files;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lamina.problem.Problem;
import org.yaml.snakeyaml.LoaderOptions;

/** Reads a {@link Document} value by value, so that limits hold before anything is built. */
final class DocumentReader {
  static final long MOST_JSON = 16 << 20;
  static final long MOST_YAML = 1 << 20;

  private static final int DEEPEST = 50;
  private static final int MOST_VALUES = 2_000_000;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Path file;
  private final JsonParser parser;
  private final boolean yaml;
  private final int firstLine;
  private int values;

  private DocumentReader(Path file, JsonParser parser, boolean yaml, int firstLine) {
    this.file = file;
    this.parser = parser;
    this.yaml = yaml;
    this.firstLine = firstLine;
  }

  static Document json(Path file, String text) {
    return json(file, text, "", 1);
  }

  static Document json(Path file, String text, String place, int line) {
    var factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(400)
                    .build())
            .build();
    try (var parser = factory.createParser(text)) {
      return new DocumentReader(file, parser, false, line).whole(place);
    } catch (JacksonException e) {
      throw invalid(file, "JSON", e, "Fetch or save the file again.");
    } catch (IOException e) {
      throw new Problem(file + ": could not be read (" + e.getMessage() + ").", e);
    }
  }

  static Document yaml(Path file, String text) {
    var limits = new LoaderOptions();
    limits.setCodePointLimit(Math.max(1, text.length())); // who read it has limited it
    try (var parser = YAMLFactory.builder().loaderOptions(limits).build().createParser(text)) {
      return new DocumentReader(file, parser, true, 1).whole("");
    } catch (JacksonException e) {
      throw invalid(
          file, "YAML", e, "Mend that line; a text with a colon in it needs quotation marks.");
    } catch (IOException | RuntimeException e) {
      if (e instanceof Problem p) {
        throw p;
      }
      // Of a few damaged files the YAML library throws exceptions of its own.
      throw new Problem(file + ": is no valid YAML (" + firstLine(e.getMessage()) + ").", e);
    }
  }

  private static Problem invalid(Path file, String form, JacksonException e, String advice) {
    var place = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
    return new Problem(
        file
            + place
            + ": is no valid "
            + form
            + " ("
            + firstLine(e.getOriginalMessage())
            + "). "
            + advice,
        e);
  }

  private static String firstLine(String text) {
    return text == null ? "" : text.lines().findFirst().orElse("");
  }

  private Document whole(String place) throws IOException {
    if (parser.nextToken() == null) {
      throw new Problem(file + ": is empty.");
    }
    var all = value(null, place, 0);
    if (parser.nextToken() != null) {
      throw new Problem(
          file + ", line " + line() + ": something follows the end of the document; take it away.");
    }
    return all;
  }

  private Document value(Document parent, String step, int depth) throws IOException {
    int line = line();
    if (parser instanceof YAMLParser p && p.isCurrentAlias()) {
      throw new Problem(
          file + ", line " + line + ": aliases (*name) aren't read; write the value out.");
    }
    if (depth > DEEPEST || ++values > MOST_VALUES) {
      throw new Problem(
          file + ", line " + line + ": more is nested or listed than such a file can hold.");
    }
    if (parser.currentToken() == null) {
      throw new Problem(file + ", line " + line + ": the file ends within a value.");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> group(parent, step, line, depth);
      case START_ARRAY -> list(parent, step, line, depth);
      default -> new Document(file, parent, step, line, scalar(), yaml ? parser.getText() : null);
    };
  }

  private Document group(Document parent, String step, int line, int depth) throws IOException {
    var node = NODES.objectNode();
    var all = new Document(file, parent, step, line, node, yaml ? "" : null);
    var members = new LinkedHashMap<String, Document>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      int at = line();
      parser.nextToken();
      if (name == null || members.containsKey(name)) {
        throw new Problem(
            file + ", line " + at + ": \"" + name + "\" stands twice; keep one of the two.");
      }
      var member = value(all, name, depth + 1);
      members.put(name, member);
      node.set(name, member.node());
    }
    all.holds(List.of(), Collections.unmodifiableMap(members));
    return all;
  }

  private Document list(Document parent, String step, int line, int depth) throws IOException {
    var node = NODES.arrayNode();
    var all = new Document(file, parent, step, line, node, yaml ? "" : null);
    var items = new ArrayList<Document>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      var item = value(all, "[" + items.size() + "]", depth + 1);
      items.add(item);
      node.add(item.node());
    }
    all.holds(Collections.unmodifiableList(items), Map.of());
    return all;
  }

  private int line() {
    return firstLine - 1 + parser.currentTokenLocation().getLineNr();
  }

  private JsonNode scalar() throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> NODES.nullNode();
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NUMBER_INT ->
          switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
          };
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      default -> NODES.textNode(parser.getText());
    };
  }
}
