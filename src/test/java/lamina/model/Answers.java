package lamina.model;

import java.util.Arrays;
import java.util.List;
import lamina.text.Input;

/** Predictions of one head, in the order of the inputs. */
final class Answers {
  private Answers() {}

  static List<Prediction> of(TaskModel model, HeadKey head, List<? extends Input> inputs) {
    var answers = new Prediction[inputs.size()];
    Predictor.each(
        model,
        List.copyOf(inputs),
        List.of(head),
        Predictor.BATCHING,
        (i, reading, each) -> answers[i] = each.get(head),
        done -> {});
    return Arrays.asList(answers);
  }
}
