package lamina.ui.control;

import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Rectangle;
import lamina.evaluate.Interval;
import lamina.model.ModelSummary.Role;

/** A share from 0 to 1 as a bar with its interval, and another share as a diamond on it. */
public final class ShareBar extends Region {
  private static final double HEIGHT = 18;

  private final double share;
  private final Interval interval;
  private final double marked;
  private final Rectangle track = new Rectangle();
  private final Rectangle bar = new Rectangle();
  private final Line whisker = new Line();
  private final Line low = new Line();
  private final Line high = new Line();
  private final Polygon diamond = new Polygon(0, -9, 9, 0, 0, 9, -9, 0);

  /**
   * Makes it.
   *
   * @param marked where the diamond stands; below 0 for none
   */
  public ShareBar(double share, Interval interval, double marked, Role role) {
    this.share = share;
    this.interval = interval;
    this.marked = marked;
    track.getStyleClass().add("share-track");
    bar.getStyleClass().addAll("share-bar", role == Role.TEACHER ? "of-teacher" : "of-student");
    diamond.getStyleClass().add("share-mark");
    diamond.setVisible(marked >= 0);
    for (var line : new Line[] {whisker, low, high}) {
      line.getStyleClass().add("share-whisker");
    }
    getChildren().addAll(track, bar, whisker, low, high, diamond);
    setMinHeight(HEIGHT);
    setPrefHeight(HEIGHT);
    setMaxHeight(HEIGHT);
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    double middle = HEIGHT / 2;
    place(track, width);
    place(bar, width * share);
    line(whisker, width * interval.low(), middle, width * interval.high(), middle);
    line(low, width * interval.low(), middle - 5, width * interval.low(), middle + 5);
    line(high, width * interval.high(), middle - 5, width * interval.high(), middle + 5);
    diamond.setLayoutX(width * marked);
    diamond.setLayoutY(middle);
  }

  private static void place(Rectangle rectangle, double width) {
    rectangle.setWidth(Math.max(0, width));
    rectangle.setHeight(HEIGHT);
  }

  private static void line(Line line, double x1, double y1, double x2, double y2) {
    line.setStartX(x1);
    line.setStartY(y1);
    line.setEndX(x2);
    line.setEndY(y2);
  }
}
