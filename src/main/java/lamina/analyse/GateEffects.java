package lamina.analyse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lamina.evaluate.Claim;
import lamina.evaluate.ExampleScore;
import lamina.evaluate.Family;
import lamina.evaluate.Intervals;
import lamina.evaluate.ScoreTable;
import lamina.evaluate.ScoredSet;
import lamina.model.HeadKey;

/**
 * What becomes of scores where gates are replaced. Differences are replaced less own, so that below
 * 0 the gate was worth something; intervals are paired bootstraps over what was drawn (sentences,
 * premises), translations of a draw with it. The tests are those of the mean over languages, one a
 * head and replacement, and p is Holm's over all of them; languages have intervals and no test.
 *
 * @param means one a head and replacement: the mean over all languages but English, as in tables of
 *     scores, or over English where there is no other
 * @param languages one a head, replacement and language
 * @param over how many languages the means are over
 * @param seed of the bootstrap
 */
public record GateEffects(List<Effect> means, List<Effect> languages, int over, long seed) {
  private static final long SEED = 17;

  /**
   * A head with another gate.
   *
   * @param language code, or {@link ScoreTable#MEAN}
   * @param n texts
   * @param units drawn by the bootstrap: sentences, premises or groups of pairs
   * @param own score with its own gate, 0 to 1
   * @param change replaced less own, with its interval; p is before any correction
   * @param p after Holm's correction over the tests; NaN of a language, which isn't tested
   * @param claim what may be said of it after that
   */
  public record Effect(
      HeadKey head,
      GateReplacement replacement,
      String language,
      int n,
      int units,
      double own,
      Intervals.Difference change,
      double p,
      Claim claim) {}

  /** A test of the family. */
  private record Test(HeadKey head, GateReplacement replacement) {}

  /** Copies the lists. */
  public GateEffects {
    means = List.copyOf(means);
    languages = List.copyOf(languages);
  }

  /** How many tests Holm's correction is over. */
  public int tests() {
    return means.size();
  }

  /** Effects on the mean of a head. */
  public List<Effect> of(HeadKey head) {
    return means.stream().filter(e -> e.head.equals(head)).toList();
  }

  /** How many heads lose by a replacement, beyond chance. */
  public long losses(GateReplacement replacement) {
    return means.stream()
        .filter(e -> e.replacement == replacement && e.claim == Claim.LOSS)
        .count();
  }

  static GateEffects of(
      List<HeadKey> heads, List<ScoredSet> own, Map<GateReplacement, List<ScoredSet>> replaced) {
    var averaged = averaged(own);
    var tests = new LinkedHashMap<Test, Intervals.Difference>();
    var languages = new ArrayList<Effect>();
    for (var head : heads) {
      replaced.forEach(
          (replacement, sets) -> {
            for (int i = 0; i < own.size(); i++) {
              languages.add(effect(head, replacement, own.get(i), sets.get(i)));
            }
            var same = sets.stream().filter(s -> contains(averaged, s.language())).toList();
            tests.put(
                new Test(head, replacement),
                Intervals.meanDifference(
                    ScoredSet.groups(same, head), ScoredSet.groups(averaged, head), SEED));
          });
    }
    var family = Family.of(tests);
    int n = averaged.stream().mapToInt(s -> s.ids().size()).sum();
    var means = new ArrayList<Effect>();
    tests.forEach(
        (test, change) -> {
          var groups = ScoredSet.groups(averaged, test.head);
          int units = groups.stream().mapToInt(g -> g.getFirst().length).sum();
          means.add(
              new Effect(
                  test.head,
                  test.replacement,
                  ScoreTable.MEAN,
                  n,
                  units,
                  Intervals.mean(groups),
                  change,
                  family.p(test),
                  family.claim(test)));
        });
    return new GateEffects(means, languages, averaged.size(), SEED);
  }

  /** Languages that the mean is over. */
  private static List<ScoredSet> averaged(List<ScoredSet> own) {
    var others = own.stream().filter(s -> !s.english() && s.defined()).toList();
    return others.isEmpty() ? own : others;
  }

  private static boolean contains(List<ScoredSet> sets, String language) {
    return sets.stream().anyMatch(s -> s.language().equals(language));
  }

  private static Effect effect(
      HeadKey head, GateReplacement replacement, ScoredSet own, ScoredSet replaced) {
    var units = own.units(head);
    return new Effect(
        head,
        replacement,
        own.language(),
        own.ids().size(),
        units.length,
        ExampleScore.score(units),
        Intervals.paired(replaced.units(head), units, SEED),
        Double.NaN,
        Claim.NOTHING);
  }
}
