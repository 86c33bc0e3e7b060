package lamina.ui.text;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lamina.chart.figure.FigureWords;
import lamina.problem.Problem;

/** The window's texts, in the language of the display locale where there is one, else English. */
public final class Messages {
  static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
  private static final ScopedValue<Locale> SPOKEN = ScopedValue.newInstance();

  /** The languages that the texts are in, as tags. */
  public static final List<String> LANGUAGES = List.of("en", "ar");

  private static final Set<String> RIGHT_TO_LEFT = Set.of("ar");

  private static final String LEFT = "\u200e";
  private static final Pattern COMPARED = Pattern.compile("(?s).*[A-Za-z] ?[=<>] ?");

  /** A text between what separates it from others. */
  private static final Pattern LATIN = Pattern.compile("(?s)^([\\s·،;]*)(\\S.*\\S|\\S)");

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

  /**
   * A text, its arguments put in. In a text that goes from right to left each argument keeps its
   * own order, see {@link #apart}.
   */
  public static String get(String key, Object... arguments) {
    var pattern = bundle().getString(key);
    var put = arguments.clone();
    for (int i = 0; rightToLeft() && i < put.length; i++) {
      if (!(put[i] instanceof Number)) {
        var own = apart(String.valueOf(put[i]));
        put[i] = compared(pattern, i) ? own.replace(FigureWords.APART, LEFT) : own;
      }
    }
    return new MessageFormat(pattern, Locale.ROOT).format(put);
  }

  /**
   * Whether an argument is compared with letters before it, as in {@code n = 5}, and stays there.
   */
  private static boolean compared(String pattern, int argument) {
    int at = pattern.indexOf("{" + argument + "}");
    return at > 0 && COMPARED.matcher(pattern.substring(0, at)).matches();
  }

  /**
   * Latin letters and numbers as they stand in a text of any direction: in Arabic neither {@code 13
   * · shared} is turned, nor a sign or bracket taken from its number. Left-to-right marks do it,
   * all others are drawn as boxes by JavaFX; charts also keep what stands beside it out of it, see
   * {@link FigureWords#ordered}. A text that has letters of the other direction is one of ours,
   * whose parts were set apart already.
   */
  public static String apart(String text) {
    if (!rightToLeft() || text.chars().anyMatch(Messages::turned)) {
      return text;
    }
    return LATIN.matcher(text).replaceFirst("$1" + FigureWords.APART + "$2" + FigureWords.APART);
  }

  private static boolean turned(int c) {
    return switch (Character.getDirectionality(c)) {
      case Character.DIRECTIONALITY_RIGHT_TO_LEFT, Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC ->
          true;
      default -> c == LEFT.charAt(0); // set apart already
    };
  }

  /** Parts side by side, each in its own order. */
  public static String joined(String between, String... parts) {
    return Stream.of(parts).map(Messages::apart).collect(Collectors.joining(between));
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
