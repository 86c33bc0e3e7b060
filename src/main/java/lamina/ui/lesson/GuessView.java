package lamina.ui.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import lamina.language.Language;
import lamina.lesson.Findings;
import lamina.lesson.Question;
import lamina.lesson.QuestionInstance;
import lamina.lesson.Step;
import lamina.model.ModelSummary.Role;
import lamina.ui.control.WrappedLabel;
import lamina.ui.text.AnswerMark;
import lamina.ui.text.LessonTexts;
import lamina.ui.text.Messages;
import org.jspecify.annotations.Nullable;

/** A question, its choices and, once guessed, the answer with what it rests on. */
final class GuessView implements StepView {
  private final Step.Guess step;
  private final Findings findings;
  private final QuestionInstance posed;
  private final VBox node = new VBox(16);
  private final VBox before = new VBox();
  private final VBox after = new VBox();
  private final FlowPane buttons = new FlowPane(12, 12);
  private final List<Button> choices = new ArrayList<>();
  private final WrappedLabel verdict = new WrappedLabel();
  private final WrappedLabel explanation = new WrappedLabel();
  private boolean open = true;

  /**
   * Makes it.
   *
   * @param chosen told which choice was taken, from 0
   */
  GuessView(Step.Guess step, Findings findings, IntConsumer chosen) {
    this.step = step;
    this.findings = findings;
    posed = QuestionInstance.of(step.question(), findings);
    for (int c = 0; c < posed.choices().size(); c++) {
      int number = c;
      var button = new Button((c + 1) + "   " + text(c));
      button.setId("choice-" + (c + 1));
      button.getStyleClass().add("lesson-choice");
      button.setOnAction(e -> chosen.accept(number));
      choices.add(button);
    }
    buttons.getChildren().setAll(choices);
    verdict.getStyleClass().add("lesson-verdict");
    verdict.setId("verdict");
    explanation.getStyleClass().add("lesson-text");
    explanation.setId("explanation");
    evidence(false).ifPresent(before.getChildren()::add);
    evidence(true).ifPresent(after.getChildren()::add);
    node.getStyleClass().add("lesson-large");
    node.getChildren().addAll(before, buttons, verdict, explanation, after);
    for (var part : List.of(before, after, verdict, explanation)) {
      part.managedProperty().bind(part.visibleProperty());
    }
  }

  private String text(int choice) {
    return LessonTexts.choice(posed.choices().get(choice), step.question(), findings);
  }

  /** The sentence that is asked about: before the answer without, after it with the answers. */
  private java.util.Optional<Node> evidence(boolean answered) {
    return java.util.Optional.ofNullable(
        switch (step.question()) {
          case Question.Tag tag -> ofTag(tag, answered);
          case Question.Count count ->
              line(
                  count.language(), answered ? List.of(row(count.role(), count.language())) : null);
          case Question.Fusion fusion when fusion.over() == Question.Over.SENTENCE ->
              line(fusion.language(), answered ? both(fusion) : List.of(last(fusion)));
          case Question.Student student when student.over() == Question.Over.SENTENCE ->
              line(
                  student.language(),
                  answered
                      ? List.of(
                          row(Role.TEACHER, student.language()),
                          row(Role.STUDENT, student.language()))
                      : List.of(row(Role.TEACHER, student.language())));
          default -> answered ? ScoreBars.of(step.question(), findings) : null;
        });
  }

  private Node ofTag(Question.Tag tag, boolean answered) {
    var rows = new ArrayList<TaggedLine.Row>();
    if (answered) {
      tag.by().ifPresent(role -> rows.add(row(role, tag.language())));
    }
    return TaggedLine.of(findings.sentence(tag.language()), "", answered, rows, tag.word() - 1);
  }

  private Node line(Language language, @Nullable List<TaggedLine.Row> rows) {
    var answers = rows == null ? List.<TaggedLine.Row>of() : rows;
    return TaggedLine.of(findings.sentence(language), "", rows != null, answers, -1);
  }

  private TaggedLine.Row row(Role role, Language language) {
    return new TaggedLine.Row(LessonTexts.role(role), findings.tagging(role, language));
  }

  private TaggedLine.Row last(Question.Fusion fusion) {
    return TaggedLine.last(findings, fusion.role(), fusion.language())
        .orElseGet(() -> row(fusion.role(), fusion.language()));
  }

  private List<TaggedLine.Row> both(Question.Fusion fusion) {
    var fused = findings.model(fusion.role()).fused();
    var mixed =
        findings
            .tagging(fusion.role(), fusion.language(), fused)
            .orElseGet(() -> findings.tagging(fusion.role(), fusion.language()));
    return List.of(last(fusion), new TaggedLine.Row(Messages.get("lesson.mixed"), mixed));
  }

  @Override
  public Node node() {
    return node;
  }

  @Override
  public int choices() {
    return open ? choices.size() : 0;
  }

  @Override
  public void show(int beat, OptionalInt guess) {
    open = beat == 0;
    for (int c = 0; c < choices.size(); c++) {
      mark(c, guess.isPresent() && guess.getAsInt() == c);
    }
    before.setVisible(open && !before.getChildren().isEmpty());
    after.setVisible(!open && !after.getChildren().isEmpty());
    var said = findings.fill(step.explanation().of(posed.outcome()));
    explanation.say(said);
    explanation.setVisible(!open && !said.isEmpty() && posed.right().isPresent());
    verdict.setVisible(!open);
    verdict.say(open ? "" : verdict(guess));
    boolean hit = guess.isPresent() && posed.right().filter(r -> r == guess.getAsInt()).isPresent();
    verdict.getStyleClass().removeAll("answer-right", "answer-wrong");
    verdict.setGraphic(null);
    if (!open && guess.isPresent() && posed.right().isPresent()) {
      AnswerMark.of(hit).put(verdict, 1.4);
    }
  }

  private String verdict(OptionalInt guess) {
    if (posed.right().isEmpty()) {
      return Messages.get("lesson.unknown");
    }
    var right = text(posed.right().get());
    if (guess.isEmpty()) {
      return Messages.get("lesson.answer", right);
    }
    return guess.getAsInt() == posed.right().get()
        ? Messages.get("lesson.hit", right)
        : Messages.get("lesson.missed", right, text(guess.getAsInt()));
  }

  private void mark(int choice, boolean guessed) {
    var button = choices.get(choice);
    boolean right = !open && posed.right().filter(r -> r == choice).isPresent();
    button.setDisable(!open);
    button.getStyleClass().removeAll("choice-right", "choice-wrong");
    button.setGraphic(null);
    var said = (choice + 1) + " " + text(choice);
    if (right) {
      button.getStyleClass().add("choice-right");
      button.setGraphic(AnswerMark.RIGHT.sign(1.1));
      said += ", " + AnswerMark.RIGHT.word();
    } else if (guessed && !open && posed.right().isPresent()) {
      button.getStyleClass().add("choice-wrong");
      button.setGraphic(AnswerMark.WRONG.sign(1.1));
      said += ", " + AnswerMark.WRONG.word();
    }
    button.setAccessibleText(said);
  }
}
