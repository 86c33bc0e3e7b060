package lamina.ui.lesson;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import lamina.evaluate.Score;
import lamina.language.Language;
import lamina.lesson.Findings;
import lamina.lesson.Question;
import lamina.model.HeadKey;
import lamina.model.ModelSummary.Role;
import lamina.ui.control.ShareBar;
import lamina.ui.control.WrappedLabel;
import lamina.ui.text.LanguageWords;
import lamina.ui.text.LessonTexts;
import lamina.ui.text.Messages;

/** The scores that answer a question, a bar with its interval each. */
final class ScoreBars {
  private final VBox node = new VBox(10);
  private final Findings findings;

  private ScoreBars(Findings findings) {
    this.findings = findings;
  }

  /** The scores behind a question; nothing to see where it isn't about scores. */
  static Node of(Question question, Findings findings) {
    var bars = new ScoreBars(findings);
    switch (question) {
      case Question.Best best ->
          best.languages()
              .forEach(
                  l -> bars.add(LanguageWords.name(l), best.role(), bars.chosen(best.role(), l)));
      case Question.Fusion fusion -> {
        var last = findings.score(fusion.role(), fusion.language().code(), HeadKey.LAST);
        bars.add(Messages.get("lesson.lastAlone"), fusion.role(), last);
        var fused = findings.model(fusion.role()).fused();
        var mixed = findings.score(fusion.role(), fusion.language().code(), fused);
        bars.add(Messages.get("lesson.mixed"), fusion.role(), mixed);
      }
      case Question.Student student -> {
        for (var role : Role.values()) {
          bars.add(LessonTexts.role(role), role, bars.chosen(role, student.language()));
        }
      }
      default -> {
        return bars.node;
      }
    }
    return bars.node;
  }

  private Optional<Score> chosen(Role role, Language language) {
    return findings.score(role, language.code());
  }

  private void add(String name, Role role, Optional<Score> found) {
    found.ifPresent(
        score -> {
          var said =
              new WrappedLabel(
                  Messages.get(
                      "lesson.bar",
                      name,
                      LessonTexts.percent(score.value()),
                      TypicalityView.interval(score.interval()),
                      score.n()));
          said.getStyleClass().add("lesson-line");
          var bar = new ShareBar(score.value(), score.interval(), -1, role);
          bar.setAccessibleText(said.said());
          node.getChildren().add(new VBox(3, said, bar));
        });
  }
}
