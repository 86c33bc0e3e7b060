package lamina.chart.export;

import lamina.chart.figure.FigureWords;
import lamina.chart.paint.FigureStyle;
import lamina.chart.paint.Theme;

/**
 * How a figure is written to a file.
 *
 * @param width in points, 1/72 inch
 * @param height in points
 * @param dpi pixels an inch of PNG files
 * @param provenance goes into the file's metadata
 */
public record ExportSettings(
    double width, double height, FigureStyle style, int dpi, Provenance provenance) {
  private static final int SCREEN_DPI = 144;

  /** As in the window: title, caption and twice the pixels; in English. */
  public static ExportSettings screen(double width, double height, Theme theme) {
    return screen(width, height, theme, FigureWords.ENGLISH);
  }

  /** As in the window: title, caption and twice the pixels. */
  public static ExportSettings screen(double width, double height, Theme theme, FigureWords words) {
    return new ExportSettings(
        width, height, FigureStyle.screen(theme, words), SCREEN_DPI, Provenance.NONE);
  }
}
