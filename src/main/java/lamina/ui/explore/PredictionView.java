package lamina.ui.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import lamina.model.Distribution;
import lamina.model.ModelSummary;
import lamina.model.Prediction;
import lamina.service.Analysis;
import lamina.ui.control.WordChips;
import lamina.ui.text.Messages;

/**
 * Predictions in words: one chip a word, or one bar a label. Nodes are made once a text; a layer
 * change only writes new texts into them.
 */
final class PredictionView {
  /** One model's answers, and where a pair's are written. */
  private record Row(
      ModelSummary model, Analysis analysis, List<Label> labels, List<ProgressBar> bars) {
    Prediction answer(int head) {
      return head < 0 ? analysis.last() : analysis.layers().get(head).prediction();
    }

    Optional<Distribution> tag(int head, int word) {
      return answer(head) instanceof Prediction.Tags tags
          ? tags.words().get(word)
          : Optional.empty();
    }

    /** Whether a word's answer isn't the baseline's. */
    boolean differs(int head, int word) {
      return analysis.last() instanceof Prediction.Tags old
          && tag(head, word)
              .flatMap(now -> old.words().get(word).map(o -> !o.label().equals(now.label())))
              .orElse(false);
    }
  }

  /** A state, for a change of style classes would match all rules anew at every move. */
  private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");

  private final StackPane node = new StackPane();
  private final List<Row> rows = new ArrayList<>();
  private List<Integer> heads = List.of();
  private List<String> words = List.of();
  private final WordChips chips = new WordChips();

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
    chips.inSight().clear();
    rows.clear();
    for (int i = 0; i < models.size(); i++) {
      rows.add(new Row(models.get(i), analyses.get(i), new ArrayList<>(), new ArrayList<>()));
    }
    heads = List.of();
    words = List.of();
    if (models.getFirst().task().tagsWords()) {
      var tokens = analyses.getFirst().tokens();
      words = tokens.words().subList(0, tokens.wordsRead()); // no model said anything of the rest
      var form = List.of(models.stream().map(ModelSummary::role).toList(), gold.isEmpty());
      int tags = models.size() + (gold.isEmpty() ? 0 : 1);
      chips.show(words, rightToLeft, form, tags, this::chip, (chip, w) -> fill(chip, w, gold));
      if (!node.getChildren().contains(chips.node())) {
        node.getChildren().setAll(chips.node());
      }
    } else {
      node.getChildren().setAll(bars(gold));
    }
    node.setAlignment(javafx.geometry.Pos.TOP_LEFT);
  }

  private WordChips.Chip chip() {
    var text = new Label();
    text.getStyleClass().add("text-label");
    var box = new VBox(text);
    box.getStyleClass().add("word");
    var tags = new ArrayList<Label>();
    for (var row : rows) {
      tags.add(tag(style(row.model)));
    }
    box.getChildren().addAll(tags);
    var gold = tag("tag-gold");
    gold.managedProperty().bind(gold.textProperty().isNotEmpty());
    box.getChildren().add(gold);
    return new WordChips.Chip(box, text, tags, gold);
  }

  private static Label tag(String style) {
    var tag = new Label();
    tag.setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
    tag.getStyleClass().addAll("tag", style);
    return tag;
  }

  private void fill(WordChips.Chip chip, int word, List<String> gold) {
    chip.text().setText(words.get(word));
    chip.gold().setText(word < gold.size() ? gold.get(word) : "");
    if (!heads.isEmpty()) {
      write(word, chip); // it came into sight after the slider stood still
    }
  }

  private Node bars(List<String> gold) {
    var grid = new GridPane(12, 4);
    var labels = rows.getFirst().model.task().labels();
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
   * @param positions indices into each model's layers; -1 for the last layer alone
   * @return how many answers of the first model differ from its baseline, and of how many
   */
  int[] update(List<Integer> positions) {
    heads = List.copyOf(positions);
    chips.inSight().forEach(this::write);
    for (int r = 0; r < rows.size(); r++) {
      if (rows.get(r).answer(heads.get(r)) instanceof Prediction.PairLabel pair) {
        write(rows.get(r), pair.distribution());
      }
    }
    return differing(rows.getFirst(), heads.getFirst());
  }

  private void write(int word, WordChips.Chip chip) {
    boolean changed = false;
    for (int r = 0; r < rows.size(); r++) {
      chip.tags().get(r).setText(rows.get(r).tag(heads.get(r), word).map(this::brief).orElse("–"));
      changed |= rows.get(r).differs(heads.get(r), word);
    }
    chip.box().pseudoClassStateChanged(CHANGED, changed);
  }

  private static void write(Row row, Distribution d) {
    var labels = row.model.task().labels();
    for (int i = 0; i < labels.size(); i++) {
      float probability = d.probability(labels.get(i));
      row.bars.get(i).setProgress(probability);
      row.labels.get(i).setText(String.format(Locale.ROOT, "%.1f %%", 100 * probability));
    }
  }

  private int[] differing(Row row, int head) {
    if (row.answer(head) instanceof Prediction.PairLabel now
        && row.analysis.last() instanceof Prediction.PairLabel old) {
      return new int[] {old.distribution().label().equals(now.distribution().label()) ? 0 : 1, 1};
    }
    int[] differing = new int[2];
    for (int w = 0; w < words.size() && row.analysis.last() instanceof Prediction.Tags; w++) {
      differing[0] += row.differs(head, w) ? 1 : 0;
      differing[1] += row.tag(head, w).isPresent() ? 1 : 0;
    }
    return differing;
  }

  /** "PROPN 97"; of a label of another set also that: "O (B-MISC) 64". */
  private String brief(Distribution d) {
    var own = d.own().equals(d.label()) ? "" : " (" + d.own() + ")";
    return d.label() + own + " " + Math.round(100 * d.probability());
  }
}
