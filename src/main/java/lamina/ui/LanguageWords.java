package lamina.ui;

import java.util.Locale;
import java.util.ResourceBundle;
import lamina.language.Language;
import lamina.language.Script;

/**
 * What a language is called, and its family, branch and script, in the language of the texts. The
 * English words are those of the table of languages.
 */
final class LanguageWords {
  private LanguageWords() {}

  static String name(Language language) {
    return Messages.language().equals("en")
        ? language.name()
        : Locale.of(language.code()).getDisplayLanguage(Locale.of(Messages.language()));
  }

  static String family(Language language) {
    return word("family", language.family());
  }

  static String branch(Language language) {
    return word("branch", language.branch());
  }

  static String script(Script script) {
    return word("script", script.label());
  }

  /** "Arabic · العربية · Semitic", as in the selection bar. */
  static String label(Language language) {
    var name = name(language);
    return name.equals(language.nativeName())
        ? name + " · " + branch(language)
        : name + " · " + language.nativeName() + " · " + branch(language);
  }

  private static String word(String kind, String english) {
    var bundle =
        ResourceBundle.getBundle(
            "lamina.ui.languages",
            Locale.forLanguageTag(Messages.language()),
            Messages.NO_FALLBACK);
    var key = key(kind, english);
    return bundle.containsKey(key) ? bundle.getString(key) : english;
  }

  /** "branch.south-central-dravidian". */
  static String key(String kind, String english) {
    return kind + "." + english.toLowerCase(Locale.ROOT).replace(' ', '-');
  }
}
