package lamina.ui.lesson;

import java.util.OptionalInt;
import javafx.scene.Node;

/** How one step of a lesson looks; its nodes are made once and only shown or written into then. */
interface StepView {
  /** What stands under heading and text. */
  Node node();

  /**
   * Shows a beat of the step.
   *
   * @param beat from 0
   * @param guess what was chosen, from 0; nothing while nobody guessed
   */
  void show(int beat, OptionalInt guess);

  /** How many choices a digit can take now. */
  default int choices() {
    return 0;
  }

  /** What never changes. */
  static StepView still(Node node) {
    return new StepView() {
      @Override
      public Node node() {
        return node;
      }

      @Override
      public void show(int beat, OptionalInt guess) {
        // every beat shows the same
      }
    };
  }
}
