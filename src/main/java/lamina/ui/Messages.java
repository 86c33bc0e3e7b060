package lamina.ui;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The window's texts, from messages.properties. */
final class Messages {
  private static final ResourceBundle BUNDLE =
      ResourceBundle.getBundle("lamina.ui.messages", Locale.ROOT);

  private Messages() {}

  /** A text, its arguments put in. */
  static String get(String key, Object... arguments) {
    return new MessageFormat(BUNDLE.getString(key), Locale.ROOT).format(arguments);
  }
}
