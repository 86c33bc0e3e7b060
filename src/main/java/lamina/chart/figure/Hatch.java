package lamina.chart.figure;

import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Lines across a filled area, so that colour alone tells nothing. */
public enum Hatch {
  NONE(""),
  RISING("north east lines"),
  FALLING("north west lines"),
  LEVEL("horizontal lines");

  private static final double STEP = 4;

  private final String pattern;

  Hatch(String pattern) {
    this.pattern = pattern;
  }

  /** Its name in TikZ; empty for none. */
  public String pattern() {
    return pattern;
  }

  /** Its lines in a box, cut at the box. */
  public List<Line2D> lines(Rectangle2D box) {
    var lines = new ArrayList<Line2D>();
    double w = box.getWidth();
    for (double y = box.getMinY() + STEP / 2; y < box.getMaxY() + w; y += STEP) {
      switch (this) {
        case NONE -> {}
        case LEVEL -> {
          if (y < box.getMaxY()) {
            lines.add(new Line2D.Double(box.getMinX(), y, box.getMaxX(), y));
          }
        }
        case RISING, FALLING -> slanted(box, y, lines);
      }
    }
    return lines;
  }

  /** From the left edge, or from the bottom where that is reached first, up by 45 degrees. */
  private void slanted(Rectangle2D box, double left, List<Line2D> lines) {
    double w = box.getWidth();
    double below = Math.max(0, left - box.getMaxY());
    double above = Math.max(0, box.getMinY() - (left - w));
    double from = below;
    double to = w - above;
    if (to > from) {
      double x0 = this == RISING ? box.getMinX() + from : box.getMaxX() - from;
      double x1 = this == RISING ? box.getMinX() + to : box.getMaxX() - to;
      lines.add(new Line2D.Double(x0, left - from, x1, left - to));
    }
  }
}
