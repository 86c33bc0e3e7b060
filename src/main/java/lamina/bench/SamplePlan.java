package lamina.bench;

import java.util.ArrayList;
import java.util.List;
import lamina.bench.LatencyPlan.Sentence;
import lamina.data.Dataset;
import lamina.data.Example;
import lamina.data.Task;
import lamina.data.format.SampleData;
import lamina.language.Language;
import lamina.text.Tokenizer;

/**
 * How much of the sample data is measured on.
 *
 * @param sentences a language in the single stream, at least 1
 * @param warmup calls a contender before counting
 * @param rounds counted calls a contender, at least 1
 * @param batchSentences most sentences a language in the offline scenario
 * @param passes counted passes over them; 0 leaves the scenario out
 * @param budget most tokens a batch, padding included
 * @param accuracy whether rounding engines are scored on all sample data of the task
 */
public record SamplePlan(
    int sentences,
    int warmup,
    int rounds,
    int batchSentences,
    int passes,
    int budget,
    boolean accuracy) {

  /**
   * The sentences themselves; languages take turns.
   *
   * @throws lamina.problem.Problem where the sample data doesn't have a language
   */
  public LatencyPlan of(SampleData sample, Task task, List<Language> languages) {
    var sets = languages.stream().map(l -> sample.dataset(task, l)).toList();
    var scored =
        accuracy
            ? sample.evaluations(task).stream()
                .map(e -> sample.dataset(task, e.language()))
                .toList()
            : List.<Dataset>of();
    return new LatencyPlan(
        turns(sets, sentences),
        warmup,
        rounds,
        passes == 0 ? List.of() : turns(sets, batchSentences),
        passes,
        budget,
        scored);
  }

  private static List<Sentence> turns(List<Dataset> sets, int most) {
    var found = new ArrayList<Sentence>();
    for (int i = 0; i < most; i++) {
      for (var set : sets) {
        if (i < set.examples().size()) {
          found.add(sentence(set.examples().get(i)));
        }
      }
    }
    return found;
  }

  private static Sentence sentence(Example example) {
    return new Sentence(example.language().code(), Tokenizer.input(example));
  }
}
