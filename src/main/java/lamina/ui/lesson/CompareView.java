package lamina.ui.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import lamina.language.Language;
import lamina.lesson.Findings;
import lamina.lesson.Step;
import lamina.model.ModelSummary.Role;
import lamina.ui.text.LessonTexts;
import lamina.ui.text.Messages;

/** Teacher and student on one sentence, with their sizes and scores. */
final class CompareView {
  private CompareView() {}

  static Node of(Step.Compare step, Findings findings) {
    var rows = new ArrayList<TaggedLine.Row>();
    for (var role : Role.values()) {
      var tagging = findings.tagging(role, step.language());
      rows.add(new TaggedLine.Row(LessonTexts.role(role), tagging));
    }
    var line = TaggedLine.of(findings.sentence(step.language()), "", true, rows, -1);
    return new VBox(20, line, table(step.language(), findings));
  }

  private static Node table(Language language, Findings findings) {
    var grid = new GridPane(28, 4);
    grid.setId("lesson-compare");
    var heads =
        List.of(
            "",
            Messages.get("lesson.ofLayers"),
            Messages.get("lesson.size"),
            Messages.get("lesson.onSentence"),
            Messages.get("lesson.onMany"));
    for (int c = 0; c < heads.size(); c++) {
      add(grid, heads.get(c), "lesson-cell-label", c, 0);
    }
    for (var role : Role.values()) {
      int row = role.ordinal() + 1;
      var model = findings.model(role).model();
      var tagging = findings.tagging(role, language);
      var score =
          findings
              .score(role, language.code())
              .map(s -> percent(s.value()) + " " + TypicalityView.interval(s.interval()) + n(s.n()))
              .orElse("–");
      var millions = (model.parameters() - model.embeddingParameters()) / 1e6;
      add(grid, LessonTexts.role(role), "lesson-row", 0, row);
      add(grid, String.valueOf(model.layers()), "lesson-row", 1, row);
      add(grid, String.format(Locale.ROOT, "%.1f", millions), "lesson-row", 2, row);
      add(grid, Messages.get("lesson.of", tagging.right(), tagging.words()), "lesson-row", 3, row);
      add(grid, score, "lesson-row", 4, row);
    }
    return grid;
  }

  private static String percent(double share) {
    return LessonTexts.percent(share) + " %";
  }

  private static String n(int sentences) {
    return " · n = " + sentences;
  }

  private static void add(GridPane grid, String text, String style, int column, int row) {
    var label = new Label(text);
    label.getStyleClass().add(style);
    label.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
    GridPane.setHalignment(label, column == 0 || column == 4 ? HPos.LEFT : HPos.RIGHT);
    grid.add(label, column, row);
  }
}
