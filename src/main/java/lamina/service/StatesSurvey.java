package lamina.service;

import java.util.List;
import java.util.function.Consumer;
import lamina.model.ModelContents;
import lamina.similarity.SimilaritySurvey;
import lamina.similarity.StateReader;
import lamina.similarity.SurveyText;

/** Reads parallel treebanks by a model of their own, so that those in use answer meanwhile. */
final class StatesSurvey {
  private static final String WHAT = "Similarity of languages";

  private StatesSurvey() {}

  /**
   * Reads and measures.
   *
   * @param between run between two steps; may throw to stop
   */
  static StatesReport run(
      Request.SurveyStates request, Runnable between, Consumer<Progress> progress) {
    var text = SurveyText.read(request.files(), request.probe(), request.sentences());
    var contents = ModelContents.of(request.directory());
    try (var reader = StateReader.open(request.directory(), List.of(), between)) {
      var survey =
          new SimilaritySurvey(
              reader, (done, all) -> progress.accept(new Progress(WHAT, done, all)));
      return new StatesReport(survey.measure(text), contents);
    }
  }
}
