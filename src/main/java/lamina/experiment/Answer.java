package lamina.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lamina.evaluate.Claim;
import lamina.evaluate.Effect;
import lamina.evaluate.Family;
import lamina.evaluate.Intervals;
import lamina.evaluate.SeedStatistics;
import lamina.problem.Problem;

/**
 * What a study's finished looks say.
 *
 * @param looks how many are finished
 * @param layer the registered one; 0 where there is none, or the pilot isn't done
 * @param margin of equivalence in points; NaN where the pilot isn't done
 * @param findings one a comparison that was tested, from the last look that it took part in
 * @param arms the arms of the tested comparisons, with the runs of their looks
 * @param open comparisons that the next look is of: not settled by a look before
 */
public record Answer(
    int looks,
    int layer,
    double margin,
    List<Finding> findings,
    List<Condition> arms,
    List<Planned> open) {
  /**
   * A comparison's test.
   *
   * @param look from 1
   * @param level of the look's family
   * @param tests of the look's family
   * @param holm p after Holm
   * @param claim what may be said of the difference
   * @param equivalence p of two one-sided tests after Holm; NaN where the error is too large for
   *     them, so that they weren't made
   * @param equivalent whether there is no difference beyond the margin
   */
  public record Finding(
      String name,
      int look,
      double level,
      int tests,
      int seeds,
      Effect effect,
      double holm,
      Claim claim,
      double equivalence,
      boolean equivalent) {
    /** The difference that would be found with 80 % power at the look's level. */
    public double detectable() {
      return effect.detectable(level);
    }

    /** Whether something is shown, so that no further seeds are run for it. */
    public boolean settled() {
      return claim != Claim.NOTHING || equivalent;
    }
  }

  /**
   * The answer after all looks that are done.
   *
   * @throws Problem where results can't be compared
   */
  public static Answer of(Study study) {
    return of(study, study.registration().looks().size());
  }

  /**
   * The answer after the first looks, as far as they are done.
   *
   * @param most looks that are regarded
   */
  static Answer of(Study study, int most) {
    var registration = study.registration();
    var findings = new LinkedHashMap<String, Finding>();
    var arms = new LinkedHashMap<String, Condition>();
    var open = registration.comparisons();
    int look = 0;
    boolean going = study.pilotDone();
    while (going && look < most && !open.isEmpty()) {
      var seeds = registration.seeds(look + 1);
      var done = study.done(seeds, open);
      going = done.size() == seeds.size() * Registration.arms(open).size();
      if (going) {
        look++;
        sameInputs(done);
        var runs = FinishedJob.conditions(done);
        runs.forEach(c -> arms.put(c.name(), c));
        test(study, runs, open, look).forEach(f -> findings.put(f.name(), f));
        int next = look;
        open =
            open.stream()
                .filter(c -> c.looks() > next && !findings.get(c.name()).settled())
                .toList();
      }
    }
    boolean begun = look > 0;
    return new Answer(
        look,
        begun ? study.layer() : 0,
        begun ? study.margin() : Double.NaN,
        List.copyOf(findings.values()),
        List.copyOf(arms.values()),
        open);
  }

  private static List<Finding> test(
      Study study, List<Condition> runs, List<Planned> open, int look) {
    double margin = study.margin() / 100;
    double level = study.registration().looks().get(look - 1).level();
    var effects = new LinkedHashMap<String, Effect>();
    var tests = new LinkedHashMap<String, Intervals.Difference>();
    var equivalence = new LinkedHashMap<String, Double>();
    for (var comparison : open) {
      var effect = SeedStatistics.contrast(weighted(runs, comparison), Comparison.SEED);
      effects.put(comparison.name(), effect);
      tests.put(comparison.name(), effect.difference());
      if (effect.canShowEquivalence(margin, level)) {
        equivalence.put(comparison.name(), effect.equivalence(margin));
      }
    }
    var family = Family.of(tests, equivalence, level);
    int seeds = study.registration().seeds(look).size();
    return effects.entrySet().stream()
        .map(
            e ->
                new Finding(
                    e.getKey(),
                    look,
                    level,
                    family.size(),
                    seeds,
                    e.getValue(),
                    family.p(e.getKey()),
                    family.claim(e.getKey()),
                    family.equivalence(e.getKey()),
                    family.equivalent(e.getKey())))
        .toList();
  }

  /** A comparison as it would be expected with another number of seeds. */
  static Effect expected(List<FinishedJob> done, Planned comparison, int seeds) {
    if (done.isEmpty()) {
      throw new Problem("The pilot isn't done yet.");
    }
    return SeedStatistics.expected(
        weighted(FinishedJob.conditions(done), comparison), seeds, Comparison.SEED);
  }

  private static List<SeedStatistics.Weighted> weighted(List<Condition> runs, Planned comparison) {
    var byArm = runs.stream().collect(Collectors.toMap(Condition::name, c -> c));
    return comparison.weights().entrySet().stream()
        .map(w -> new SeedStatistics.Weighted(w.getValue(), byArm.get(w.getKey()).targets()))
        .toList();
  }

  /** Runs that are compared were made of the same files; only teachers are each seed's own. */
  private static void sameInputs(List<FinishedJob> done) {
    Map<String, FinishedJob> first = new TreeMap<>();
    for (var run : done) {
      run.job()
          .inputs()
          .forEach(
              (file, hash) -> {
                var other = first.putIfAbsent(file, run);
                if (other != null && !hash.equals(other.job().inputs().get(file))) {
                  throw new Problem(
                      other.folder()
                          + " and "
                          + run.folder()
                          + " were made of different contents of "
                          + file
                          + "; run one of them again.");
                }
              });
    }
  }
}
