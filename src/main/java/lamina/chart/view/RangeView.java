package lamina.chart.view;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.geometry.Bounds;
import javafx.geometry.NodeOrientation;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import lamina.chart.figure.Figure;
import lamina.chart.figure.FigureWords;
import lamina.chart.figure.LineFigure;
import lamina.chart.paint.FigureCells;
import org.jspecify.annotations.Nullable;

/**
 * The part of a long line chart that is seen. Wheel, plus and minus make it shorter and longer, a
 * drag and the arrows with Shift move it; a double click, 0 or Escape shows all again.
 */
final class RangeView {
  /** Points from which a line is long: what has fewer, a chart over layers, is seen whole. */
  private static final int LONG = 60;

  /** Fewest points that are seen. */
  private static final int LEAST = 8;

  /** Stands where the figure isn't long. */
  private static final LineFigure NONE = new LineFigure("", "", "", "", List.of(), Double.NaN);

  private static final double STEP = 1.3;
  private static final double ROUNDING = 1e-9;
  private static final double PAN = 0.25;
  private static final double BESIDE = 12;

  private final FigureView view;
  private final Supplier<FigureWords> words;
  private final Runnable changed;
  private final Label said = new Label();
  private LineFigure whole = NONE;
  private LineFigure seen = NONE;
  private double from; // exact, whatever points lie between
  private double to;
  private double pressedAt;
  private double pressedFrom;

  /**
   * A range over a view's figure.
   *
   * @param changed told when another part is seen
   */
  RangeView(FigureView view, Supplier<FigureWords> words, Runnable changed) {
    this.view = view;
    this.words = words;
    this.changed = changed;
    said.setId("range");
    said.setManaged(false);
    said.setMouseTransparent(true);
    said.setVisible(false);
    said.getStyleClass().add("note");
    view.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
    view.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
    view.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
    view.addEventHandler(MouseEvent.MOUSE_RELEASED, e -> view.setCursor(null));
    view.addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
    view.addEventFilter(KeyEvent.KEY_PRESSED, this::moved);
    view.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
  }

  /** What is seen, in words, or how to see less. */
  Label node() {
    return said;
  }

  /** Takes another figure; a newer one of the same lines keeps the part that is seen. */
  void take(@Nullable Figure figure) {
    var before = whole;
    var part = seen;
    whole = figure instanceof LineFigure f && f.points() >= LONG ? f : NONE;
    seen = whole;
    if (isLong() && before != part && whole.caption().equals(before.caption())) {
      seen = whole.between(from, to);
    }
    if (seen == whole || seen.points() < LEAST) { // of a shorter curve there is nothing left
      seen = whole;
      from = whole.from();
      to = whole.to();
    }
  }

  /** The part of a figure that is seen: all of one that isn't long. */
  Figure of(Figure figure) {
    return isLong() ? seen : figure;
  }

  private boolean isLong() {
    return whole != NONE;
  }

  /** Writes what is seen into the corner under the plot. */
  void lay() {
    said.setVisible(isLong());
    if (!isLong()) {
      return;
    }
    var own = words.get();
    said.setText(
        zoomed()
            ? own.seen(number(seen.from()), number(seen.to()), number(whole.to()))
            : own.zoom());
    said.setNodeOrientation(
        own.rightToLeft() ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT);
    said.applyCss();
    double width = Math.min(said.prefWidth(-1), view.getWidth() - 2 * BESIDE);
    double height = said.prefHeight(-1);
    said.resizeRelocate(view.getWidth() - width - BESIDE, view.getHeight() - height, width, height);
  }

  private static String number(double x) {
    return Long.toString(Math.round(x));
  }

  private boolean zoomed() {
    return seen != whole;
  }

  private void show(double wantedFrom, double wantedTo) {
    double length = Math.min(wantedTo - wantedFrom, whole.to() - whole.from());
    double first = Math.clamp(wantedFrom, whole.from(), whole.to() - length);
    boolean all = length > (whole.to() - whole.from()) * (1 - ROUNDING);
    var part = all ? whole : whole.between(first, first + length);
    boolean fewer = length < to - from;
    if (part.points() >= LEAST || !fewer) {
      from = first;
      to = first + length;
      seen = part;
      lay();
      changed.run();
    }
  }

  private void all() {
    show(whole.from(), whole.to());
  }

  /** Makes the range longer by a factor, around a place that stays. */
  private void zoom(double factor, double around) {
    show(around - (around - from) * factor, around + (to - around) * factor);
  }

  private double middle() {
    return (from + to) / 2;
  }

  /** Points a unit on the x axis; empty while the picture is on its way. */
  private Optional<Double> unit() {
    double length = seen.to() - seen.from();
    return place(seen.from())
        .flatMap(a -> place(seen.to()).map(b -> (b.getCenterX() - a.getCenterX()) / length))
        .filter(unit -> unit > 0);
  }

  private Optional<Bounds> place(double x) {
    for (int line = 0; line < seen.lines().size(); line++) {
      double[] all = seen.lines().get(line).x();
      for (int i = 0; i < all.length; i++) {
        if (all[i] == x) {
          return view.place(new FigureCells.Cell(line, i));
        }
      }
    }
    return Optional.empty();
  }

  private void scrolled(ScrollEvent event) {
    if (!isLong() || event.getDeltaY() == 0 || event.isShiftDown()) {
      return;
    }
    event.consume();
    unit()
        .ifPresent(
            unit -> {
              double left = place(seen.from()).orElseThrow().getCenterX();
              double at = seen.from() + (event.getX() - left) / unit;
              zoom(event.getDeltaY() > 0 ? 1 / STEP : STEP, Math.clamp(at, seen.from(), seen.to()));
            });
  }

  private void pressed(MouseEvent event) {
    pressedAt = event.getX();
    pressedFrom = from;
  }

  private void dragged(MouseEvent event) {
    if (zoomed()) {
      view.setCursor(Cursor.CLOSED_HAND);
      double length = to - from;
      unit()
          .map(unit -> pressedFrom - (event.getX() - pressedAt) / unit)
          .ifPresent(first -> show(first, first + length));
    }
  }

  private void clicked(MouseEvent event) {
    if (event.getClickCount() == 2 && event.isStillSincePress() && zoomed()) {
      all();
      event.consume();
    }
  }

  private void moved(KeyEvent event) {
    if (!zoomed()) {
      return; // Escape and arrows are others'
    }
    double by = PAN * (to - from);
    if (event.getCode() == KeyCode.ESCAPE) {
      all();
      event.consume();
    } else if (event.isShiftDown() && event.getCode() == KeyCode.LEFT) {
      show(from - by, to - by);
      event.consume();
    } else if (event.isShiftDown() && event.getCode() == KeyCode.RIGHT) {
      show(from + by, to + by);
      event.consume();
    }
  }

  /** By the sign, wherever a keyboard has it. */
  private void typed(KeyEvent event) {
    if (!isLong() || event.isShortcutDown()) {
      return;
    }
    switch (event.getCharacter()) {
      case "+" -> zoom(1 / STEP, middle());
      case "-" -> zoom(STEP, middle());
      case "0" -> all();
      default -> {
        return;
      }
    }
    event.consume();
  }
}
