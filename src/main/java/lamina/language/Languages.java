package lamina.language;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lamina.problem.Problem;
import org.apache.commons.csv.CSVFormat;

/**
 * The languages that Lamina knows: all of XTREME's forty, all that occur in the four tasks' data
 * sets, and others that mBERT was trained on. Their table is {@code languages.csv} beside this
 * class; it never changes while the program runs.
 */
public final class Languages {
  private static final Map<String, Language> TABLE = load();

  private Languages() {}

  /** All languages, ordered by code. */
  public static List<Language> all() {
    return List.copyOf(TABLE.values());
  }

  /** The language of a code in upper or lower case; a region ({@code zh-CN}) is ignored. */
  public static Optional<Language> find(String code) {
    return Optional.ofNullable(TABLE.get(base(code)));
  }

  /**
   * The language of a code.
   *
   * @throws Problem naming the languages whose codes or names come near
   */
  public static Language of(String code) {
    return find(code).orElseThrow(() -> new Problem(unknown(code)));
  }

  private static String base(String code) {
    var lower = code.strip().toLowerCase(Locale.ROOT);
    int region = lower.indexOf('-');
    return region < 0 ? lower : lower.substring(0, region);
  }

  private static String unknown(String code) {
    var shown = code.length() > 40 ? code.substring(0, 40) + "…" : code;
    var near =
        TABLE.values().stream()
            .filter(language -> near(base(code), language))
            .limit(8)
            .map(language -> language.code() + " (" + language.name() + ")")
            .collect(Collectors.joining(", "));
    return "Unknown language \""
        + shown
        + "\": "
        + (near.isEmpty()
            ? "give one of the codes " + String.join(", ", TABLE.keySet()) + "."
            : "did you mean " + near + "?");
  }

  /** Whether somebody who typed this may have meant that language. */
  private static boolean near(String typed, Language language) {
    if (typed.isEmpty()) {
      return false;
    }
    var name = language.name().toLowerCase(Locale.ROOT);
    var own = language.nativeName().toLowerCase(Locale.ROOT);
    return typed.length() > 2
        ? name.startsWith(typed.substring(0, 3)) || own.startsWith(typed) || typed.equals(name)
        : language.code().charAt(0) == typed.charAt(0);
  }

  private static Map<String, Language> load() {
    var format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (var in = Languages.class.getResourceAsStream("languages.csv")) {
      if (in == null) {
        throw new Problem("The language table languages.csv is missing: build Lamina anew.");
      }
      var rows = new ArrayList<Language>();
      for (var row : format.parse(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        rows.add(
            new Language(
                row.get("code"),
                row.get("name"),
                row.get("native"),
                row.get("family"),
                row.get("branch"),
                Script.valueOf(row.get("script"))));
      }
      var table = new LinkedHashMap<String, Language>();
      rows.forEach(language -> table.put(language.code(), language));
      return Collections.unmodifiableMap(table);
    } catch (IOException e) {
      throw new Problem("The language table languages.csv cannot be read: build Lamina anew.", e);
    }
  }
}
