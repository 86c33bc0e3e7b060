package lamina.lesson;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lamina.files.Document;

/** A part of a YAML file, with the line that it begins in, from 1. */
sealed interface Entry {
  int line();

  /** A single value; empty where nothing is written. */
  record Scalar(int line, String text) implements Entry {}

  /** A list. */
  record Items(int line, List<Entry> list) implements Entry {}

  /** Named settings. */
  record Settings(int line, Map<String, Entry> map) implements Entry {}

  /**
   * Reads a file.
   *
   * @throws lamina.problem.Problem naming the file and the line that is no YAML
   */
  static Entry read(Path file) {
    return of(Document.yaml(file));
  }

  private static Entry of(Document value) {
    if (value.isGroup()) {
      var map = new LinkedHashMap<String, Entry>();
      value.members().forEach((name, member) -> map.put(name, of(member)));
      return new Settings(value.line(), map);
    }
    return value.isList()
        ? new Items(value.line(), value.items().stream().map(Entry::of).toList())
        : new Scalar(value.line(), value.present() ? value.text().strip() : "");
  }
}
