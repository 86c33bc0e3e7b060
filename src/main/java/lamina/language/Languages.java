package lamina.language;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lamina.problem.Problem;
import org.apache.commons.csv.CSVFormat;

/** The languages that Lamina knows, from languages.csv: those of XTREME's tasks. */
public final class Languages {
  private static final Map<String, Language> TABLE = read();

  private Languages() {}

  private static Map<String, Language> read() {
    var table = new TreeMap<String, Language>();
    var format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (var in = Languages.class.getResourceAsStream("languages.csv");
        var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      for (var row : format.parse(reader)) {
        table.put(
            row.get("code"),
            new Language(
                row.get("code"),
                row.get("name"),
                row.get("native"),
                row.get("family"),
                row.get("branch"),
                Script.valueOf(row.get("script"))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Collections.unmodifiableMap(table);
  }

  /** All languages by code. */
  public static List<Language> all() {
    return List.copyOf(TABLE.values());
  }

  /** The language of a code, upper or lower case. */
  public static Optional<Language> find(String code) {
    return Optional.ofNullable(TABLE.get(code.strip().toLowerCase(Locale.ROOT)));
  }

  /**
   * The language of a code.
   *
   * @throws Problem naming the codes that begin alike, or all of them
   */
  public static Language of(String code) {
    return find(code).orElseThrow(() -> unknown(code));
  }

  private static Problem unknown(String code) {
    var near =
        TABLE.values().stream()
            .filter(
                l ->
                    l.name().equalsIgnoreCase(code.strip())
                        || l.code().charAt(0) == (code + " ").toLowerCase(Locale.ROOT).charAt(0))
            .map(l -> l.code() + " (" + l.name() + ")")
            .collect(Collectors.joining(", "));
    return new Problem(
        "Unknown language code \""
            + code
            + "\": "
            + (near.isEmpty()
                ? "known are " + String.join(", ", TABLE.keySet())
                : "did you mean one of " + near)
            + "?");
  }
}
