package lamina.ui.control;

import java.text.Bidi;
import java.text.BreakIterator;
import java.util.Locale;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.text.Text;

/**
 * A label whose text takes as many lines as it needs. JavaFX 26 fails with an index out of bounds
 * where it breaks text that runs from right to left itself (PrismTextLayout), so that such text is
 * broken here, by measuring its words.
 */
public final class WrappedLabel extends Label {
  private final Text measure = new Text();
  private String whole = "";
  private boolean byHand;

  public WrappedLabel() {
    setWrapText(true);
  }

  public WrappedLabel(String text) {
    this();
    say(text);
  }

  /** Shows a text; in place of {@code setText}. */
  public void say(String text) {
    whole = text;
    byHand = Bidi.requiresBidi(text.toCharArray(), 0, text.length());
    setWrapText(!byHand);
    setAccessibleText(text);
    setText(byHand && getWidth() > 0 ? broken(room(getWidth())) : text);
    requestLayout();
  }

  /** The text without breaks. */
  public String said() {
    return whole;
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computePrefWidth(double height) {
    return byHand ? Math.ceil(width(whole)) + frame() : super.computePrefWidth(height);
  }

  @Override
  protected double computeMinWidth(double height) {
    return byHand ? 0 : super.computeMinWidth(height);
  }

  @Override
  protected double computePrefHeight(double width) {
    if (!byHand) {
      return super.computePrefHeight(width);
    }
    // A label rounds the height of each line, so that a bare text would be told a smaller one.
    var insets = getInsets();
    double frame = insets.getTop() + insets.getBottom();
    double line = (super.computePrefHeight(-1) - frame) / getText().lines().count();
    return Math.ceil(frame + line * (width > 0 ? broken(room(width)).lines().count() : 1));
  }

  @Override
  protected void layoutChildren() {
    if (byHand) {
      var lines = broken(room(getWidth()));
      if (!lines.equals(getText())) {
        setText(lines);
      }
    }
    super.layoutChildren();
  }

  private double room(double width) {
    return width - frame();
  }

  /** What isn't text across the label: insets and the graphic before it. */
  private double frame() {
    var insets = getInsets();
    double graphic =
        getGraphic() == null ? 0 : getGraphic().getLayoutBounds().getWidth() + getGraphicTextGap();
    return insets.getLeft() + insets.getRight() + graphic + 1;
  }

  private double width(String line) {
    measure.setFont(getFont());
    measure.setText(line);
    return measure.getLayoutBounds().getWidth();
  }

  /** The text with a break wherever the next word would stand out. */
  private String broken(double room) {
    var breaks = BreakIterator.getLineInstance(Locale.ROOT);
    breaks.setText(whole);
    var lines = new StringBuilder();
    int start = 0;
    int fits = 0;
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      if (fits > start && width(whole.substring(start, end).stripTrailing()) > room) {
        lines.append(whole.substring(start, fits).stripTrailing()).append('\n');
        start = fits;
      }
      fits = end;
    }
    return lines.append(whole.substring(start)).toString();
  }
}
