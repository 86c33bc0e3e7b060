package lamina.chart.paint;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.Locale;
import lamina.chart.figure.LayerMapFigure;
import lamina.chart.figure.LayerMapFigure.Answer;
import lamina.chart.figure.LayerMapFigure.Mark;
import lamina.chart.figure.LayerMapFigure.Place;
import lamina.chart.figure.Role;
import lamina.chart.figure.TokenWindow;

/** Draws answers by layer over gates by layer. */
final class LayerMapPainter {
  private static final double HEADING = 30;
  private static final double NUMBER_MARGIN = 8;
  private static final double DOT = 1.1;
  private static final double LEGIBLE = 0.75; // smaller figures have no numbers in their cells
  private static final double PAD = 3;
  private static final double SMALLEST = 6.5;
  private static final int TINT = 38;
  private static final int DARKER = 45; // what a bar needs beyond to be seen on a dark page
  private static final Color DARK_TEXT = new Color(0x1F2328);

  private final LayerMapFigure f;
  private final Graphics2D g;
  private final LayerMapLayout layout;
  private final FigureStyle style;
  private final Theme theme;
  private final boolean numbered;
  private final Path2D dots = new Path2D.Double();

  private LayerMapPainter(
      LayerMapFigure f, Graphics2D g, LayerMapLayout layout, FigureStyle style, double scale) {
    this.f = f;
    this.g = g;
    this.layout = layout;
    this.style = style;
    theme = style.theme();
    numbered = scale >= LEGIBLE;
  }

  static void paint(
      LayerMapFigure f,
      Graphics2D g,
      double width,
      double height,
      FigureStyle style,
      TokenWindow window) {
    // Without a title nothing stands under the maps.
    double room = style.titled() ? height : height + LayerMapLayout.NOTE * f.notes().size();
    double kept = style.titled() ? HEADING + LayerMapLayout.CAPTION : HEADING;
    double scale = LayerMapLayout.shrink(f, width, room, window, kept);
    AffineTransform before = g.getTransform();
    g.translate(0, HEADING * (1 - scale)); // title and caption keep their size
    g.scale(scale, scale);
    var layout =
        LayerMapLayout.of(f, width / scale, LayerMapLayout.within(room, kept, scale), window);
    new LayerMapPainter(f, g, layout, style, scale).all();
    g.setTransform(before);
  }

  private void all() {
    heads();
    for (int i = 0; i < layout.answerTops().length; i++) {
      answers(i);
    }
    if (layout.gateTops().length > 0) {
      gates();
    }
    for (boolean gates : new boolean[] {false, true}) {
      var places = layout.places(gates);
      for (int i = 0; i < places.size(); i++) {
        if (f.chosen(places.get(i))) {
          g.setColor(theme.text());
          g.setStroke(new BasicStroke(style.line(1.2)));
          g.draw(layout.row(new LayerMapLayout.Place(gates, i, -1)));
        }
      }
    }
    if (style.titled()) {
      notes();
    }
  }

  private void heads() {
    var heads = f.heads();
    double y = layout.top();
    if (f.pair()) {
      for (int u = 0; u < f.units(); u++) {
        var area = layout.unit(u, y, LayerMapLayout.HEAD).orElseThrow();
        boolean gold = heads.labels().contains(heads.answers().get(u));
        g.setFont(gold ? bold(LayerMapLayout.WORD_SIZE) : regular(LayerMapLayout.WORD_SIZE));
        g.setColor(theme.text());
        fitted(heads.answers().get(u), area, area.getMaxY() - 5);
        if (gold) {
          g.setFont(regular(LayerMapLayout.LABEL_SIZE));
          g.setColor(theme.muted());
          fitted(heads.gold(), area, layout.headEnd() - 5);
        }
      }
    } else {
      words(y);
    }
    double base = layout.headEnd() - 5;
    g.setFont(regular(LayerMapLayout.LABEL_SIZE));
    g.setColor(theme.muted());
    if (f.blocks().stream().flatMap(b -> b.rows().stream()).anyMatch(r -> !r.right().isEmpty())) {
      beside(heads.right(), base);
    }
    if (!f.pair() && !heads.labels().isEmpty()) {
      rowName(heads.gold(), base, false);
      for (int u = 0; u < heads.labels().size(); u++) {
        var label = heads.labels().get(u);
        layout.unit(u, 0, 1).ifPresent(area -> fitted(label, area, base));
      }
    }
  }

