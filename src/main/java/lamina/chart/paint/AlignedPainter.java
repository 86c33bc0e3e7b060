package lamina.chart.paint;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import lamina.chart.figure.AlignedFigure;
import lamina.chart.figure.Role;

/** Draws a sentence in several languages. */
final class AlignedPainter {
  private static final double NAME_SIZE = AlignedLayout.LABEL_SIZE + 1;
  private static final double LEGEND_HEIGHT = 160;
  private static final double NUMBER = 22;
  private static final double NUMBER_SIZE = 9.5;
  private static final Color DARK_TEXT = new Color(0x1F2328);

  private AlignedPainter() {}

  static void paint(AlignedFigure f, Graphics2D g, double width, double height, FigureStyle style) {
    var theme = style.theme();
    double scale = AlignedLayout.shrink(f, width, height);
    AffineTransform before = g.getTransform();
    g.translate(0, AlignedLayout.TOP * (1 - scale)); // the title keeps its size
    g.scale(scale, scale);
    var layout = AlignedLayout.of(f, width / scale);
    for (int i = 0; i < f.lines().size(); i++) {
      var line = f.lines().get(i);
      if (i > 0) {
        g.setColor(theme.grid());
        g.fill(new Rectangle2D.Double(8, layout.tops()[i] - 6, layout.right() - 8, 1));
      }
      name(f, line, g, layout.tops()[i], layout, theme);
      for (int w = 0; w < line.words().size(); w++) {
        word(f, line, line.words().get(w), layout.words().get(i).get(w), g, layout, theme);
      }
    }
    if (f.gated()) {
      double h = Math.min(LEGEND_HEIGHT, layout.height() - AlignedLayout.TOP - 30);
      var area = new Rectangle2D.Double(layout.right() + 16, AlignedLayout.TOP, 12, h);
      GateMapPainter.legend(style.words().gate(), g, area, new double[] {f.low(), f.high()}, theme);
    }
    g.setTransform(before);
  }

  private static void name(
      AlignedFigure f,
      AlignedFigure.Line line,
      Graphics2D g,
      double top,
      AlignedLayout layout,
      Theme theme) {
    g.setFont(Fonts.bold(NAME_SIZE));
    g.setColor(theme.text());
    g.drawString(line.name(), 8, (float) top + 13);
    if (!line.answer().isEmpty()) {
      g.setFont(Fonts.bold(AlignedLayout.LABEL_SIZE));
      g.setColor(answer(f.role(), theme));
      g.drawString(line.answer(), 8, (float) (top + 13 + AlignedLayout.LABEL_ROW));
      gold(line.gold(), line.differs(), 8, top + 13 + 2 * AlignedLayout.LABEL_ROW, g, theme);
      if (line.differs()) {
        frame(
            g,
            new Rectangle2D.Double(
                3, top + 16, layout.left() - 14, 2 * AlignedLayout.LABEL_ROW + 2),
            theme);
      }
    }
  }

  private static void word(
      AlignedFigure f,
      AlignedFigure.Line line,
      AlignedFigure.Word word,
      Rectangle2D area,
      Graphics2D g,
      AlignedLayout layout,
      Theme theme) {
    double centre = area.getCenterX();
    double y = area.getY() + 13;
    g.setFont(Fonts.regular(AlignedLayout.WORD_SIZE));
    g.setColor(theme.text());
    GateMapPainter.centred(g, fitted(g, word.text(), area.getWidth()), centre, y);
    y += AlignedLayout.WORD_ROW - AlignedLayout.LABEL_ROW - 3;
    if (layout.answers()) {
      y += AlignedLayout.LABEL_ROW;
      g.setFont(Fonts.bold(AlignedLayout.LABEL_SIZE));
      g.setColor(answer(f.role(), theme));
      GateMapPainter.centred(g, word.answer(), centre, y);
    }
    if (layout.golds()) {
      y += AlignedLayout.LABEL_ROW;
      g.setFont(Fonts.regular(AlignedLayout.LABEL_SIZE));
      double w = g.getFontMetrics().stringWidth(word.gold());
      w += word.differs() ? AlignedLayout.SIGN : 0;
      gold(word.gold(), word.differs(), centre - w / 2, y, g, theme);
      if (word.differs()) {
        frame(
            g,
            new Rectangle2D.Double(
                area.getX(),
                y - 2 * AlignedLayout.LABEL_ROW + 3,
                area.getWidth(),
                2 * AlignedLayout.LABEL_ROW + 1),
            theme);
      }
    }
    int pieces = word.gates().length;
    for (int p = 0; p < pieces; p++) {
      var cell = layout.piece(line, area, pieces, p);
      double share = (word.gates()[p] - f.low()) / (f.high() - f.low());
      g.setColor(ColorMap.cividis(share));
      g.fill(
          new Rectangle2D.Double(
              cell.getX(), cell.getY() + 3, cell.getWidth() - 1, layout.strip() - 3));
      if (cell.getWidth() > NUMBER) {
        g.setFont(Fonts.regular(NUMBER_SIZE));
        g.setColor(share > 0.55 ? DARK_TEXT : Color.WHITE);
        GateMapPainter.centred(
            g, GateMapPainter.brief(word.gates()[p]), cell.getCenterX(), cell.getMaxY() - 3.5);
      }
    }
  }

  private static void gold(
      String gold, boolean differs, double x, double y, Graphics2D g, Theme theme) {
    g.setFont(Fonts.regular(AlignedLayout.LABEL_SIZE));
    g.setColor(differs ? theme.accent() : theme.muted());
    if (differs) {
      // The sign that is no equality; the font has no such glyph.
      g.setStroke(new BasicStroke(1.2f));
      g.draw(new Line2D.Double(x, y - 2.5, x + 7, y - 2.5));
      g.draw(new Line2D.Double(x, y - 5.5, x + 7, y - 5.5));
      g.draw(new Line2D.Double(x + 1.5, y - 0.5, x + 5.5, y - 7.5));
    }
    g.drawString(gold, (float) (differs ? x + AlignedLayout.SIGN : x), (float) y);
  }

  /** What disagrees has a frame and a sign, so that colour alone says nothing. */
  private static void frame(Graphics2D g, Rectangle2D area, Theme theme) {
    g.setColor(theme.accent());
    g.setStroke(new BasicStroke(1));
    g.draw(area);
  }

  private static Color answer(Role role, Theme theme) {
    return theme == Theme.DARK ? role.color().brighter() : role.color().darker();
  }

  private static String fitted(Graphics2D g, String text, double width) {
    var metrics = g.getFontMetrics();
    if (metrics.stringWidth(text) <= width) {
      return text;
    }
    int end = text.length();
    while (end > 1 && metrics.stringWidth(text.substring(0, end) + "…") > width) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end) + "…";
  }
}
