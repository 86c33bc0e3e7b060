package lamina.ui.text;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.function.Supplier;
import lamina.problem.Problem;

/** The window's texts, in the language of the display locale where there is one, else English. */
public final class Messages {
  static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
  private static final ScopedValue<Locale> SPOKEN = ScopedValue.newInstance();

  /** The languages that the texts are in, as tags. */
  public static final List<String> LANGUAGES = List.of("en", "ar");

  private static final Set<String> RIGHT_TO_LEFT = Set.of("ar");

  private Messages() {}

  private static ResourceBundle bundle() {
    var display = Locale.getDefault(Locale.Category.DISPLAY);
    return ResourceBundle.getBundle("lamina.ui.text.messages", SPOKEN.orElse(display), NO_FALLBACK);
  }

  /**
   * Does something with texts in another language than the window's, such as making a figure again
   * for a paper.
   *
   * @param language as a tag
   */
  public static <T> T in(String language, Supplier<T> work) {
    return ScopedValue.where(SPOKEN, Locale.forLanguageTag(language)).call(work::get);
  }

  /** A text, its arguments put in. */
  public static String get(String key, Object... arguments) {
    return new MessageFormat(bundle().getString(key), Locale.ROOT).format(arguments);
  }

  /** Names to choose one of: {@code paper, convex or mean}. */
  public static String anyOf(List<String> names) {
    int last = names.size() - 1;
    var before = String.join(get("list.between"), names.subList(0, last));
    return last == 0 ? names.getFirst() : before + get("list.last") + names.get(last);
  }

  public static boolean has(String key) {
    return bundle().containsKey(key);
  }

  /**
   * A language that there are texts in.
   *
   * @throws Problem naming those that there are
   */
  public static String spoken(String tag) {
    if (!LANGUAGES.contains(tag)) {
      throw new Problem(
          "Unknown language \"" + tag + "\": choose " + String.join(" or ", LANGUAGES) + ".");
    }
    return tag;
  }

  /** The language of the texts, as a tag. */
  public static String language() {
    return bundle().getString("language.tag");
  }

  public static boolean rightToLeft() {
    return RIGHT_TO_LEFT.contains(language());
  }
}
