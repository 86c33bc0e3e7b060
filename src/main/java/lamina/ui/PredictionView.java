package lamina.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import lamina.model.Distribution;
import lamina.model.ModelSummary;
import lamina.model.Prediction;
import lamina.service.Analysis;
import lamina.text.Tokens;

/**
 * Predictions in words: one chip a word, or one bar a label. Nodes are made once a text; a layer
 * change only writes new texts into them.
 */
final class PredictionView {
  /** One model's answers and where to write them. */
  private record Row(
      ModelSummary model, Analysis analysis, List<Label> labels, List<ProgressBar> bars) {}

  private final StackPane node = new StackPane();
  private final List<Row> rows = new ArrayList<>();
  private final List<VBox> words = new ArrayList<>();

  Node node() {
    return node;
  }

  /**
   * Makes the nodes for a text.
   *
   * @param gold labels of a sample sentence; empty for a text of one's own
   */
  void show(
      List<ModelSummary> models, List<Analysis> analyses, List<String> gold, boolean rightToLeft) {
    rows.clear();
    words.clear();
    for (int i = 0; i < models.size(); i++) {
      rows.add(new Row(models.get(i), analyses.get(i), new ArrayList<>(), new ArrayList<>()));
    }
    node.getChildren()
        .setAll(models.getFirst().task().tagsWords() ? chips(gold, rightToLeft) : bars(gold));
    node.setAlignment(javafx.geometry.Pos.TOP_LEFT);
  }

  private Node chips(List<String> gold, boolean rightToLeft) {
    var flow = new FlowPane(6, 6);
    flow.setNodeOrientation(
        rightToLeft ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT);
    var tokens = rows.getFirst().analysis.tokens();
    for (int w = 0; w < read(tokens); w++) {
      var text = new Label(tokens.words().get(w));
      text.getStyleClass().add("text-label");
      var box = new VBox(text);
      box.getStyleClass().add("word");
      for (var row : rows) {
        var tag = new Label();
        tag.setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
        tag.getStyleClass().addAll("tag", style(row.model));
        row.labels.add(tag);
        box.getChildren().add(tag);
      }
      if (w < gold.size()) {
        var label = new Label(gold.get(w));
        label.getStyleClass().addAll("tag", "tag-gold");
        label.setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
        box.getChildren().add(label);
      }
      words.add(box);
      flow.getChildren().add(box);
    }
    return flow;
  }

  /**
   * Words up to the last one that the model read: a node for each of the rest stalls the window.
   */
  private static int read(Tokens tokens) {
    int[] first = tokens.firstPiece();
    int count = first.length;
    while (tokens.cut().happened() && count > 0 && first[count - 1] < 0) {
      count--;
    }
    return count;
  }

  private Node bars(List<String> gold) {
    var grid = new GridPane(12, 4);
    var labels = rows.getFirst().model.labels();
    for (int i = 0; i < labels.size(); i++) {
      boolean labelled = gold.contains(labels.get(i));
      var name =
          new Label(labels.get(i) + (labelled ? "  (" + Messages.get("explore.gold") + ")" : ""));
      grid.add(name, 0, i * (rows.size() + 1));
      for (int r = 0; r < rows.size(); r++) {
        var bar = new ProgressBar();
        bar.setPrefWidth(320);
        bar.setStyle(
            "-fx-accent: "
                + (rows.get(r).model.role() == ModelSummary.Role.TEACHER ? "#0072B2" : "#E69F00")
                + "; -color-progress-bar-fill: "
                + (rows.get(r).model.role() == ModelSummary.Role.TEACHER ? "#0072B2" : "#E69F00"));
        var value = new Label();
        value.getStyleClass().addAll("tag", style(rows.get(r).model));
        rows.get(r).bars.add(bar);
        rows.get(r).labels.add(value);
        grid.add(bar, 1, i * (rows.size() + 1) + r);
        grid.add(value, 2, i * (rows.size() + 1) + r);
      }
    }
    return grid;
  }

  private static String style(ModelSummary model) {
    return model.role() == ModelSummary.Role.TEACHER ? "tag-teacher" : "tag-student";
  }

  /**
   * Writes the predictions of one position of the slider.
   *
   * @param heads index into each model's layers; -1 for the last layer alone
   * @return how many answers of the first model differ from its baseline, and of how many
   */
  int[] update(List<Integer> heads) {
    var changed = new boolean[words.size()];
    int[] differing = new int[2];
    for (int r = 0; r < rows.size(); r++) {
      var row = rows.get(r);
      int index = heads.get(r);
      var now = index < 0 ? row.analysis.last() : row.analysis.layers().get(index).prediction();
      var before = row.analysis.last();
      switch (now) {
        case Prediction.Tags tags -> {
          for (int w = 0; w < words.size(); w++) {
            var tag = tags.words().get(w);
            row.labels.get(w).setText(tag.map(PredictionView::brief).orElse("–"));
            if (before instanceof Prediction.Tags old && tag.isPresent()) {
              boolean differs =
                  old.words().get(w).isPresent()
                      && !old.words().get(w).get().label().equals(tag.get().label());
              changed[w] |= differs;
              if (r == 0) {
                differing[0] += differs ? 1 : 0;
                differing[1]++;
              }
            }
          }
        }
        case Prediction.PairLabel pair -> {
          var d = pair.distribution();
          for (int i = 0; i < d.labels().size(); i++) {
            row.bars.get(i).setProgress(d.probabilities()[i]);
            row.labels
                .get(i)
                .setText(String.format(Locale.ROOT, "%.1f %%", 100 * d.probabilities()[i]));
          }
          if (r == 0 && before instanceof Prediction.PairLabel old) {
            differing[0] = old.distribution().label().equals(d.label()) ? 0 : 1;
            differing[1] = 1;
          }
        }
      }
    }
    for (int w = 0; w < words.size(); w++) {
      var classes = words.get(w).getStyleClass();
      if (changed[w] && !classes.contains("changed")) {
        classes.add("changed");
      } else if (!changed[w]) {
        classes.remove("changed");
      }
    }
    return differing;
  }

  private static String brief(Distribution d) {
    return d.label() + " " + Math.round(100 * d.probability());
  }
}
