package lamina.ui.workspace;

import java.util.List;
import javafx.scene.Node;
import lamina.chart.view.FigureView;

/** One page of the window. */
public interface Panel {
  /** What is shown. */
  Node node();

  /** Its charts, the hero first. */
  List<FigureView> figures();

  /** Every view that it may show a chart in. */
  List<FigureView> allViews();

  /** What it keeps in a session beyond the selection. */
  default PanelState state() {
    return PanelState.NONE;
  }

  /** Takes over what a session kept; called after the selection is as the session says. */
  default void restore(PanelState state) {}

  /** Measures what it shows and nobody can know otherwise; most panels have nothing to measure. */
  default void measure() {}

  /** Told when the panel comes to the front. */
  default void shown() {}

  /** The window closes: nothing is looked after any more. */
  default void end() {}
}
