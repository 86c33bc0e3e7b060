package lamina.checklist;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lamina.model.ModelSummary;

/**
 * A draft of the checklist's answers and of model cards.
 *
 * @param checklist an answer a question
 * @param cards by name of the model
 */
public record Draft(List<Section> checklist, Map<String, List<Section>> cards) {
  /**
   * Answers from the records.
   *
   * @param models each under a name of its own
   * @param stores folders of runs
   * @param home the program's own folder, with {@code sample-data}
   * @throws lamina.problem.Problem naming a record that is damaged
   */
  public static Draft of(List<ModelSummary> models, List<Path> stores, Path home) {
    var places = new Places(home);
    var data = DataRecords.open(home.resolve("sample-data"), places);
    var cards = new LinkedHashMap<String, List<Section>>();
    var records = new ArrayList<Records>();
    for (var model : models) {
      var own = ModelRecords.read(model, places, data);
      records.add(own);
      cards.put(
          model.name(),
          Stream.concat(
                  Stream.of(own.identity()),
                  Stream.of(Question.values())
                      .map(q -> Notes.of(q, q.heading(), true, List.of(own))))
              .toList());
    }
    stores.forEach(store -> records.add(RunRecords.read(store, places, data)));
    var answers =
        Stream.of(Question.values()).map(q -> Notes.of(q, q.words(), false, records)).toList();
    return new Draft(answers, cards);
  }
}
