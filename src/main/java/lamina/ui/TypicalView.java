package lamina.ui;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import lamina.evaluate.Interval;
import lamina.evaluate.Score;
import lamina.language.Language;
import lamina.lesson.Findings;
import lamina.lesson.Posed;
import lamina.lesson.Step;
import lamina.model.ModelSummary.Role;

/** The sentence's share of right words on the score of its language, a bar each. */
final class TypicalView {
  private TypicalView() {}

  static Node of(Step.Typical step, Findings findings) {
    var box = new VBox(14);
    box.setId("lesson-typical");
    for (var language : step.languages()) {
      for (var role : step.models()) {
        box.getChildren().add(entry(findings, role, language, step.fusion()));
      }
    }
    box.getChildren().add(note(Messages.get("lesson.barNote")));
    return box;
  }

  private static Node entry(Findings findings, Role role, Language language, boolean fusion) {
    var tagging = findings.tagging(role, language);
    var typical = findings.typicality(role, language);
    if (typical.isEmpty()) {
      return note(
          Messages.get(
              "lesson.unscored",
              LessonTexts.role(role),
              LessonTexts.name(language),
              tagging.right(),
              tagging.words()));
    }
    var score = typical.get().score();
    var said =
        new Label(
            sentence(findings, role, language, score)
                + " "
                + Messages.get(
                    "lesson.typical." + typical.get().kind().name().toLowerCase(java.util.Locale.ROOT),
                    tagging.right(),
                    tagging.words())
                + (fusion ? gain(score).map(g -> " " + g).orElse("") : ""));
    said.setWrapText(true);
    said.getStyleClass().add("lesson-line");
    var bar = new ShareBar(score.value(), score.interval(), typical.get().share(), role);
    bar.setAccessibleText(said.getText());
    return new VBox(4, said, bar);
  }

  private static String sentence(Findings findings, Role role, Language language, Score score) {
    return Messages.get(
        "lesson.scored",
        LessonTexts.role(role),
        LessonTexts.percent(score.value()),
        interval(score.interval()),
        LessonTexts.name(language),
        score.n(),
        findings.lesson().source());
  }

  static String interval(Interval i) {
    return LessonTexts.apart(
        "[" + LessonTexts.percent(i.low()) + ", " + LessonTexts.percent(i.high()) + "]");
  }

  private static Optional<String> gain(Score score) {
    return score
        .gain()
        .map(
            g ->
                Messages.get(
                    "lesson.gain." + Posed.gain(score).orElseThrow().key(),
                    LessonTexts.apart(LessonTexts.points(g.value())),
                    LessonTexts.apart(
                        "["
                            + LessonTexts.points(g.interval().low())
                            + ", "
                            + LessonTexts.points(g.interval().high())
                            + "]")));
  }

  private static Label note(String text) {
    var label = new Label(text);
    label.setWrapText(true);
    label.getStyleClass().add("lesson-note");
    return label;
  }
}
