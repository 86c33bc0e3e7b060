package lamina.lesson;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lamina.files.Yaml;
import lamina.problem.Problem;

/** A part of a YAML file, with the line that it begins in, from 1. */
sealed interface Entry {
  int line();

  /** A single value; empty where nothing is written. */
  record Scalar(int line, String text) implements Entry {}

  /** A list. */
  record Items(int line, List<Entry> list) implements Entry {}

  /** Named settings. */
  record Settings(int line, Map<String, Entry> map) implements Entry {}

  /** Largest file that is read, in bytes: a lesson is a few thousand. */
  long MOST = 1 << 20;

  /**
   * Reads a file.
   *
   * @throws Problem naming the file and the line that is no YAML
   */
  static Entry read(Path file) {
    try {
      if (Files.size(file) > MOST) {
        throw new Problem(file + ": is larger than 1 MB, which no lesson is; choose another file.");
      }
      var factory = YAMLFactory.builder().build();
      factory.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      try (var parser = factory.createParser(Files.readString(file))) {
        if (parser.nextToken() == null) {
          throw new Problem(file + ": is empty; a lesson was expected.");
        }
        return entry(file, parser);
      }
    } catch (JacksonException e) {
      throw Yaml.invalid(
          file, e, "Mend that line; a text with a colon in it needs quotation marks.");
    } catch (MalformedInputException e) {
      throw new Problem(file + ": is no text in UTF-8; save it as UTF-8.", e);
    } catch (NoSuchFileException e) {
      throw new Problem(file + ": there is no such lesson; choose another.", e);
    } catch (IOException e) {
      throw new Problem(file + ": could not be read (" + e.getMessage() + ").", e);
    }
  }

  private static Entry entry(Path file, YAMLParser parser) throws IOException {
    int line = parser.currentTokenLocation().getLineNr();
    if (parser.isCurrentAlias()) {
      throw new Problem(
          file + ", line " + line + ": aliases (*name) aren't read; write the value out.");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        var map = new LinkedHashMap<String, Entry>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          var name = parser.currentName();
          parser.nextToken();
          map.put(name, entry(file, parser));
        }
        yield new Settings(line, map);
      }
      case START_ARRAY -> {
        var list = new ArrayList<Entry>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(entry(file, parser));
        }
        yield new Items(line, list);
      }
      case VALUE_NULL -> new Scalar(line, "");
      default -> new Scalar(line, parser.getText().strip());
    };
  }
}
