package lamina.ui.text;

import java.util.Locale;
import java.util.ResourceBundle;
import lamina.evaluate.ScoreTable;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.language.Script;

/**
 * What a language is called, and its family, branch and script, in the language of the texts. The
 * English words are those of the table of languages.
 */
public final class LanguageWords {
  private LanguageWords() {}

  public static String name(Language language) {
    return Messages.language().equals("en")
        ? language.name()
        : Locale.of(language.code()).getDisplayLanguage(Locale.of(Messages.language()));
  }

  /** The language of a score by its code, or what the mean over languages is called. */
  public static String ofScore(String language) {
    return language.equals(ScoreTable.MEAN)
        ? Messages.get("layers.mean")
        : name(Languages.of(language));
  }

  public static String family(Language language) {
    return word("family", language.family());
  }

  public static String branch(Language language) {
    return word("branch", language.branch());
  }

  public static String script(Script script) {
    return word("script", script.label());
  }

  /** "Arabic · العربية · Semitic", as in the selection bar. */
  public static String label(Language language) {
    var name = name(language);
    return name.equals(language.nativeName())
        ? name + " · " + branch(language)
        : name + " · " + language.nativeName() + " · " + branch(language);
  }

  private static String word(String kind, String english) {
    var bundle =
        ResourceBundle.getBundle(
            "lamina.ui.text.languages",
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
