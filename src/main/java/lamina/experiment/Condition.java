package lamina.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lamina.data.Task;
import lamina.evaluate.ExampleScore;
import lamina.evaluate.Metric;
import lamina.evaluate.ScoredSet;
import lamina.evaluate.SeedStatistics;
import lamina.model.HeadKey;

/**
 * Runs that differ in their seed alone, seen through one of their heads.
 *
 * @param name as the sweep names it
 * @param protocol that trained them
 * @param head that is scored
 * @param runs results by seed, in the order of the seeds
 */
public record Condition(
    String name, Task task, String protocol, HeadKey head, TreeMap<Long, RunResult> runs) {

  /** Code of the language of training, which no mean over languages holds. */
  static final String ENGLISH = "en";

  /** Name and, where runs have several heads, head. */
  public String label() {
    return protocol.equals("single") ? name : name + " " + head.key();
  }

  /** What its scores are; runs of one condition share it. */
  public Metric metric() {
    return runs.firstEntry().getValue().sets().get(LanguageSplit.TEST).getFirst().metric();
  }

  /** English development scores of the runs, which alone may choose between conditions. */
  public double[] development() {
    return runs.values().stream()
        .mapToDouble(
            r -> ExampleScore.score(r.sets().get(LanguageSplit.DEV).getFirst().items().get(head)))
        .toArray();
  }

  /** Test scores of the runs in a language. */
  public double[] test(String language) {
    return sets(language).stream()
        .mapToDouble(s -> ExampleScore.score(s.items().get(head)))
        .toArray();
  }

  /** Test scores of the runs, averaged over all languages but English. */
  public double[] mean() {
    return targets().stream().mapToDouble(lamina.evaluate.Intervals::mean).toArray();
  }

  /** By language how its test data were read, where that wasn't all at once. */
  public Map<String, String> coverage() {
    var found = new LinkedHashMap<String, String>();
    for (var set : runs.firstEntry().getValue().sets().get(LanguageSplit.TEST)) {
      if (!set.coverage().brief().isEmpty()) {
        found.put(set.language(), set.coverage().brief());
      }
    }
    return found;
  }

  /** Languages of the test data. */
  public List<String> languages() {
    return runs.firstEntry().getValue().sets().get(LanguageSplit.TEST).stream()
        .map(ScoredSet::language)
        .toList();
  }

  /** Examples of a language's test data. */
  public int examples(String language) {
    return sets(language).getFirst().ids().size();
  }

  /** Size of its models; empty where it isn't known. */
  public Optional<ModelSize> size() {
    return runs.firstEntry().getValue().size();
  }

  /** Layers of its models' encoder; 0 where that isn't known. */
  public int layers() {
    return size().map(ModelSize::layers).orElse(0);
  }

  /** What was drawn of a language's test data: premises, for example. */
  public int units(String language) {
    return sets(language).getFirst().unitCount();
  }

  /** Whether it is known which examples were drawn together; older results don't say it. */
  public boolean unitsKnown() {
    return runs.firstEntry().getValue().sets().get(LanguageSplit.TEST).stream()
        .noneMatch(s -> s.drawn().isEmpty());
  }

  /** Mean word pieces a word of a language's test data. */
  public double piecesPerWord(String language) {
    return sets(language).getFirst().piecesPerWord();
  }

  /** Of every run the units of all languages but English, parallel ones in one group. */
  List<List<List<ExampleScore[]>>> targets() {
    return runs.values().stream()
        .map(r -> r.sets().get(LanguageSplit.TEST).stream().filter(s -> !s.english()).toList())
        .map(sets -> ScoredSet.groups(sets, head))
        .toList();
  }

  /** Of every run the units of one language. */
  List<List<List<ExampleScore[]>>> items(String language) {
    return sets(language).stream()
        .map(s -> List.of(List.<ExampleScore[]>of(s.units(head))))
        .toList();
  }

  private List<ScoredSet> sets(String language) {
    return runs.values().stream()
        .map(
            r ->
                r.sets().get(LanguageSplit.TEST).stream()
                    .filter(s -> s.language().equals(language))
                    .findFirst()
                    .orElseThrow())
        .toList();
  }

  /** Spread of the development scores. */
  public SeedStatistics.Spread developmentSpread() {
    return SeedStatistics.spread(development());
  }

  /** Spread of the mean test scores. */
  public SeedStatistics.Spread meanSpread() {
    return SeedStatistics.spread(mean());
  }
}
