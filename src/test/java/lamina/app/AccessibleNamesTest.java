package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextInputControl;
import lamina.app.window.RunningWindow;
import lamina.chart.view.FigureView;
import lamina.data.Task;
import lamina.ui.explore.ExplorePanel;
import lamina.ui.window.Panels;
import lamina.ui.workspace.Roles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the keyboard reaches, a screen reader can name. */
class AccessibleNamesTest {
  @TempDir Path folder;
  private SmallHome home;
  private RunningWindow session;

  @BeforeEach
  void open() throws Exception {
    home = new SmallHome(folder.resolve("home"));
    session = TestWindow.open(Task.POS, "ar", Roles.BOTH, 6, ExplorePanel.KIND, folder);
  }

  @AfterEach
  void close() {
    session.close();
    home.close();
  }

  @Test
  void everythingThatTakesTheFocusHasAName() {
    var unnamed = new ArrayList<String>();
    int reached = 0;
    for (var panel : Panels.KNOWN.kinds().all()) {
      session.act(w -> w.choose(panel));
      var nodes = RunningWindow.onFx(() -> reachable(session.workbench().root()));
      var labels = RunningWindow.onFx(() -> labelled(session.workbench().root()));
      reached += nodes.size();
      for (var node : nodes) {
        if (RunningWindow.onFx(() -> name(node, labels)).isBlank()) {
          unnamed.add(panel.key() + ": " + node.getClass().getSimpleName() + " #" + node.getId());
        }
      }
    }
    assertEquals(List.of(), unnamed.stream().distinct().toList());
    assertTrue(reached > 60, reached + " were looked at");
  }

  @Test
  void aChartSaysItsFinding() {
    int charts = 0;
    for (var panel : Panels.KNOWN.kinds().all()) {
      session.act(w -> w.choose(panel));
      var views =
          RunningWindow.onFx(
              () ->
                  all(session.workbench().root()).stream()
                      .filter(FigureView.class::isInstance)
                      .map(FigureView.class::cast)
                      .filter(v -> v.figure() != null)
                      .toList());
      charts += views.size();
      for (var view : views) {
        var said = RunningWindow.onFx(view::getAccessibleText);
        assertTrue(said != null && said.contains(view.figure().title()), panel.key() + ": " + said);
      }
    }
    assertTrue(charts >= 5, charts + " charts were there");
  }

  private static List<Node> all(Node from) {
    var found = new ArrayList<Node>();
    if (from.isVisible()) {
      found.add(from);
      if (from instanceof Parent parent) {
        parent.getChildrenUnmodifiable().forEach(child -> found.addAll(all(child)));
      }
    }
    return found;
  }

  private static List<Node> reachable(Node root) {
    return all(root).stream().filter(Node::isFocusTraversable).toList();
  }

  /** What a label stands for. */
  private static Set<Node> labelled(Node root) {
    var targets = new HashSet<Node>();
    for (var node : all(root)) {
      if (node instanceof Label label
          && label.getLabelFor() != null
          && !label.getText().isBlank()) {
        targets.add(label.getLabelFor());
      }
    }
    return targets;
  }

  private static String name(Node node, Set<Node> labelled) {
    if (node.getAccessibleText() != null) {
      return node.getAccessibleText();
    }
    for (Node at = node; at != null; at = at.getParent()) {
      if (labelled.contains(at)) {
        return "its label";
      }
      boolean box = at instanceof ComboBoxBase<?> || at instanceof Spinner<?>;
      if (box && at.getAccessibleText() != null) {
        return at.getAccessibleText(); // of its editor
      }
    }
    return switch (node) {
      case Labeled text when text.getText() != null -> text.getText();
      case TextInputControl field when field.getPromptText() != null -> field.getPromptText();
      default -> "";
    };
  }
}
