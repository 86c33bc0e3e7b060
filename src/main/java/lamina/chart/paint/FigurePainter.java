package lamina.chart.paint;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import lamina.chart.figure.AlignedFigure;
import lamina.chart.figure.AttentionFigure;
import lamina.chart.figure.BarFigure;
import lamina.chart.figure.ChannelFigure;
import lamina.chart.figure.EcdfFigure;
import lamina.chart.figure.Figure;
import lamina.chart.figure.FigureWords;
import lamina.chart.figure.GateMapFigure;
import lamina.chart.figure.HeatMapFigure;
import lamina.chart.figure.LayerMapFigure;
import lamina.chart.figure.LineFigure;
import lamina.chart.figure.ParetoFigure;
import lamina.chart.figure.TokenWindow;
import lamina.problem.Problem;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;

/** Draws any figure on any surface. */
public final class FigurePainter {
  private static final double TITLE = 26;
  private static final double CAPTION = 20;
  private static final double TITLE_LINE = 18;
  private static final double CAPTION_LINE = 14;
  private static final double BARS = 240;
  private static final double MARGIN = 8;

  /** Title and caption in lines as wide as the figure. */
  private record Texts(List<String> title, List<String> caption) {
    static final Texts NONE = new Texts(List.of(), List.of());

    static Texts of(Figure f, Graphics2D g, double width) {
      int most = lines(f);
      return new Texts(
          broken(g.getFontMetrics(Fonts.bold(14)), f.title(), width - 2 * MARGIN, most),
          broken(g.getFontMetrics(Fonts.regular(11)), f.caption(), width - 2 * MARGIN, most));
    }

    /** The cells of a map lie where they lie; a plot gives way to a second line. */
    private static int lines(Figure f) {
      return switch (f) {
        case BarFigure _, LineFigure _, ParetoFigure _, EcdfFigure _ -> 2;
        case GateMapFigure _,
            ChannelFigure _,
            AttentionFigure _,
            HeatMapFigure _,
            LayerMapFigure _,
            AlignedFigure _ ->
            1;
      };
    }

    double above() {
      return TITLE + TITLE_LINE * Math.max(0, title.size() - 1);
    }

    double below() {
      return CAPTION + CAPTION_LINE * Math.max(0, caption.size() - 1);
    }
  }

  private FigurePainter() {}

  /**
   * What a picture shows of the plane that a figure is laid out on.
   *
   * @param scale points of the picture for one of the plane
   * @param top upper edge of the picture on the plane: without a title it begins under its place
   * @param width of the plane
   * @param height of the plane
   */
  public record Frame(double scale, double top, double width, double height) {
    /** The frame of a picture. */
    public static Frame of(double width, double height, FigureStyle style) {
      double scale = style.scale();
      return style.titled()
          ? new Frame(scale, 0, width / scale, height / scale)
          : new Frame(scale, TITLE, width / scale, height / scale + TITLE + CAPTION);
    }

    /** An area of the plane in the picture. */
    public Rectangle2D shown(Rectangle2D area) {
      return new Rectangle2D.Double(
          scale * area.getX(),
          scale * (area.getY() - top),
          scale * area.getWidth(),
          scale * area.getHeight());
    }
  }

  /** Paints a whole figure, see below. */
  public static PlotMarks paint(
      Figure figure, Graphics2D g, double width, double height, FigureStyle style) {
    return paint(figure, g, width, height, style, TokenWindow.ALL);
  }

  /**
   * Paints a figure.
   *
   * @return where the marks of a plot lie, on the plane of its {@link Frame}; none of a map
   */
  public static PlotMarks paint(
      Figure figure,
      Graphics2D g,
      double width,
      double height,
      FigureStyle style,
      TokenWindow window) {
    var theme = style.theme();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(theme.background());
    g.fill(new Rectangle2D.Double(0, 0, width, height));
    var frame = Frame.of(width, height, style);
    g.scale(frame.scale, frame.scale);
    g.translate(0, -frame.top);
    var texts = style.titled() ? Texts.of(figure, g, frame.width) : Texts.NONE;
    if (style.titled()) {
      titles(texts, g, frame.width, frame.height, style);
    }
    return draw(figure, texts, g, frame.width, frame.height, style, window);
  }

  /** Draws the plot and leaves the places of title and caption free. */
  private static PlotMarks draw(
      Figure figure,
      Texts texts,
      Graphics2D g,
      double width,
      double height,
      FigureStyle style,
      TokenWindow window) {
    switch (figure) {
      case GateMapFigure f ->
          GateMapPainter.paint(f, g, GateMapLayout.of(f, width, height, window), style);
      case ChannelFigure f -> GateMapPainter.paint(f, g, width, height, style);
      case AttentionFigure f ->
          GateMapPainter.paint(f, g, GateMapLayout.of(f.grid(), width, height, window), style);
      case HeatMapFigure f -> HeatMapPainter.paint(f, g, width, height, style.theme());
      case AlignedFigure f -> AlignedPainter.paint(f, g, width, height, style);
      case LayerMapFigure f -> LayerMapPainter.paint(f, g, width, height, style, window);
      case BarFigure f -> {
        return plot(f, Charts.bars(f, style, width), texts, g, width, height);
      }
      case LineFigure f -> {
        return plot(f, Charts.lines(f, style, width), texts, g, width, height);
      }
      case ParetoFigure f -> {
        return plot(f, Charts.pareto(f, style), texts, g, width, height);
      }
      case EcdfFigure f -> {
        return plot(f, Charts.ecdf(f, style, width), texts, g, width, height);
      }
    }
    return figure instanceof ChannelFigure f ? PlotMarks.of(f, width, height) : PlotMarks.NONE;
  }

