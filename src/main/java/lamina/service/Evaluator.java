package lamina.service;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import lamina.analyse.GateNorms;
import lamina.analyse.GateSurvey;
import lamina.answers.AnsweredSet;
import lamina.data.Dataset;
import lamina.data.format.UnlabelledData;
import lamina.evaluate.ScoreTable;
import lamina.evaluate.ScoredSet;
import lamina.model.HeadKey;
import lamina.model.TaskModel;

/** Heads of a model on files: scored, with their gain over the baseline, or answered. */
final class Evaluator {
  private final TaskModel model;
  private final Request.Evaluate request;

  Evaluator(TaskModel model, Request.Evaluate request) {
    this.model = model;
    this.request = request;
  }

  Evaluation run(DataSets.Step step) {
    var heads = new LinkedHashSet<>(request.heads());
    heads.forEach(model::head);
    if (model.heads().containsKey(HeadKey.LAST)) {
      heads.add(HeadKey.LAST); // to compare with
    }
    var all = new ArrayList<ScoredSet>();
    UnlabelledData.refuse(request.files(), model.task());
    var sets = new DataSets(request.files());
    sets.each(
        model.task(),
        request.language(),
        request.labels(),
        (file, set) -> {
          var scored = score(file, set, List.copyOf(heads), step);
          sets.note(scored.coverage().notes(set.name()));
          if (!scored.defined()) {
            sets.note(
                List.of(
                    set.name()
                        + ": no entity is labelled in it and none was found, so that F1 is"
                        + " undefined; it is shown as 0 and stays out of the mean."));
          }
          all.add(scored);
        });
    return new Evaluation(ScoreTable.of(model.task(), all, request.heads()).scores(), sets.notes());
  }

  private ScoredSet score(int file, Dataset set, List<HeadKey> heads, DataSets.Step step) {
    int total = set.examples().size();
    return ScoredSet.of(model, request.metric(), set, heads, done -> step.at(file, done, total));
  }

  /** Reads the gates on files, without scoring them. */
  static GateNorms survey(TaskModel model, Request.SurveyGates request, DataSets.Step step) {
    var survey = new GateSurvey(model);
    new DataSets(request.files())
        .each(
            model.task(),
            request.language(),
            request.labels(),
            (file, set) -> survey.read(set, done -> step.at(file, done, GateSurvey.texts(set))));
    return survey.norms();
  }

  /** Answers files, without scoring them. */
  static AnsweredSets answer(TaskModel model, Request.AnswerSets request, DataSets.Step step) {
    request.heads().forEach(model::head);
    var found = new ArrayList<AnsweredSet>();
    var sets = new DataSets(request.files());
    sets.each(
        model.task(),
        request.language(),
        request.labels(),
        (file, set) ->
            found.add(
                AnsweredSet.of(
                    request.model(),
                    model,
                    request.metric(),
                    set,
                    request.heads(),
                    done -> step.at(file, done, set.examples().size()))));
    return new AnsweredSets(found, sets.notes());
  }
}
