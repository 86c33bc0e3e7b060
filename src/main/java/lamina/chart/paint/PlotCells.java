package lamina.chart.paint;

import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.Optional;

/** Bars, points of lines and steps of curves: the nearest within reach. */
record PlotCells(PlotMarks marks, PlotWords words) implements FigureCells {
  private static final double REACH = 16;

  @Override
  public Optional<Cell> at(double x, double y) {
    return marks.marks().stream()
        .filter(m -> distance(m.area(), x, y) < (words.filled() ? 1 : REACH))
        .min(Comparator.comparingDouble(m -> distance(m.area(), x, y)))
        .map(m -> new Cell(m.series(), m.item()));
  }

  @Override
  public double reach() {
    return words.filled() ? 0 : REACH;
  }

  /** From the middle of a mark; from a bar itself. */
  private double distance(Rectangle2D area, double x, double y) {
    return words.filled()
        ? area.contains(x, y) ? 0 : Double.MAX_VALUE
        : Math.hypot(area.getCenterX() - x, area.getCenterY() - y);
  }

  @Override
  public String described(Cell cell) {
    return words.of(cell.row(), cell.column());
  }

  @Override
  public int rows() {
    return words.series();
  }

  @Override
  public int columns(int row) {
    return words.items(row);
  }

  private Optional<PlotMarks.Mark> mark(Cell cell) {
    return marks.marks().stream()
        .filter(m -> m.series() == cell.row() && m.item() == cell.column())
        .findFirst();
  }

  @Override
  public Rectangle2D area(Cell cell) {
    return mark(cell).orElseThrow().area();
  }

  @Override
  public boolean visible(Cell cell) {
    return mark(cell).isPresent();
  }
}
