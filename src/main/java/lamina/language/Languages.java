package lamina.language;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lamina.problem.Problem;
import org.apache.commons.csv.CSVFormat;

/**
 * The languages that Lamina knows: all of XTREME's forty, all that occur in the four tasks' data
 * sets, and others that mBERT was trained on. Their table is {@code languages.csv} beside this
 * class; it never changes while the program runs. Others can be named by their ISO 639 codes.
 */
public final class Languages {
  private static final Map<String, Language> TABLE = load();
  private static final Set<String> TWO_LETTERS = Set.of(Locale.getISOLanguages());
  private static final Map<String, String> THREE_LETTERS = threeLetters();

  /** Codes of ISO 639-2 that libraries use, where they aren't those of ISO 639-3. */
  private static final Map<String, String> LIBRARY =
      Map.ofEntries(
          Map.entry("ger", "de"),
          Map.entry("fre", "fr"),
          Map.entry("chi", "zh"),
          Map.entry("gre", "el"),
          Map.entry("per", "fa"),
          Map.entry("dut", "nl"),
          Map.entry("cze", "cs"),
          Map.entry("slo", "sk"),
          Map.entry("rum", "ro"),
          Map.entry("geo", "ka"),
          Map.entry("arm", "hy"),
          Map.entry("baq", "eu"),
          Map.entry("bur", "my"),
          Map.entry("ice", "is"),
          Map.entry("alb", "sq"),
          Map.entry("mac", "mk"),
          Map.entry("may", "ms"),
          Map.entry("wel", "cy"),
          Map.entry("tib", "bo"),
          Map.entry("cmn", "zh"),
          Map.entry("arb", "ar"),
          Map.entry("pes", "fa"),
          Map.entry("ekk", "et"),
          Map.entry("lvs", "lv"),
          Map.entry("swh", "sw"),
          Map.entry("zsm", "ms"));

  /** Codes that ISO 639 withdrew, and those in their place. */
  private static final Map<String, String> WITHDRAWN =
      Map.of("iw", "he", "in", "id", "ji", "yi", "jw", "jv", "mo", "ro");

  private Languages() {}

  /** All languages, ordered by code. */
  public static List<Language> all() {
    return List.copyOf(TABLE.values());
  }

  /**
   * The language of the table that has a code, in upper or lower case; a region ({@code zh-CN}) is
   * ignored.
   */
  public static Optional<Language> find(String code) {
    return Optional.ofNullable(TABLE.get(base(code)));
  }

  /**
   * The language that somebody names by a code: of the table, by its two or three letters, else any
   * code of ISO 639, whose family and script aren't known then.
   *
   * @return empty where it is no code
   */
  public static Optional<Language> stated(String code) {
    var base = base(code);
    var two = THREE_LETTERS.getOrDefault(base, LIBRARY.getOrDefault(base, base));
    if (TABLE.containsKey(two)) {
      return Optional.of(TABLE.get(two));
    }
    return two.matches("[a-z]{3}") || TWO_LETTERS.contains(two)
        ? Optional.of(Language.unknown(two))
        : Optional.empty();
  }

  /** The language of the table that has an English name, in upper or lower case. */
  public static Optional<Language> named(String english) {
    return TABLE.values().stream()
        .filter(l -> l.name().equalsIgnoreCase(english.strip()))
        .findFirst();
  }

  /**
   * The language of a code, as {@link #stated} finds it.
   *
   * @throws Problem naming the languages whose codes or names come near
   */
  public static Language of(String code) {
    return stated(code).orElseThrow(() -> new Problem(unknown(code)));
  }

  private static String base(String code) {
    var base = code.strip().toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
    return WITHDRAWN.getOrDefault(base, base);
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
            ? "give a code of ISO 639, such as " + String.join(", ", TABLE.keySet()) + "."
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

  /** ISO 639-3 to ISO 639-1. */
  private static Map<String, String> threeLetters() {
    var codes = new HashMap<String, String>();
    for (var two : Locale.getISOLanguages()) {
      codes.put(Locale.of(two).getISO3Language(), two);
    }
    return Map.copyOf(codes);
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
