package lamina.ui.lesson;

import java.util.List;
import java.util.Optional;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import lamina.data.TaggedSentence;
import lamina.language.Language;
import lamina.lesson.Findings;
import lamina.lesson.Tagging;
import lamina.model.HeadKey;
import lamina.model.ModelSummary.Role;
import lamina.ui.text.AnswerMark;
import lamina.ui.text.LessonTexts;
import lamina.ui.text.Messages;

/** A sentence in large type: under each word its label and what models answered. */
final class TaggedLine {
  /** So many words can stand in larger type where there is one sentence. */
  private static final int FEW = 9;

  /** One line of answers, with the name of who gave them. */
  record Row(String name, Tagging tagging) {}

  private TaggedLine() {}

  /** What the last layer alone answers; nothing where a model has no such head. */
  static Optional<Row> last(Findings findings, Role role, Language language) {
    return findings
        .tagging(role, language, HeadKey.LAST)
        .map(t -> new Row(Messages.get("lesson.lastAlone"), t));
  }

  /**
   * Makes it.
   *
   * @param note beside the language's name; may be empty
   * @param labels whether the labels are shown
   * @param marked a word to point out, from 0; -1 for none
   */
  static Node of(TaggedSentence sentence, String note, boolean labels, List<Row> rows, int marked) {
    var language = sentence.language();
    var words = new FlowPane(8, 8);
    if (labels || !rows.isEmpty()) {
      words.getChildren().add(legend(labels, rows));
    }
    for (int w = 0; w < sentence.words().size(); w++) {
      words.getChildren().add(word(sentence, labels, rows, w, w == marked));
    }
    var name = new Label(LessonTexts.language(language));
    name.getStyleClass().add("lesson-language");
    var beside = new Label(note);
    beside.getStyleClass().add("lesson-sum");
    var top = new HBox(16, name, beside);
    top.setAlignment(javafx.geometry.Pos.BASELINE_LEFT);
    var box = new VBox(6, top, words);
    box.setNodeOrientation(
        language.rightToLeft() ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT);
    if (sentence.words().size() <= FEW) {
      box.getStyleClass().add("lesson-few");
    }
    return box;
  }

  private static Node legend(boolean labels, List<Row> rows) {
    var box = new VBox(new Label(" "));
    box.getStyleClass().add("lesson-legend");
    box.setMouseTransparent(true);
    if (labels) {
      box.getChildren().add(small(Messages.get("lesson.label")));
    }
    rows.forEach(r -> box.getChildren().add(small(r.name())));
    return box;
  }

  private static Label small(String text) {
    var label = new Label(text);
    label.getStyleClass().add("lesson-tag");
    return label;
  }

  private static Node word(
      TaggedSentence sentence, boolean labels, List<Row> rows, int w, boolean marked) {
    var text = new Label(sentence.words().get(w));
    text.getStyleClass().add("lesson-word");
    var box = new VBox(text);
    box.getStyleClass().add("lesson-box");
    if (marked) {
      box.getStyleClass().add("lesson-marked");
    }
    if (labels) {
      box.getChildren().add(tag(sentence.tags().get(w)));
    }
    for (var row : rows) {
      var answer = tag(row.tagging().tags().get(w));
      AnswerMark.of(row.tagging().right(w)).put(answer, 0.9);
      box.getChildren().add(answer);
    }
    return box;
  }

  /** A tag's code, with its name in words for a screen reader. */
  static Label tag(String tag) {
    var label = small(tag.isEmpty() ? "–" : tag);
    label.setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
    label.setAccessibleText(LessonTexts.tag(tag));
    return label;
  }
}
