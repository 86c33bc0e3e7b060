package lamina.chart.paint;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Optional;
import lamina.chart.figure.HeatMapFigure;

/**
 * Where the parts of a heat map lie in a picture of a given size.
 *
 * @param cells area of all cells
 * @param width of the picture
 */
public record HeatMapLayout(Rectangle2D cells, int columns, int rows, double width) {
  static final double LABEL_SIZE = 11;
  private static final double TOP = 34;
  private static final double RIGHT = 96;
  private static final double BOTTOM = 58;
  private static final double TREE = 110;
  private static final double TREE_SHARE = 0.18;
  private static final double TREE_GAP = 12;
  public static final double ROW = 12;

  /** A cell. */
  public record Cell(int row, int column) {}

  public static HeatMapLayout of(HeatMapFigure figure, double width, double height) {
    Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    var metrics = g.getFontMetrics(Fonts.regular(LABEL_SIZE));
    double left = 16 + figure.rows().stream().mapToInt(metrics::stringWidth).max().orElse(0);
    g.dispose();
    return new HeatMapLayout(
        new Rectangle2D.Double(
            left,
            TOP,
            Math.max(1, width - left - RIGHT - (figure.tree().isPresent() ? tree(width) : 0)),
            Math.max(1, height - TOP - BOTTOM)),
        figure.columns().size(),
        figure.rows().size(),
        width);
  }

  /** Area of the tree, on the right of the cells; nothing where the figure has none. */
  Optional<Rectangle2D> tree(HeatMapFigure figure) {
    return figure
        .tree()
        .map(
            t ->
                new Rectangle2D.Double(
                    cells.getMaxX() + 4, cells.getY(), tree(width) - TREE_GAP, cells.getHeight()));
  }

  private static double tree(double width) {
    return Math.min(TREE, TREE_SHARE * width);
  }

  /** Height at which every row has its name. */
  static double leastHeight(HeatMapFigure figure) {
    return TOP + BOTTOM + ROW * figure.rows().size();
  }

  public Rectangle2D cell(int row, int column) {
    double w = cells.getWidth() / columns;
    double h = cells.getHeight() / rows;
    return new Rectangle2D.Double(cells.getX() + column * w, cells.getY() + row * h, w, h);
  }

  public Optional<Cell> cellAt(double x, double y) {
    return cells.contains(x, y)
        ? Optional.of(
            new Cell(
                (int) ((y - cells.getY()) / cells.getHeight() * rows),
                (int) ((x - cells.getX()) / cells.getWidth() * columns)))
        : Optional.empty();
  }
}
