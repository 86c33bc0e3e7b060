package lamina.similarity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lamina.data.Dataset;
import lamina.data.Example;
import lamina.problem.Problem;

/**
 * The same sentences in several languages.
 *
 * @param sets one a language, each with the same sentences in the same order
 * @param alone sentences of all languages together that another language lacks, which are left out
 */
public record ParallelText(List<Dataset> sets, int alone) {
  /**
   * Pairs sentences by their ids.
   *
   * @param sets at least two
   * @param most sentences to keep, the first ones
   * @throws Problem where an id stands twice in a set, or too few are in all of them
   */
  public static ParallelText of(List<Dataset> sets, int most) {
    if (sets.size() < 2) {
      throw new Problem("Parallel text of at least two languages was expected.");
    }
    var byId = sets.stream().map(ParallelText::byId).toList();
    var common =
        byId.getFirst().keySet().stream()
            .filter(id -> byId.stream().allMatch(m -> m.containsKey(id)))
            .toList();
    if (common.size() < LinearCka.LEAST) {
      throw new Problem(
          String.join(", ", sets.stream().map(Dataset::name).toList())
              + ": only "
              + common.size()
              + " sentence ids are in all of them; parallel files with at least "
              + LinearCka.LEAST
              + " sentences, whose ids name translations, were expected.");
    }
    int alone = byId.stream().mapToInt(m -> m.size() - common.size()).sum();
    var kept = common.subList(0, Math.min(most, common.size()));
    var aligned = new ArrayList<Dataset>();
    for (int i = 0; i < sets.size(); i++) {
      var own = byId.get(i);
      var set = sets.get(i);
      aligned.add(
          new Dataset(
              set.task(),
              set.language(),
              set.name(),
              set.sha256(),
              kept.stream().map(own::get).toList()));
    }
    return new ParallelText(List.copyOf(aligned), alone);
  }

  private static Map<String, Example> byId(Dataset set) {
    var found = new java.util.LinkedHashMap<String, Example>();
    for (int i = 0; i < set.examples().size(); i++) {
      var example = set.examples().get(i);
      if (found.put(example.id(), example) != null) {
        throw new Problem(
            set.place(i)
                + ": the sentence id "
                + example.id()
                + " stands there a second time; parallel files, whose ids name translations, were"
                + " expected.");
      }
    }
    return found;
  }

  /** Number of sentences of each language. */
  public int sentences() {
    return sets.getFirst().examples().size();
  }

  /** Codes of the languages, in order. */
  public List<String> languages() {
    return sets.stream().map(s -> s.language().code()).toList();
  }
}
