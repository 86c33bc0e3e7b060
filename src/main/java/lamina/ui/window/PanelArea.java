package lamina.ui.window;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.geometry.Orientation;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.util.Duration;
import lamina.chart.figure.Figure;
import lamina.chart.view.FigureView;
import lamina.ui.control.ScrollArea;
import lamina.ui.text.Messages;
import lamina.ui.workspace.BackgroundTasks;
import lamina.ui.workspace.Panel;
import lamina.ui.workspace.PanelKind;

/** The panel in front, with its charts' numbers under it where they are asked for. */
final class PanelArea {
  private static final double LOOK_MILLIS = 30;

  private final BackgroundTasks work;
  private final BorderPane content;
  private final Map<PanelKind, Panel> panels;
  private final FigureTables tables;
  private PanelKind kind;
  private boolean asTables;

  /**
   * An area that shows nothing yet.
   *
   * @param kind of the panel that comes to the front first
   */
  PanelArea(
      BorderPane content, Map<PanelKind, Panel> panels, PanelKind kind, BackgroundTasks work) {
    this.kind = kind;
    this.content = content;
    this.panels = panels;
    this.work = work;
    tables = new FigureTables(work);
  }

  /** Brings a panel to the front. */
  void show(PanelKind shown) {
    kind = shown;
    var scroll = new ScrollArea(panel().node());
    scroll.setFitToWidth(true);
    scroll.setFitToHeight(true);
    if (asTables) {
      var below = new ScrollArea(tables.node());
      below.setFitToWidth(true);
      below.setFitToHeight(true);
      var split = new SplitPane(scroll, below);
      split.setOrientation(Orientation.VERTICAL);
      split.setDividerPositions(0.6);
      content.setCenter(split);
    } else {
      content.setCenter(scroll);
    }
    tables.follow(asTables ? panel().allViews() : List.of());
    panel().shown();
  }

  /** With the charts' numbers, or without. */
  void showTables(boolean wanted) {
    asTables = wanted;
    show(kind);
  }

  boolean tables() {
    return asTables;
  }

  PanelKind kind() {
    return kind;
  }

  Panel panel() {
    return panels.get(kind);
  }

  /** Its charts. */
  List<Figure> figures() {
    return panel().figures().stream().map(FigureView::figure).toList();
  }

  /**
   * Its charts with their texts in a language.
   *
   * @param language as a tag
   */
  List<Figure> figures(String language) {
    return makers().apply(language);
  }

  /** Makes the charts of this moment in a language, whatever is in front later. */
  Function<String, List<Figure>> makers() {
    var makers = panel().figures().stream().map(FigureView::maker).toList();
    return language ->
        Messages.in(language, () -> makers.stream().<Figure>map(Supplier::get).toList());
  }

  /** Whether every chart is painted. */
  private boolean painted() {
    return panel().figures().stream().allMatch(v -> v.readyProperty().get());
  }

  /** Whether nothing is on its way: no request runs and every chart in front is painted. */
  boolean settled() {
    return !work.busyProperty().get() && painted();
  }

  /** Does something once nothing is on its way. */
  void whenSettled(Runnable then) {
    if (settled()) {
      then.run();
    } else {
      var timer = new PauseTransition(Duration.millis(LOOK_MILLIS));
      timer.setOnFinished(e -> whenSettled(then));
      timer.play();
    }
  }
}
