package lamina.chart.paint;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Lamina Sans, the one family that has every script of the data, in figures and in the window. */
public final class Fonts {
  /** Name of the family. */
  public static final String FAMILY = "Lamina Sans";

  private static final String REGULAR = "/fonts/LaminaSans-Regular.ttf";
  private static final String BOLD = "/fonts/LaminaSans-Bold.ttf";

  private record Pair(Font regular, Font bold) {}

  private static final Pair AWT = new Pair(awt(REGULAR), awt(BOLD));

  private Fonts() {}

  private static Font awt(String path) {
    try (var in = stream(path)) {
      return Font.createFont(Font.TRUETYPE_FONT, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FontFormatException e) {
      throw new IllegalStateException(path, e);
    }
  }

  private static InputStream stream(String path) {
    return Fonts.class.getResourceAsStream(path);
  }

  /** The file of a weight, to embed. */
  public static InputStream file(boolean bold) {
    return stream(bold ? BOLD : REGULAR);
  }

  /** The regular weight for figures. */
  public static Font regular(double size) {
    return AWT.regular.deriveFont((float) size);
  }

  /** The bold weight for figures. */
  public static Font bold(double size) {
    return AWT.bold.deriveFont((float) size);
  }
}
