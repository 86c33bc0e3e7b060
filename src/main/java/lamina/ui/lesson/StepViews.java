package lamina.ui.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import lamina.language.Language;
import lamina.lesson.Findings;
import lamina.lesson.Step;
import lamina.ui.control.WrappedLabel;
import lamina.ui.text.LessonTexts;
import lamina.ui.text.Messages;
import lamina.ui.workspace.BackgroundTasks;

/** Makes the view of each kind of step. */
final class StepViews {
  private StepViews() {}

  static StepView of(Step step, Findings findings, BackgroundTasks work, IntConsumer guessed) {
    return switch (step) {
      case Step.Say say -> StepView.still(new VBox()); // heading and text are all
      case Step.Show show -> StepView.still(sentences(show, findings));
      case Step.Predict predict -> new OneByOne(predict, findings);
      case Step.Layers layers -> new LayerGrid(layers, findings);
      case Step.Compare compare -> StepView.still(CompareView.of(compare, findings));
      case Step.Guess guess -> new GuessView(guess, findings, guessed);
      case Step.Typical typical -> StepView.still(TypicalityView.of(typical, findings));
      case Step.Time time -> new TimeView(findings, work);
    };
  }

  private static Node sentences(Step.Show show, Findings findings) {
    var box = new VBox(18);
    for (var language : show.languages()) {
      var sentence = findings.sentence(language);
      box.getChildren().add(TaggedLine.of(sentence, "", show.tags(), List.of(), -1));
    }
    if (show.languages().size() == 1) {
      box.getStyleClass().add("lesson-large");
    }
    if (show.tags()) {
      var names =
          show.languages().stream()
              .flatMap(l -> findings.sentence(l).tags().stream())
              .distinct()
              .map(LessonTexts::tag)
              .collect(Collectors.joining("  ·  "));
      var legend = new WrappedLabel(names);
      legend.getStyleClass().add("lesson-note");
      box.getChildren().add(legend);
    }
    return box;
  }

  /** A model's answers, one language more a beat. */
  private static final class OneByOne implements StepView {
    private final VBox node = new VBox(16);
    private final List<Node> parts = new ArrayList<>();

    OneByOne(Step.Predict step, Findings findings) {
      for (var language : step.languages()) {
        parts.add(part(step, findings, language));
      }
      node.getChildren().setAll(parts);
      if (parts.size() == 1) {
        node.getStyleClass().add("lesson-large");
      }
    }

    private static Node part(Step.Predict step, Findings findings, Language language) {
      var chosen =
          new TaggedLine.Row(
              LessonTexts.role(step.role()), findings.tagging(step.role(), language));
      var row =
          step.last() ? TaggedLine.last(findings, step.role(), language).orElse(chosen) : chosen;
      var tagging = row.tagging();
      var sum = Messages.get("lesson.sum", tagging.right(), tagging.words());
      return TaggedLine.of(findings.sentence(language), sum, true, List.of(row), -1);
    }

    @Override
    public Node node() {
      return node;
    }

    @Override
    public void show(int beat, OptionalInt guess) {
      for (int p = 0; p < parts.size(); p++) {
        parts.get(p).setVisible(p <= beat);
      }
    }
  }
}
