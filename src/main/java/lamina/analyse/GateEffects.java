package lamina.analyse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lamina.evaluate.Claim;
import lamina.evaluate.ExampleScore;
import lamina.evaluate.Family;
import lamina.evaluate.Interval;
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
 * @param over codes of the languages that the means are over
 * @param seed of the bootstrap
 */
public record GateEffects(
    List<Effect> means, List<Effect> languages, List<String> over, long seed) {
  private static final long SEED = 17;

  /**
   * A head with another gate.
   *
   * @param language code, or {@link ScoreTable#MEAN}
   * @param n texts
   * @param units drawn by the bootstrap: sentences, premises or groups of pairs
   * @param other code of the language whose gates stand in; blank where they are no language's, or
   *     differ by language
   * @param own score with its own gate, 0 to 1
   * @param change replaced less own, with its interval; p is before any correction
   * @param answers share of words or pairs that are answered otherwise, right or wrong, 0 to 1
   * @param answersInterval 95 %, by bootstrap as that of the change
   * @param p after Holm's correction over the tests; NaN of a language, which isn't tested
   * @param claim what may be said of it after that
   */
  public record Effect(
      HeadKey head,
      GateReplacement replacement,
      String language,
      int n,
      int units,
      String other,
      double own,
      Intervals.Difference change,
      double answers,
      Interval answersInterval,
      double p,
      Claim claim) {}

  /** A test of the family. */
  private record Test(HeadKey head, GateReplacement replacement) {}

  /**
   * What was scored, each list one a language, in one order.
   *
   * @param own with the heads' own gates
   * @param replaced with others
   * @param changed not scores: how many answers are others than with the head's own gate
   */
  record Scored(
      List<HeadKey> heads,
      GateMeans gates,
      List<ScoredSet> own,
      Map<GateReplacement, List<ScoredSet>> replaced,
      Map<GateReplacement, List<ScoredSet>> changed) {
    /** How a replacement changes answers in some of the languages. */
    List<ScoredSet> changed(GateReplacement replacement, List<ScoredSet> languages) {
      return in(changed.getOrDefault(replacement, List.of()), languages);
    }

    /** The sets of some languages. */
    static List<ScoredSet> in(List<ScoredSet> sets, List<ScoredSet> languages) {
      return sets.stream()
          .filter(s -> languages.stream().anyMatch(l -> l.language().equals(s.language())))
          .toList();
    }

    /** Code of the language whose gates stand in; blank where they are no language's. */
    String other(HeadKey head, GateReplacement replacement, String language) {
      return replacement == GateReplacement.OTHER_LANGUAGE
          ? gates.farthest(head, language).orElse("")
          : "";
    }
  }

  /** Copies the lists. */
  public GateEffects {
    means = List.copyOf(means);
    languages = List.copyOf(languages);
    over = List.copyOf(over);
  }

  /** How many tests Holm's correction is over. */
  public int tests() {
    return means.size();
  }

  /** Effects on the mean of a head. */
  public List<Effect> of(HeadKey head) {
    return means.stream().filter(e -> e.head.equals(head)).toList();
  }

  /** At how many heads a replacement is shown to gain, or to lose, beyond chance. */
  public long shown(GateReplacement replacement, Claim claim) {
    return means.stream().filter(e -> e.replacement == replacement && e.claim == claim).count();
  }

  static GateEffects of(Scored scored) {
    var averaged = averaged(scored.own);
    var tests = new LinkedHashMap<Test, Intervals.Difference>();
    var languages = new ArrayList<Effect>();
    for (var head : scored.heads) {
      scored.replaced.forEach(
          (replacement, sets) -> {
            for (var own : scored.own) {
              languages.add(effect(scored, head, replacement, own));
            }
            tests.put(
                new Test(head, replacement),
                Intervals.meanDifference(
                    ScoredSet.groups(Scored.in(sets, averaged), head),
                    ScoredSet.groups(averaged, head),
                    SEED));
          });
    }
    var family = Family.of(tests);
    int n = averaged.stream().mapToInt(s -> s.ids().size()).sum();
    var means = new ArrayList<Effect>();
    tests.forEach(
        (test, change) -> {
          var groups = ScoredSet.groups(averaged, test.head);
          int units = groups.stream().mapToInt(g -> g.getFirst().length).sum();
          var changed = ScoredSet.groups(scored.changed(test.replacement, averaged), test.head);
          means.add(
              new Effect(
                  test.head,
                  test.replacement,
                  ScoreTable.MEAN,
                  n,
                  units,
                  "",
                  Intervals.mean(groups),
                  change,
                  Intervals.mean(changed),
                  Intervals.mean(changed, SEED),
                  family.p(test),
                  family.claim(test)));
        });
    var over = averaged.stream().map(ScoredSet::language).toList();
    return new GateEffects(means, languages, over, SEED);
  }

  /** Languages that the mean is over. */
  private static List<ScoredSet> averaged(List<ScoredSet> own) {
    var others = own.stream().filter(s -> !s.english() && s.defined()).toList();
    return others.isEmpty() ? own : others;
  }

  private static Effect effect(
      Scored scored, HeadKey head, GateReplacement replacement, ScoredSet own) {
    var units = own.units(head);
    var sets = scored.replaced.getOrDefault(replacement, List.of());
    var replaced = Scored.in(sets, List.of(own)).getFirst().units(head);
    var changed = scored.changed(replacement, List.of(own)).getFirst().units(head);
    return new Effect(
        head,
        replacement,
        own.language(),
        own.ids().size(),
        units.length,
        scored.other(head, replacement, own.language()),
        ExampleScore.score(units),
        Intervals.paired(replaced, units, SEED),
        ExampleScore.score(changed),
        Intervals.bootstrap(changed, SEED),
        Double.NaN,
        Claim.NOTHING);
  }
}
