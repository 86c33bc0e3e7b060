package lamina.chart.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import javafx.scene.text.Font;
import lamina.chart.paint.Fonts;

/** The fonts of figures, for the window's own texts. */
public final class WindowFonts {
  private static final double SIZE = 13;

  private WindowFonts() {}

  /** Makes the family known to the window. */
  public static void load() {
    for (boolean bold : new boolean[] {false, true}) {
      try (var file = Fonts.file(bold)) {
        Font.loadFont(file, SIZE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
