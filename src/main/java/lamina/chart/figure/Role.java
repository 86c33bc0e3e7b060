package lamina.chart.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.jspecify.annotations.Nullable;

/**
 * Who a series belongs to, or what it measures. Each has its colour (Okabe and Ito), marker and
 * dash everywhere.
 */
public enum Role {
  TEACHER(new Color(0x0072B2), null),
  STUDENT(new Color(0xE69F00), new float[] {9, 3}),
  BASELINE(new Color(0x7F7F7F), new float[] {5, 4}),
  /** Scores that others report for a model of theirs. */
  PUBLISHED(new Color(0xCC79A7), new float[] {2, 4}),
  /** How alike languages are. */
  CROSS_LINGUAL(new Color(0x009E73), null),
  /** What can be read off states of the structure of a language. */
  STRUCTURE(new Color(0xD55E00), new float[] {9, 3}),
  /** Which language it is. */
  IDENTITY(new Color(0x56B4E9), new float[] {2, 4});

  private final Color color;
  private final float @Nullable [] dash;

  Role(Color color, float @Nullable [] dash) {
    this.color = color;
    this.dash = dash;
  }

  /** Colour of lines and bars. */
  public Color color() {
    return color;
  }

  public Shape marker() {
    return switch (this) {
      case TEACHER -> new Ellipse2D.Double(-3.5, -3.5, 7, 7);
      case STUDENT -> {
        var triangle = new Path2D.Double();
        triangle.moveTo(0, -4.5);
        triangle.lineTo(4.2, 3.2);
        triangle.lineTo(-4.2, 3.2);
        triangle.closePath();
        yield triangle;
      }
      case BASELINE -> new Rectangle2D.Double(-3, -3, 6, 6);
      case PUBLISHED -> {
        var diamond = new Path2D.Double();
        diamond.moveTo(0, -4.5);
        diamond.lineTo(4.5, 0);
        diamond.lineTo(0, 4.5);
        diamond.lineTo(-4.5, 0);
        diamond.closePath();
        yield diamond;
      }
      case CROSS_LINGUAL -> new Ellipse2D.Double(-3, -3, 6, 6);
      case STRUCTURE -> new Rectangle2D.Double(-3, -3, 6, 6);
      case IDENTITY -> {
        var triangle = new Path2D.Double();
        triangle.moveTo(0, 4.5);
        triangle.lineTo(4.2, -3.2);
        triangle.lineTo(-4.2, -3.2);
        triangle.closePath();
        yield triangle;
      }
    };
  }

  private static float[] scaled(float[] dash, float factor) {
    var lengths = dash.clone();
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] *= factor;
    }
    return lengths;
  }

  /** Lines across bars: what they are filled with beside their colour. */
  public Hatch hatch() {
    return switch (this) {
      case TEACHER, CROSS_LINGUAL -> Hatch.NONE;
      case STUDENT, STRUCTURE -> Hatch.RISING;
      case BASELINE -> Hatch.LEVEL;
      case PUBLISHED, IDENTITY -> Hatch.FALLING;
    };
  }

  public BasicStroke stroke(float width) {
    return dash == null
        ? new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        : new BasicStroke(
            width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, scaled(dash, width / 2.4f), 0);
  }
}