  /** The words above, or under, their columns. */
  private void words(double y) {
    g.setColor(theme.text());
    for (int c = layout.window().first(); c < layout.window().end(); c++) {
      var column = layout.column(c, y, layout.words()).orElseThrow();
      var text = f.heads().columns().get(c).text();
      g.setFont(regular(LayerMapLayout.WORD_SIZE));
      if (!layout.rotated()) {
        fitted(text, column, column.getMaxY() - 5);
        continue;
      }
      var shown = shortened(text, layout.words() - 8);
      AffineTransform before = g.getTransform();
      g.translate(column.getCenterX() + 4, column.getMaxY() - 4);
      g.rotate(-Math.PI / 2);
      g.drawString(shown, 0, 0);
      g.setTransform(before);
    }
  }

  private void answers(int index) {
    var place = f.answerRows().get(index);
    var row = f.at(place);
    double y = layout.answerTops()[index];
    double height = layout.answerHeight();
    double base = y + height / 2 + 4;
    if (place.row() == 0 && f.blocks().size() > 1) {
      block(place.block(), y);
    }
    rowName(row.name(), base, place.row() == 0);
    for (int u = 0; u < row.answers().size(); u++) {
      var answer = row.answers().get(u);
      layout
          .unit(u, y, height)
          .ifPresent(
              area -> {
                if (f.pair()) {
                  share(place, answer, area, base);
                } else {
                  answer(place, answer, area, base);
                }
              });
    }
    g.setColor(theme.muted());
    g.fill(dots);
    dots.reset();
    boolean differs = row.answers().stream().anyMatch(a -> a.mark().differs());
    g.setFont(differs ? bold(LayerMapLayout.LABEL_SIZE) : regular(LayerMapLayout.LABEL_SIZE));
    g.setColor(differs || place.row() == 0 ? theme.text() : theme.muted());
    beside(row.right(), base);
  }

  /** Right of the answers. */
  private void beside(String text, double base) {
    double x = layout.answersEnd() + 10;
    g.drawString(shortened(text, layout.width() - x - 1), (float) x, (float) base);
  }

  /** A thin rule above a model's rows, with its name. */
  private void block(int index, double rows) {
    var block = f.blocks().get(index);
    double y = rows - LayerMapLayout.NAMES / 2 - 1;
    g.setColor(theme.grid());
    g.fill(new Rectangle2D.Double(8, y, layout.answersEnd() + 40 - 8, 1));
    g.setFont(bold(LayerMapLayout.LABEL_SIZE));
    double w = g.getFontMetrics().stringWidth(block.name());
    g.setColor(theme.background());
    g.fill(new Rectangle2D.Double(layout.left() - 4, y - 5, w + 8, 11));
    g.setColor(text(block.role()));
    g.drawString(block.name(), (float) layout.left(), (float) (y + 4));
  }

  private Color text(Role role) {
    return theme == Theme.DARK ? role.color().brighter() : role.color().darker();
  }

  private void rowName(String name, double base, boolean strong) {
    g.setFont(strong ? bold(LayerMapLayout.LABEL_SIZE) : regular(LayerMapLayout.LABEL_SIZE));
    g.setColor(strong ? theme.text() : theme.muted());
    var shown = shortened(name, layout.left() - 18);
    double w = g.getFontMetrics().stringWidth(shown);
    g.drawString(shown, (float) (layout.left() - 10 - w), (float) base);
  }

