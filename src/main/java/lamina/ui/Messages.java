package lamina.ui;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;

/** The window's texts, in the language of the display locale where there is one, else English. */
final class Messages {
  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
  private static final Set<String> RIGHT_TO_LEFT = Set.of("ar");

  private Messages() {}

  private static ResourceBundle bundle() {
    return ResourceBundle.getBundle(
        "lamina.ui.messages", Locale.getDefault(Locale.Category.DISPLAY), NO_FALLBACK);
  }

  /** A text, its arguments put in. */
  static String get(String key, Object... arguments) {
    return new MessageFormat(bundle().getString(key), Locale.ROOT).format(arguments);
  }

  static boolean has(String key) {
    return bundle().containsKey(key);
  }

  /** The language of the texts, as a tag. */
  static String language() {
    return bundle().getString("language.tag");
  }

  static boolean rightToLeft() {
    return RIGHT_TO_LEFT.contains(language());
  }
}
