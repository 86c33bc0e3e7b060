package lamina.ui.text;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.shape.SVGPath;

/** Right or wrong, as a sign, a colour and a word. */
public enum AnswerMark {
  RIGHT("M1 7 L3 5 L6 8 L12 1 L14 3 L6 12 Z", "right"),
  WRONG("M2 3 L4 1 L7 4 L10 1 L12 3 L9 6 L12 9 L10 11 L7 8 L4 11 L2 9 L5 6 Z", "wrong");

  private final String path;
  private final String key;

  AnswerMark(String path, String key) {
    this.path = path;
    this.key = key;
  }

  public static AnswerMark of(boolean right) {
    return right ? RIGHT : WRONG;
  }

  /** The sign; it is drawn, because few fonts have it. */
  public Node sign(double scale) {
    var shape = new SVGPath();
    shape.setContent(path);
    shape.getStyleClass().add("mark-" + key);
    shape.setScaleX(scale);
    shape.setScaleY(scale);
    return shape;
  }

  /** Puts sign, colour and word on a label. */
  public void put(Label label, double scale) {
    label.setGraphic(sign(scale));
    label.getStyleClass().removeAll("answer-right", "answer-wrong");
    label.getStyleClass().add("answer-" + key);
    label.setAccessibleText(label.getText() + ", " + word());
  }

  public String word() {
    return Messages.get("lesson." + key);
  }
}
