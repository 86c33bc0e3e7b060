package lamina.ui.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javafx.geometry.HPos;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import lamina.lesson.Findings;
import lamina.lesson.Step;
import lamina.lesson.Tagging;
import lamina.model.HeadKey;
import lamina.ui.control.WrappedLabel;
import lamina.ui.text.AnswerMark;
import lamina.ui.text.LessonTexts;
import lamina.ui.text.Messages;

/** Words across, layers down; a beat uncovers a row. */
final class LayerGrid implements StepView {
  private final VBox node = new VBox(8);
  private final GridPane grid = new GridPane(12, 5);
  private final Label sum = new Label();
  private final List<HeadKey> order;
  private final List<List<Node>> rows = new ArrayList<>();
  private final List<String> sums = new ArrayList<>();

  LayerGrid(Step.Layers step, Findings findings) {
    var found = findings.model(step.role());
    order = findings.heads(step);
    var sentence = findings.sentence(step.language());
    var name = new Label(LessonTexts.language(step.language()));
    name.getStyleClass().add("lesson-language");
    sum.getStyleClass().add("lesson-sum");
    sum.setId("lesson-sum");
    grid.setId("lesson-layers");
    node.setNodeOrientation(
        step.language().rightToLeft()
            ? NodeOrientation.RIGHT_TO_LEFT
            : NodeOrientation.LEFT_TO_RIGHT);
    head(sentence.words(), sentence.tags());
    // From the lowest layer down to the last, whatever the order in which they are uncovered.
    var below = order.stream().sorted().toList();
    var nodes = new ArrayList<List<Node>>();
    for (int r = 0; r < below.size(); r++) {
      var head = below.get(r);
      boolean chosen = head.equals(found.model().chosen());
      var tagging = findings.tagging(step.role(), step.language(), head).orElseThrow();
      var gate = findings.gate(step.role(), step.language(), head);
      nodes.add(row(r + 2, head, chosen, tagging, gate));
    }
    for (var head : order) {
      rows.add(nodes.get(below.indexOf(head)));
      var tagging = findings.tagging(step.role(), step.language(), head).orElseThrow();
      sums.add(sum(step, findings, head, tagging));
    }
    var none = new WrappedLabel(Messages.get("lesson.nolayers", found.model().name()));
    var top = new HBox(16, name, sum);
    top.setAlignment(javafx.geometry.Pos.BASELINE_LEFT);
    node.getChildren().addAll(top, order.isEmpty() ? none : grid);
  }

  private void head(List<String> words, List<String> tags) {
    for (int w = 0; w < words.size(); w++) {
      var word = new Label(words.get(w));
      word.getStyleClass().add("lesson-cell-word");
      var tag = TaggedLine.tag(tags.get(w));
      tag.getStyleClass().setAll("label", "lesson-cell-label");
      add(word, w + 1, 0);
      add(tag, w + 1, 1);
    }
    var label = new Label(Messages.get("lesson.label"));
    label.getStyleClass().add("lesson-cell-label");
    grid.add(label, 0, 1);
    var right = new Label(Messages.get("lesson.rightWords"));
    right.getStyleClass().add("lesson-cell-label");
    add(right, words.size() + 1, 1);
    var gate = new Label(Messages.get("lesson.gate"));
    gate.getStyleClass().add("lesson-cell-label");
    add(gate, words.size() + 2, 1);
  }

  private static String sum(Step.Layers step, Findings findings, HeadKey head, Tagging tagging) {
    var said = Messages.get("lesson.rowSum", name(head), tagging.right(), tagging.words());
    var last = findings.tagging(step.role(), step.language(), HeadKey.LAST);
    if (head.equals(HeadKey.LAST) || last.isEmpty()) {
      return said;
    }
    long other =
        IntStream.range(0, tagging.words())
            .filter(w -> !tagging.tags().get(w).equals(last.get().tags().get(w)))
            .count();
    return said + " · " + Messages.get("lesson.differ", other);
  }

  private void add(Node cell, int column, int row) {
    GridPane.setHalignment(cell, HPos.CENTER);
    grid.add(cell, column, row);
  }

  private List<Node> row(
      int line, HeadKey head, boolean chosen, Tagging tagging, Optional<Double> gate) {
    var cells = new ArrayList<Node>();
    var name = new Label(name(head) + (chosen ? " " + Messages.get("lesson.chosen") : ""));
    name.getStyleClass().add("lesson-row");
    name.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
    grid.add(name, 0, line);
    for (int w = 0; w < tagging.words(); w++) {
      var cell = TaggedLine.tag(tagging.tags().get(w));
      cell.getStyleClass().add("lesson-cell");
      AnswerMark.of(tagging.right(w)).put(cell, 0.8);
      add(cell, w + 1, line);
      cells.add(cell);
    }
    var right = new Label(tagging.right() + " / " + tagging.words());
    right.setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
    right.getStyleClass().add("lesson-row");
    add(right, tagging.words() + 1, line);
    var mean = new Label(gate.map(g -> String.format(Locale.ROOT, "%.2f", g)).orElse("–"));
    mean.getStyleClass().add("lesson-row");
    add(mean, tagging.words() + 2, line);
    cells.addAll(List.of(right, mean));
    return cells;
  }

  private static String name(HeadKey head) {
    return head.equals(HeadKey.LAST)
        ? Messages.get("lesson.lastAlone")
        : Messages.get("lesson.layer", head.layer());
  }

  @Override
  public Node node() {
    return node;
  }

  @Override
  public void show(int beat, OptionalInt guess) {
    for (int r = 0; r < rows.size(); r++) {
      boolean uncovered = r <= beat;
      rows.get(r).forEach(cell -> cell.setVisible(uncovered));
    }
    sum.setText(sums.isEmpty() ? "" : sums.get(Math.min(beat, sums.size() - 1)));
  }
}