  private void answer(Place place, Answer answer, Rectangle2D area, double base) {
    switch (answer.mark()) {
      case BLANK -> {}
      case SAME -> {
        // Of a row one shape, and squares, since a paper's figure may have thousands.
        var dot =
            new Rectangle2D.Double(
                area.getCenterX() - DOT, area.getCenterY() - DOT, 2 * DOT, 2 * DOT);
        dots.append(dot, false);
      }
      case PLAIN, RIGHT -> {
        g.setFont(regular(LayerMapLayout.LABEL_SIZE));
        g.setColor(theme.text());
        fitted(answer.label(), area, base);
      }
      case WRONG -> marked(answer, area, base);
      case FIXED, BROKEN, CHANGED -> {
        frame(answer.mark(), hugging(answer, area));
        marked(answer, area, base);
      }
    }
  }

  /** A frame as wide as its label wants, in the middle of its cell. */
  private Rectangle2D hugging(Answer answer, Rectangle2D area) {
    g.setFont(bold(LayerMapLayout.LABEL_SIZE));
    double wide = g.getFontMetrics().stringWidth(answer.label()) + LayerMapLayout.MARK + 12;
    double w = Math.min(area.getWidth(), wide);
    return new Rectangle2D.Double(area.getCenterX() - w / 2, area.getY(), w, area.getHeight());
  }

  /** A label with its sign, in bold: neither says by colour alone what it is. */
  private void marked(Answer answer, Rectangle2D area, double base) {
    var mark = answer.mark();
    g.setFont(bold(LayerMapLayout.LABEL_SIZE));
    double sign = mark == Mark.CHANGED ? 0 : LayerMapLayout.MARK;
    var text = answer.label();
    double room = area.getWidth() - 4;
    double size = LayerMapLayout.LABEL_SIZE * room / (g.getFontMetrics().stringWidth(text) + sign);
    if (size < LayerMapLayout.LABEL_SIZE) {
      g.setFont(bold(Math.max(SMALLEST, size)));
      text = size < SMALLEST ? shortened(text, room - sign) : text;
    }
    double w = g.getFontMetrics().stringWidth(text);
    double x = area.getCenterX() - (w + sign) / 2;
    g.setColor(color(mark));
    g.drawString(text, (float) x, (float) base);
    if (sign > 0) {
      sign(mark == Mark.FIXED, x + w + 3, base - 8);
    }
  }

