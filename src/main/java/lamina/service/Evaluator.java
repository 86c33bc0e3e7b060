package lamina.service;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import lamina.data.Dataset;
import lamina.data.format.DataFolder;
import lamina.data.format.DatasetReader;
import lamina.evaluate.ScoreTable;
import lamina.evaluate.ScoredSet;
import lamina.language.Languages;
import lamina.model.HeadKey;
import lamina.model.TaskModel;

/** Scores heads of a model on files, with their gain over the baseline. */
final class Evaluator {
  private final TaskModel model;
  private final Request.Evaluate request;

  /** Told how far it is; may throw to stop. */
  interface Step {
    /**
     * Some examples are done.
     *
     * @param file index of the file
     * @param done examples of it
     * @param total examples in it
     */
    void at(int file, int done, int total);
  }

  Evaluator(TaskModel model, Request.Evaluate request) {
    this.model = model;
    this.request = request;
  }

  Evaluation run(Step step) {
    var heads = new LinkedHashSet<>(request.heads());
    heads.forEach(model::head);
    if (model.heads().containsKey(HeadKey.LAST)) {
      heads.add(HeadKey.LAST); // to compare with
    }
    var given = request.language().isBlank() ? null : Languages.of(request.language());
    var all = new ArrayList<ScoredSet>();
    var notes = new ArrayList<String>();
    for (var files : DataFolder.byLanguage(request.files(), model.task(), given).values()) {
      var set = DatasetReader.read(files, model.task(), given, request.labels());
      notes.addAll(set.notes());
      if (!set.language().known()) {
        notes.add(
            set.language().name()
                + " ("
                + set.language()
                + "): its family and script aren't in Lamina's table of languages.");
      }
      var scored = score(request.files().indexOf(files.getFirst()), set, List.copyOf(heads), step);
      notes.addAll(scored.coverage().notes(set.name()));
      if (!scored.defined()) {
        notes.add(
            set.name()
                + ": no entity is labelled in it and none was found, so that F1 is undefined; it is"
                + " shown as 0 and stays out of the mean.");
      }
      all.add(scored);
    }
    return new Evaluation(ScoreTable.of(model.task(), all, request.heads()).scores(), notes);
  }

  private ScoredSet score(int file, Dataset set, List<HeadKey> heads, Step step) {
    int total = set.examples().size();
    return ScoredSet.of(model, request.metric(), set, heads, done -> step.at(file, done, total));
  }
}