  /**
   * Height below which a figure of a given width leaves out names, or has little room for its bars.
   *
   * @param width in points
   * @return in points; 0 where any height will do
   */
  public static double leastHeight(Figure figure, double width, FigureStyle style) {
    double units =
        switch (figure) {
          case HeatMapFigure f -> HeatMapLayout.leastHeight(f);
          case GateMapFigure f -> GateMapLayout.leastHeight(f, width / style.scale());
          case AttentionFigure f -> GateMapLayout.leastHeight(f.grid(), width / style.scale());
          case AlignedFigure f -> AlignedLayout.of(f, width / style.scale()).height();
          case LayerMapFigure f -> LayerMapLayout.heights(f, width / style.scale()).least();
          case BarFigure f -> BARS + Charts.namesHeight(f, width / style.scale());
          case LineFigure f ->
              TITLE
                  + CAPTION
                  + Charts.leastHeight(
                      f.lines().stream().map(LineFigure.Line::name).toList(),
                      f.yLabel(),
                      width / style.scale());
          case EcdfFigure f ->
              TITLE
                  + CAPTION
                  + Charts.leastHeight(
                      f.series().stream().map(EcdfFigure.Series::name).toList(),
                      style.words().answered(),
                      width / style.scale());
          case ParetoFigure f -> 0;
          case ChannelFigure f -> 0;
        };
    double texts = TITLE + CAPTION + LayerMapLayout.NOTE * figure.notes().size();
    return style.scale() * (style.titled() ? units : units - texts);
  }

  /**
   * Width below which a figure is drawn smaller than it is meant, all of it alike.
   *
   * @return in points; 0 where any width will do
   */
  public static double leastWidth(Figure figure, FigureStyle style) {
    return figure instanceof LayerMapFigure f ? style.scale() * LayerMapLayout.leastWidth(f) : 0;
  }

  private static PlotMarks plot(
      Figure figure, JFreeChart chart, Texts texts, Graphics2D g, double width, double height) {
    double room = Math.max(1, height - texts.above() - texts.below());
    Charts.fitLabel(chart, width, room);
    var drawn = new ChartRenderingInfo();
    try {
      chart.draw(g, new Rectangle2D.Double(0, texts.above(), width, room), drawn);
      return PlotMarks.of(figure, chart, drawn);
    } catch (IllegalArgumentException e) { // an axis has no end
      throw new Problem(
          "The figure can't be drawn: one of its numbers is infinite or too large. Its numbers can"
              + " be had as CSV.",
          e);
    }
  }

  /** Title above, caption below. */
  private static void titles(
      Texts texts, Graphics2D g, double width, double height, FigureStyle style) {
    g.setColor(style.theme().text());
    g.setFont(Fonts.bold(14));
    double y = 19;
    for (var line : texts.title) {
      line(line, g, width, y, style.words());
      y += TITLE_LINE;
    }
    g.setColor(style.theme().muted());
    g.setFont(Fonts.regular(11));
    y = height - 7;
    for (var line : texts.caption.reversed()) {
      line(line, g, width, y, style.words());
      y -= CAPTION_LINE;
    }
  }

  private static void line(String text, Graphics2D g, double width, double y, FigureWords words) {
    var drawn = words.ordered(text);
    double x = MARGIN;
    if (words.rightToLeft() && !drawn.isEmpty()) {
      x = width - MARGIN - g.getFontMetrics().stringWidth(drawn);
    }
    g.drawString(drawn, (float) x, (float) y);
  }

  /** A text in lines, broken at spaces; what doesn't fit the last of them is left out. */
  private static List<String> broken(FontMetrics metrics, String text, double width, int most) {
    var lines = new ArrayList<String>();
    var rest = text;
    while (lines.size() < most - 1 && metrics.stringWidth(rest) > width) {
      int end = fitting(metrics, rest, width);
      int space = rest.lastIndexOf(' ', end);
      if (space <= 0) {
        break;
      }
      lines.add(rest.substring(0, space));
      rest = rest.substring(space + 1);
    }
    if (metrics.stringWidth(rest) > width) {
      rest = rest.substring(0, fitting(metrics, rest, width - metrics.stringWidth("…"))) + "…";
    }
    lines.add(rest);
    return lines;
  }

  /** Characters of a text that are as wide as the room for them, one at least. */
  private static int fitting(FontMetrics metrics, String text, double width) {
    int end = text.length();
    while (end > 1 && metrics.stringWidth(text.substring(0, end)) > width) {
      end--;
    }
    return end;
  }
}
