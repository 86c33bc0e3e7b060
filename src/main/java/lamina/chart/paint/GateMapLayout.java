package lamina.chart.paint;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Optional;
import lamina.chart.figure.GateMapFigure;
import lamina.chart.figure.TokenWindow;

/**
 * Where the parts of a gate map lie in a picture of a given size.
 *
 * @param cells area of all cells
 * @param window tokens that are shown
 * @param rows number of layers
 * @param rotated whether token labels stand upright
 */
public record GateMapLayout(
    Rectangle2D cells, TokenWindow window, int rows, boolean rotated, boolean rightToLeft) {
  static final double TOP = 34;
  public static final double LEFT = 34;
  public static final double RIGHT = 74;
  static final double CAPTION = 22;
  static final double LABEL_SIZE = 12;
  private static final int LONGEST_LABEL = 92;
  private static final double ROW = 11;
  private static final double BIG = 1000;

  /** A cell: a layer's row and a token's index in reading order. */
  public record Cell(int row, int token) {}

  public static GateMapLayout of(GateMapFigure figure, double width, double height) {
    return of(figure, width, height, TokenWindow.ALL);
  }

  public static GateMapLayout of(
      GateMapFigure figure, double width, double height, TokenWindow shown) {
    var window = shown.within(figure.tokens().size());
    double each = Math.max(1, (width - LEFT - RIGHT) / window.count());
    var metrics = metrics();
    int longest = 0;
    // Of all tokens, so that rows keep their height when the window moves.
    for (var token : figure.tokens()) {
      longest = Math.max(longest, metrics.stringWidth(token));
    }
    boolean rotated = longest + 4 > each;
    double labels = rotated ? Math.min(longest, LONGEST_LABEL) + 8 : 20;
    double bottom = labels + CAPTION;
    return new GateMapLayout(
        new Rectangle2D.Double(
            LEFT, TOP, Math.max(1, width - LEFT - RIGHT), Math.max(1, height - TOP - bottom)),
        window,
        figure.layers().size(),
        rotated,
        figure.rightToLeft());
  }

  /** Height at which every row has its number. */
  static double leastHeight(GateMapFigure figure, double width) {
    return BIG - of(figure, width, BIG).cells.getHeight() + ROW * figure.layers().size();
  }

  private static FontMetrics metrics() {
    Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      return g.getFontMetrics(Fonts.regular(LABEL_SIZE));
    } finally {
      g.dispose();
    }
  }

  public Rectangle2D cell(int row, int token) {
    double w = cells.getWidth() / window.count();
    double h = cells.getHeight() / rows;
    int column = rightToLeft ? window.end() - 1 - token : token - window.first();
    return new Rectangle2D.Double(cells.getX() + column * w, cells.getY() + row * h, w, h);
  }

  public Rectangle2D row(int row) {
    double h = cells.getHeight() / rows;
    return new Rectangle2D.Double(cells.getX(), cells.getY() + row * h, cells.getWidth(), h);
  }

  public Optional<Cell> cellAt(double x, double y) {
    if (!cells.contains(x, y)) {
      return Optional.empty();
    }
    int columns = window.count();
    int column = Math.min(columns - 1, (int) ((x - cells.getX()) / cells.getWidth() * columns));
    int row = Math.min(rows - 1, (int) ((y - cells.getY()) / cells.getHeight() * rows));
    return Optional.of(
        new Cell(row, rightToLeft ? window.end() - 1 - column : window.first() + column));
  }
}