  private void frame(Mark mark, Rectangle2D area) {
    var pill =
        new RoundRectangle2D.Double(
            area.getX() + 1, area.getY() + 1, area.getWidth() - 2, area.getHeight() - 2, 6, 6);
    var color = color(mark);
    if (mark == Mark.FIXED) {
      g.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), TINT));
      g.fill(pill);
    }
    g.setColor(color);
    g.setStroke(
        mark == Mark.CHANGED
            ? new BasicStroke(
                style.line(1),
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_ROUND,
                1,
                new float[] {3, 2},
                0)
            : new BasicStroke(style.line(1)));
    g.draw(pill);
  }

  /** A tick or a cross; few fonts have them. */
  private void sign(boolean tick, double x, double y) {
    var path = new Path2D.Double();
    if (tick) {
      path.moveTo(x, y + 4.5);
      path.lineTo(x + 2.5, y + 7.5);
      path.lineTo(x + 7.5, y + 0.5);
    } else {
      path.moveTo(x + 0.5, y + 1);
      path.lineTo(x + 6.5, y + 7.5);
      path.moveTo(x + 6.5, y + 1);
      path.lineTo(x + 0.5, y + 7.5);
    }
    g.setStroke(new BasicStroke(1.7f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(path);
  }

  private Color color(Mark mark) {
    return switch (mark) {
      case RIGHT, FIXED -> theme.right();
      case WRONG, BROKEN -> theme.wrong();
      case CHANGED, PLAIN, SAME, BLANK -> theme.text();
    };
  }

  /** A label's probability as a bar with its number; the one that is answered is bold. */
  private void share(Place place, Answer answer, Rectangle2D area, double base) {
    var mark = answer.mark();
    double room = area.getWidth() - 2 * PAD;
    var role = f.blocks().get(place.block()).role().color();
    boolean answered = mark != Mark.BLANK;
    g.setColor(
        new Color(
            role.getRed(),
            role.getGreen(),
            role.getBlue(),
            (answered ? 110 : 60) + (theme == Theme.DARK ? DARKER : 0)));
    g.fill(
        new Rectangle2D.Double(
            area.getX() + PAD,
            area.getY() + 1.5,
            Math.max(1, room * answer.probability()),
            area.getHeight() - 3));
    if (mark.differs()) {
      frame(mark, area);
    }
    g.setFont(answered ? bold(LayerMapLayout.LABEL_SIZE) : regular(LayerMapLayout.LABEL_SIZE));
    g.setColor(answered ? theme.text() : theme.muted());
    var text = String.format(Locale.ROOT, "%.1f %%", 100 * answer.probability());
    double w = g.getFontMetrics().stringWidth(text);
    boolean sign = mark == Mark.WRONG || mark == Mark.FIXED || mark == Mark.BROKEN;
    double x = area.getMaxX() - PAD - 4 - w - LayerMapLayout.MARK;
    g.drawString(text, (float) x, (float) base);
    if (sign) {
      g.setColor(color(mark));
      sign(mark == Mark.FIXED, x + w + 3, base - 8);
    }
  }

  private void gates() {
    var places = f.gateRows();
    if (f.pair()) {
      words(layout.gateTops()[0] - layout.words());
    } else if (!layout.rotated()) {
      words(layout.gateTops()[places.size() - 1] + layout.gateHeight());
    }
    for (int i = 0; i < places.size(); i++) {
      var row = f.at(places.get(i));
      double y = layout.gateTops()[i];
      rowName(row.name(), y + layout.gateHeight() / 2 + 4, false);
      for (int c = layout.window().first(); c < layout.window().end(); c++) {
        float gate = row.gates()[c];
        if (Float.isFinite(gate)) {
          gate(gate, layout.column(c, y, layout.gateHeight()).orElseThrow());
        }
      }
    }
    GateLegend.paint(f, g, layout, theme);
  }

  private void gate(float gate, Rectangle2D area) {
    var reading = f.scale().reading();
    var color = ColorMap.diverging(reading.share(gate), theme);
    g.setColor(color);
    g.fill(
        new Rectangle2D.Double(
            area.getX(), area.getY(), area.getWidth() - 0.8, area.getHeight() - 0.8));
    var number = reading.brief(gate);
    g.setFont(regular(GateLegend.NUMBER_SIZE));
    if (numbered && area.getWidth() > g.getFontMetrics().stringWidth(number) + NUMBER_MARGIN) {
      g.setColor(readableOn(color));
      GateMapPainter.centred(g, number, area.getCenterX(), area.getCenterY() + 3.2);
    }
  }

  private static Color readableOn(Color color) {
    double light = 0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue();
    return light > 140 ? DARK_TEXT : Color.WHITE;
  }

  private void notes() {
    g.setFont(regular(11));
    g.setColor(theme.text());
    double y = layout.end() + LayerMapLayout.NOTE;
    for (var note : f.notes()) {
      var words = style.words().ordered(note);
      double x = 8;
      if (style.words().rightToLeft()) {
        x = layout.width() - 8 - g.getFontMetrics().stringWidth(words);
      }
      g.drawString(words, (float) x, (float) y);
      y += LayerMapLayout.NOTE;
    }
  }

  private static java.awt.Font regular(double size) {
    return Fonts.regular(size);
  }

  private static java.awt.Font bold(double size) {
    return Fonts.bold(size);
  }

  /** A text in the middle of an area, shortened where it is too wide. */
  private void fitted(String text, Rectangle2D area, double base) {
    var font = g.getFont();
    double w = g.getFontMetrics().stringWidth(text);
    double room = area.getWidth() - 2;
    if (w > room && w * SMALLEST / font.getSize2D() <= room) {
      g.setFont(font.deriveFont((float) (font.getSize2D() * room / w)));
    }
    GateMapPainter.centred(g, shortened(text, room), area.getCenterX(), base);
    g.setFont(font);
  }

  private String shortened(String text, double room) {
    return GateLegend.shortened(g, text, room);
  }
}
