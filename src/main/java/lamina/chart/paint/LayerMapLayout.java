package lamina.chart.paint;

import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lamina.chart.figure.LayerMapFigure;
import lamina.chart.figure.TokenWindow;

/**
 * Where the parts of answers and gates by layer lie in a picture of a given size.
 *
 * @param left where columns begin, right of the names of rows
 * @param right where they end, left of the numbers of right answers
 * @param window columns that are shown
 * @param edges left edges of these columns in reading order
 * @param widths their widths
 * @param rotated whether words stand upright
 * @param top upper edge of the first head
 * @param words height of the words above their columns
 * @param answerTops upper edges of the rows of answers
 * @param answerHeight height of each
 * @param gateTops upper edges of the rows of gates
 * @param gateHeight height of each
 * @param end lower edge of the maps, above the notes
 */
public record LayerMapLayout(
    LayerMapFigure figure,
    double width,
    double left,
    double right,
    TokenWindow window,
    double[] edges,
    double[] widths,
    boolean rotated,
    double top,
    double words,
    double[] answerTops,
    double answerHeight,
    double[] gateTops,
    double gateHeight,
    double end) {
  static final double WORD_SIZE = 12;
  static final double LABEL_SIZE = 10.5;
  public static final double HEAD = 18;
  static final double GOLD = 15;
  static final double NAMES = 15;
  static final double NOTE = 15;
  static final double MARK = 12;
  private static final double TOP = 32;
  static final double CAPTION = 22;
  private static final double BETWEEN = 12;
  private static final double BLOCKS = 5;
  static final double BARE_MARGIN = 52;
  private static final double WIDEST = 170;
  private static final double WIDEST_SHARE = 240;
  private static final double ANSWER = 14.5;
  private static final double GATE = 12;
  private static final double HIGHEST_ANSWER = 22;
  private static final double HIGHEST_GATE = 18;

  /**
   * A cell, or a row where the column is -1.
   *
   * @param gates whether it is of the gates
   * @param row index into the rows of answers, or of gates
   * @param column index of an answer, or of a column of the gates
   */
  public record Place(boolean gates, int row, int column) {}

  /** Lays a figure out; the window is what {@link #window} says, or all columns. */
  public static LayerMapLayout of(
      LayerMapFigure f, double width, double height, TokenWindow shown) {
    var columns = new LayerMapColumns(f);
    double left = columns.left();
    double room = columns.room(width);
    int all = f.heads().columns().size();
    var window = shown.within(all);
    double[] natural = columns.natural(window);
    boolean rotated = window.count() < all || Arrays.stream(natural).sum() > room;
    double[] widths = rotated ? equal(window.count(), room) : stretched(natural, room);
    double words = rotated ? columns.longest() + 8 : HEAD;
    double[] edges = new double[widths.length];
    double x = left;
    for (int i = 0; i < widths.length; i++) {
      edges[i] = x;
      x += widths[i];
    }
    double right = f.pair() ? left + room : x;
    if (f.rightToLeft()) {
      for (int i = 0; i < edges.length; i++) {
        edges[i] = left + x - edges[i] - widths[i];
      }
    }
    return rows(f, width, height, left, right, window, edges, widths, rotated, words);
  }

  private static double[] equal(int count, double room) {
    double[] widths = new double[count];
    Arrays.fill(widths, room / count);
    return widths;
  }

  /** Shares what room is left, as far as columns don't get so wide that rows fall apart. */
  private static double[] stretched(double[] natural, double room) {
    double spare = room - Arrays.stream(natural).sum();
    double[] widths = natural.clone();
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(natural[i], Math.min(WIDEST, natural[i] + spare / widths.length));
    }
    return widths;
  }

  private static LayerMapLayout rows(
      LayerMapFigure f,
      double width,
      double height,
      double left,
      double right,
      TokenWindow window,
      double[] edges,
      double[] widths,
      boolean rotated,
      double words) {
    int answers = f.answerRows().size();
    int gates = f.gateRows().size();
    double spare = height - fixed(f, words) - ANSWER * answers - GATE * gates;
    double growth = answers * (HIGHEST_ANSWER - ANSWER) + gates * (HIGHEST_GATE - GATE);
    double share = Math.clamp(spare / Math.max(1, growth), 0, 1);
    double answerHeight = ANSWER + share * (HIGHEST_ANSWER - ANSWER);
    double gateHeight = GATE + share * (HIGHEST_GATE - GATE);
    double[] answerTops = new double[answers];
    double[] gateTops = new double[gates];
    double y = TOP + head(f, words);
    for (int i = 0; i < answers; i++) {
      boolean begins = f.answerRows().get(i).row() == 0;
      y += begins && f.blocks().size() > 1 ? NAMES : 0;
      answerTops[i] = y;
      y += answerHeight;
    }
    y += gates == 0 ? 0 : BETWEEN + (f.pair() ? words : 0);
    for (int i = 0; i < gates; i++) {
      boolean begins = i > 0 && f.gateRows().get(i).block() != f.gateRows().get(i - 1).block();
      y += begins ? BLOCKS : 0;
      gateTops[i] = y;
      y += gateHeight;
    }
    y += again(f, rotated);
    return new LayerMapLayout(
        f,
        width,
        left,
        right,
        window,
        edges,
        widths,
        rotated,
        TOP,
        words,
        answerTops,
        answerHeight,
        gateTops,
        gateHeight,
        y);
  }

  /** Room above the answers. */
  private static double head(LayerMapFigure f, double words) {
    return (f.pair() ? HEAD : words) + (f.heads().labels().isEmpty() ? 2 : GOLD);
  }

  /** Words under the gates, which may be far from those above the answers. */
  private static double again(LayerMapFigure f, boolean rotated) {
    return f.gateRows().isEmpty() || f.pair() || rotated ? 0 : HEAD;
  }

  /** All that doesn't grow with the rows. */
  private static double fixed(LayerMapFigure f, double words) {
    long blocks = f.gateRows().stream().map(LayerMapFigure.Place::block).distinct().count();
    boolean gated = blocks > 0;
    return TOP
        + head(f, words)
        + (f.blocks().size() > 1 ? NAMES * f.blocks().size() : 0)
        + (gated ? BETWEEN + (f.pair() ? words : HEAD) + BLOCKS * (blocks - 1) : 0)
        + NOTE * f.notes().size()
        + 6
        + CAPTION;
  }

  /**
   * Heights of a figure of some width.
   *
   * @param least at which all texts are drawn
   * @param full beyond which nothing more is shown
   */
  public record Heights(double least, double full) {}

  /** The heights of a figure in which each column has room, or a window over them. */
  public static Heights heights(LayerMapFigure f, double width) {
    var layout = of(f, width, 1, window(f, 0, width));
    int answers = layout.answerTops.length;
    int gates = layout.gateTops.length;
    double fixed = fixed(f, layout.words);
    return new Heights(
        fixed + ANSWER * answers + GATE * gates,
        fixed + HIGHEST_ANSWER * answers + HIGHEST_GATE * gates);
  }

  /**
   * A window as wide as can be read; all columns where they aren't too narrow.
   *
   * @param first column that is wanted at its beginning
   */
  public static TokenWindow window(LayerMapFigure f, int first, double width) {
    return new LayerMapColumns(f).window(first, width);
  }

  /** The least width at which all columns are shown. */
  public static double leastWidth(LayerMapFigure f) {
    return new LayerMapColumns(f).leastWidth();
  }

  /**
   * By how much a figure that has too little room is made smaller, all of it alike.
   *
   * @param kept height of what keeps its size
   * @return 1 where it has room
   */
  static double shrink(
      LayerMapFigure f, double width, double height, TokenWindow shown, double kept) {
    double scale = 1;
    while (scale > 0.25 && !fits(f, width / scale, within(height, kept, scale), shown)) {
      scale *= 0.95;
    }
    return scale;
  }

  /** Height of the plane of a figure that is made smaller. */
  static double within(double height, double kept, double scale) {
    return (height - kept * (1 - scale)) / scale;
  }

  private static boolean fits(LayerMapFigure f, double width, double height, TokenWindow shown) {
    return heights(f, width).least() <= height + 0.5
        && (width >= leastWidth(f) || shown.count() < f.heads().columns().size());
  }

  /** Lower edge of the heads. */
  public double headEnd() {
    return top + head(figure, words);
  }

  /** Area of a column from an upper edge; empty where the window doesn't show it. */
  public Optional<Rectangle2D> column(int column, double y, double height) {
    int at = column - window.first();
    return at < 0 || at >= edges.length
        ? Optional.empty()
        : Optional.of(new Rectangle2D.Double(edges[at], y, widths[at], height));
  }

  /** Area of a unit of answers from an upper edge; empty where the window doesn't show it. */
  public Optional<Rectangle2D> unit(int unit, double y, double height) {
    if (figure.pair()) {
      double each = Math.min(WIDEST_SHARE, (right - left) / figure.units());
      return Optional.of(new Rectangle2D.Double(left + unit * each, y, each, height));
    }
    Rectangle2D area = null;
    for (int i = 0; i < edges.length; i++) {
      if (figure.heads().columns().get(window.first() + i).word() == unit) {
        var part = new Rectangle2D.Double(edges[i], y, widths[i], height);
        area = area == null ? part : area.createUnion(part);
      }
    }
    return Optional.ofNullable(area);
  }

  /** Area of a cell; empty where the window doesn't show it. */
  public Optional<Rectangle2D> area(Place place) {
    if (place.column < 0) {
      return Optional.empty();
    }
    return place.gates
        ? column(place.column, gateTops[place.row], gateHeight)
        : unit(place.column, answerTops[place.row], answerHeight);
  }

  /** A whole row with its name, and with the number of right answers. */
  public Rectangle2D row(Place place) {
    double y = place.gates ? gateTops[place.row] : answerTops[place.row];
    double end = place.gates ? right : answersEnd() + BARE_MARGIN - 8;
    return new Rectangle2D.Double(4, y, end - 4, place.gates ? gateHeight : answerHeight);
  }

  /** Right edge of the answers' columns. */
  public double answersEnd() {
    return figure.pair()
        ? unit(figure.units() - 1, 0, 1).map(Rectangle2D::getMaxX).orElse(right)
        : right;
  }

  /** What lies at a point. */
  public Optional<Place> at(double x, double y) {
    for (boolean gates : new boolean[] {false, true}) {
      double[] tops = gates ? gateTops : answerTops;
      double height = gates ? gateHeight : answerHeight;
      for (int r = 0; r < tops.length; r++) {
        if (y >= tops[r] && y < tops[r] + height && x >= 0 && x < width) {
          return Optional.of(new Place(gates, r, columnAt(gates, x)));
        }
      }
    }
    return Optional.empty();
  }

  private int columnAt(boolean gates, double x) {
    if (!gates && figure.pair()) {
      for (int u = 0; u < figure.units(); u++) {
        var area = unit(u, 0, 1).orElseThrow();
        if (x >= area.getMinX() && x < area.getMaxX()) {
          return u;
        }
      }
      return -1;
    }
    for (int i = 0; i < edges.length; i++) {
      if (x >= edges[i] && x < edges[i] + widths[i]) {
        int column = window.first() + i;
        return gates ? column : figure.heads().columns().get(column).word();
      }
    }
    return -1;
  }

  /** The rows of a kind. */
  List<LayerMapFigure.Place> places(boolean gates) {
    return gates ? figure.gateRows() : figure.answerRows();
  }
}
