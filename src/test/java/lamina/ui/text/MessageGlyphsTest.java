package lamina.ui.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import lamina.chart.paint.Fonts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Charts are drawn in one font, so that no text of ours may hold a letter that it lacks. */
class MessageGlyphsTest {
  @ParameterizedTest
  @ValueSource(strings = {"messages.properties", "messages_ar.properties"})
  void theFontHasEveryLetter(String name) throws IOException {
    var messages = new Properties();
    try (var in = Objects.requireNonNull(Messages.class.getResourceAsStream(name))) {
      messages.load(new java.io.InputStreamReader(in, StandardCharsets.UTF_8));
    }
    var missing = new TreeMap<String, String>();
    for (var key : messages.stringPropertyNames()) {
      for (var font : new java.awt.Font[] {Fonts.regular(11), Fonts.bold(11)}) {
        var text = messages.getProperty(key).replace("\n", "");
        int at = font.canDisplayUpTo(text);
        if (at >= 0) {
          missing.put(key, text.substring(at, text.offsetByCodePoints(at, 1)));
        }
      }
    }
    assertEquals(new TreeMap<>(), missing);
  }
}
