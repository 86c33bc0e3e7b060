package lamina.ui;

import java.util.List;
import javafx.scene.Node;
import lamina.chart.FigureView;

/** One page of the window. */
interface Panel {
  /** What is shown. */
  Node node();

  /** Its charts, the hero first. */
  List<FigureView> figures();

  /** Told when the panel comes to the front. */
  default void shown() {}
}
