package lamina.ui.lesson;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import lamina.evaluate.Interval;
import lamina.evaluate.Score;
import lamina.language.Language;
import lamina.lesson.Findings;
import lamina.lesson.QuestionInstance;
import lamina.lesson.Step;
import lamina.model.ModelSummary.Role;
import lamina.ui.control.ShareBar;
import lamina.ui.control.WrappedLabel;
import lamina.ui.text.LanguageWords;
import lamina.ui.text.LessonTexts;
import lamina.ui.text.Messages;

/** The sentence's share of right words on the score of its language, a bar each. */
final class TypicalityView {
  private TypicalityView() {}

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
              LanguageWords.name(language),
              tagging.right(),
              tagging.words()));
    }
    var score = typical.get().score();
    var said =
        new WrappedLabel(
            sentence(findings, role, language, score)
                + " "
                + Messages.get(
                    "lesson.typical."
                        + typical.get().kind().name().toLowerCase(java.util.Locale.ROOT),
                    tagging.right(),
                    tagging.words())
                + (fusion ? gain(findings, role, language) : ""));
    said.getStyleClass().add("lesson-line");
    var bar = new ShareBar(score.value(), score.interval(), typical.get().share(), role);
    bar.setAccessibleText(said.said());
    return new VBox(4, said, bar);
  }

  private static String sentence(Findings findings, Role role, Language language, Score score) {
    return Messages.get(
        "lesson.scored",
        LessonTexts.role(role),
        LessonTexts.percent(score.value()),
        interval(score.interval()),
        LanguageWords.name(language),
        score.n(),
        findings.lesson().source());
  }

  static String interval(Interval i) {
    return LessonTexts.apart(
        "[" + LessonTexts.percent(i.low()) + ", " + LessonTexts.percent(i.high()) + "]");
  }

  private static String gain(Findings findings, Role role, Language language) {
    var fused = findings.model(role).fused();
    var score = findings.score(role, language.code(), fused);
    var outcome = score.flatMap(QuestionInstance::gain);
    if (outcome.isEmpty()) {
      return "";
    }
    var gain = score.get().gain().orElseThrow();
    var interval = LessonTexts.points(gain.interval());
    return " "
        + Messages.get(
            "lesson.gain." + outcome.get().key(), LessonTexts.points(gain.value()), interval);
  }

  private static Label note(String text) {
    var label = new WrappedLabel(text);
    label.getStyleClass().add("lesson-note");
    return label;
  }
}
