package lamina.chart.paint;

import lamina.chart.figure.FigureWords;

/**
 * How a figure looks, apart from its data and its size.
 *
 * @param theme colours around the data
 * @param fontSize of tick labels in points; everything else keeps its proportion to it
 * @param lineWidth of main lines in points; all other lines keep their proportion to it
 * @param titled whether title, caption and the window's selection are drawn; in a paper the text
 *     around says them
 * @param words in the language of the figure
 */
public record FigureStyle(
    Theme theme, double fontSize, double lineWidth, boolean titled, FigureWords words) {
  private static final double SCREEN_FONT = 11;
  private static final double SCREEN_LINE = 2.4;

  /** The style of the window, in English. */
  public static FigureStyle screen(Theme theme) {
    return screen(theme, FigureWords.ENGLISH);
  }

  /** The style of the window. */
  public static FigureStyle screen(Theme theme, FigureWords words) {
    return new FigureStyle(theme, SCREEN_FONT, SCREEN_LINE, true, words);
  }

  /** Size of everything against the screen's, to which figures are laid out. */
  public double scale() {
    return fontSize / SCREEN_FONT;
  }

  /** Width in layout units of a line that is {@code base} wide on screen. */
  float line(double base) {
    return (float) (base * lineWidth / SCREEN_LINE / scale());
  }
}
