package lamina.claims;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import lamina.data.Task;
import lamina.data.Tasks;
import lamina.evaluate.Claim;
import lamina.evaluate.Family;
import lamina.evaluate.Intervals;
import lamina.evaluate.ScoreTable;
import lamina.experiment.Answer;
import lamina.experiment.Comparison;
import lamina.experiment.Planned;
import lamina.fusion.Variants;
import lamina.model.HeadKey;

/** Finds, task by task, the strongest stored test of what the paper's fusion gains. */
final class TaskGains {
  /** Name of the arm that fuses the last layer with itself, in registered studies and sweeps. */
  private static final String TWICE = "last-twice";

  private final StoredResults stored;
  private final double level;

  TaskGains(StoredResults stored, double level) {
    this.stored = stored;
    this.level = level;
  }

  /**
   * Over the last layer alone, of the layer that English development data chose: by a registered
   * study, else by a sweep, else by the heads of a teacher. One a task at most.
   */
  List<TaskGain> overLast() {
    var found = new ArrayList<TaskGain>();
    for (var task : Tasks.KNOWN.all()) {
      ofStudy(task, p -> fusion(p, "last"))
          .or(() -> ofSweep(task))
          .or(() -> ofTeacher(task))
          .ifPresent(found::add);
    }
    return found;
  }

  /** Over the last layer fused with itself, which has equal parameters. One a task at most. */
  List<TaskGain> overLastTwice() {
    var found = new ArrayList<TaskGain>();
    for (var task : Tasks.KNOWN.all()) {
      ofStudy(task, p -> fusion(p, TWICE)).ifPresent(found::add);
    }
    return found;
  }

  private static boolean fusion(Planned comparison, String against) {
    return comparison.weights().equals(Map.of(Variants.KNOWN.gated().key(), 1.0, against, -1.0));
  }

  private Optional<TaskGain> ofStudy(Task task, Predicate<Planned> wanted) {
    for (var study : stored.studies().values()) {
      var names =
          study.registration().comparisons().stream().filter(wanted).map(Planned::name).toList();
      if (study.registration().task() == task) {
        for (var finding : study.answer().findings()) {
          if (names.contains(finding.name())) {
            return Optional.of(of(study, finding));
          }
        }
      }
    }
    return Optional.empty();
  }

  private TaskGain of(StoredResults.Answered study, Answer.Finding finding) {
    var difference = finding.effect().difference();
    var arm = study.answer().arms().getFirst();
    long n = arm.languages().stream().filter(l -> !l.equals("en")).mapToLong(arm::examples).sum();
    return new TaskGain(
        study.registration().task(),
        finding.name() + " (layer " + study.answer().layer() + ")",
        finding.seeds(),
        study.registered(),
        // p after the study's own correction: the family over tasks corrects it once more.
        new Intervals.Difference(difference.value(), difference.interval(), finding.holm()),
        finding.claim(),
        finding.equivalent(),
        n,
        stored.shown(stored.experiments().resolve(study.registration().name())));
  }

  private Optional<TaskGain> ofSweep(Task task) {
    for (var entry : stored.sweeps().entrySet()) {
      var comparison = entry.getValue();
      if (comparison.task() == task && comparison.seeds()) {
        var best =
            comparison.rows().stream()
                .filter(r -> paper(r.condition().head()))
                .filter(r -> !r.condition().name().equals(TWICE))
                .max(
                    Comparator.comparingDouble(
                        (Comparison.Row r) -> r.condition().developmentSpread().mean()));
        if (best.isPresent() && best.get().gain().isPresent()) {
          return Optional.of(
              new TaskGain(
                  task,
                  best.get().condition().label() + " over " + comparison.baseline().label(),
                  comparison.baseline().runs().size(),
                  false,
                  best.get().gain().get(),
                  best.get().claim(),
                  false,
                  comparison.n(),
                  stored.shown(stored.experiments().resolve(entry.getKey()))));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean paper(HeadKey head) {
    return head.variant().equals(Variants.KNOWN.gated());
  }

  private Optional<TaskGain> ofTeacher(Task task) {
    for (var teacher : stored.teachers(task)) {
      var head = teacher.chosen();
      var score = head.flatMap(h -> teacher.scores().find(ScoreTable.MEAN, h));
      if (score.isPresent() && score.get().gain().isPresent()) {
        var gain = score.get().gain().get();
        return Optional.of(
            new TaskGain(
                task,
                head.get().key() + " over last, protocol " + teacher.summary().protocol(),
                1,
                false,
                gain,
                said(gain),
                false,
                score.get().n(),
                stored.shown(teacher.summary().directory().resolve(ScoreTable.FILE))));
      }
    }
    return Optional.empty();
  }

  private Claim said(Intervals.Difference gain) {
    return gain.p() >= level
        ? Claim.NOTHING
        : gain.value() > 0 ? Claim.GAIN : gain.value() < 0 ? Claim.LOSS : Claim.NOTHING;
  }

  /** The tests of all tasks together. */
  static Family<Task> family(List<TaskGain> gains, double level) {
    var tests = new LinkedHashMap<Task, Intervals.Difference>();
    gains.forEach(g -> tests.put(g.task(), g.gain()));
    return Family.of(tests, Map.of(), level);
  }

  /** What may be said of a task: no more than its source and the family over tasks both allow. */
  static Claim claim(TaskGain gain, Family<Task> family) {
    return family.claim(gain.task()) == gain.within() ? gain.within() : Claim.NOTHING;
  }

  /**
   * Whether a fusion gains: supported where it does on all tasks and these are enough; mixed where
   * it does on some; equivalent where no task has a difference beyond its margin.
   *
   * @param gains one a task
   * @param tasks fewest
   */
  static Verdict improves(List<TaskGain> gains, int tasks, double level) {
    if (gains.isEmpty()) {
      return Verdict.NOT_TESTED;
    }
    var family = family(gains, level);
    long better = gains.stream().filter(g -> claim(g, family) == Claim.GAIN).count();
    if (better == gains.size() && gains.size() >= tasks) {
      return Verdict.SUPPORTED;
    }
    if (better > 0) {
      return Verdict.MIXED;
    }
    boolean none = gains.stream().allMatch(TaskGain::equivalent);
    return none && gains.size() >= tasks ? Verdict.EQUIVALENT : Verdict.NOT_SUPPORTED;
  }

  /**
   * Whether gains are of a size: supported where the intervals of all tasks, enough of them, lie in
   * the range; mixed where some do; else not supported.
   *
   * @param gains one a task
   */
  static Verdict within(List<TaskGain> gains, ClaimRules.Range range) {
    if (gains.isEmpty()) {
      return Verdict.NOT_TESTED;
    }
    long inside =
        gains.stream()
            .map(g -> g.gain().interval())
            .filter(i -> 100 * i.low() >= range.low() && 100 * i.high() <= range.high())
            .count();
    if (inside == gains.size() && gains.size() >= range.tasks()) {
      return Verdict.SUPPORTED;
    }
    return inside > 0 ? Verdict.MIXED : Verdict.NOT_SUPPORTED;
  }
}
