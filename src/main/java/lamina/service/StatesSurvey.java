package lamina.service;

import java.util.List;
import java.util.function.Consumer;
import lamina.data.Dataset;
import lamina.data.Tasks;
import lamina.data.format.ConlluTrees;
import lamina.data.format.DatasetReader;
import lamina.language.Languages;
import lamina.model.ModelContents;
import lamina.similarity.ParallelText;
import lamina.similarity.SimilaritySurvey;
import lamina.similarity.StateReader;
import lamina.similarity.Treebank;

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
    var treebank = Tasks.KNOWN.ofTreebanks();
    List<Dataset> sets =
        request.files().stream().map(f -> DatasetReader.read(f, treebank, null)).toList();
    var probe =
        request
            .probe()
            .map(
                f ->
                    new Treebank(
                        DatasetReader.read(f, treebank, Languages.of("en")), ConlluTrees.read(f)));
    var trees = request.files().stream().map(ConlluTrees::read).toList();
    var text = ParallelText.of(sets, request.sentences());
    var contents = ModelContents.of(request.directory());
    try (var reader = StateReader.open(request.directory(), List.of(), between)) {
      var report =
          new SimilaritySurvey(
                  reader, (done, all) -> progress.accept(new Progress(WHAT, done, all)))
              .measure(text, probe, trees);
      return new StatesReport(report, contents);
    }
  }
}
