package lamina.language;

import java.util.Locale;

/**
 * A language as the window names it.
 *
 * @param code ISO 639 code as the data sets use it, for example {@code ar}
 * @param name English name
 * @param nativeName name in the language itself
 * @param family top-level family, for example {@code Afro-Asiatic}
 * @param branch branch shown beside the name, for example {@code Semitic}
 * @param script the script that its data sets are written in
 */
public record Language(
    String code, String name, String nativeName, String family, String branch, Script script) {

  /** Family of a language that the table of languages doesn't have. */
  static final String UNKNOWN = "family unknown";

  /** A language of which the code alone is known, and what the JDK calls it. */
  static Language unknown(String code) {
    var locale = Locale.of(code);
    return new Language(
        code,
        locale.getDisplayLanguage(Locale.ENGLISH),
        locale.getDisplayLanguage(locale),
        UNKNOWN,
        UNKNOWN,
        Script.UNKNOWN);
  }

  /** Whether its family and script are known. */
  public boolean known() {
    return script != Script.UNKNOWN;
  }

  /** Whether text in this language runs from right to left. */
  public boolean rightToLeft() {
    return script.rightToLeft();
  }

  @Override
  public String toString() {
    return code;
  }
}
