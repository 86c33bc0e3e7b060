package lamina.experiment;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lamina.data.Task;
import lamina.evaluate.ScoredSet;
import lamina.model.HeadKey;
import lamina.problem.Problem;

/**
 * A finished job with what has to be equal before its scores may stand beside others'.
 *
 * @param result its scores
 * @param values settings by name, without {@code out} and the seed
 */
record FinishedJob(Path folder, ExperimentJob job, Map<String, Object> values, RunResult result) {
  private record Key(String name, HeadKey head) {}

  static FinishedJob read(Path folder) {
    var job = ExperimentJob.read(folder);
    var values = job.settings(folder).values();
    values.remove("out");
    values.remove("seed");
    values.computeIfPresent("teacher", (k, v) -> ofOwnSeed(v.toString(), job.seed()));
    return new FinishedJob(folder, job, values, RunResult.read(folder));
  }

  /** A teacher that was trained by a job with the run's own seed is the same teacher for all. */
  private static String ofOwnSeed(String teacher, long seed) {
    return teacher.replaceFirst(
        "-seed" + seed + "-[0-9a-f]{8}/" + JobRun.MODEL + "$", "-of-its-seed");
  }

  /** What is done in a store. */
  static List<FinishedJob> done(Store store) {
    return store.jobs().stream().filter(Store::done).map(FinishedJob::read).toList();
  }

  /**
   * The conditions of what is done in a store: variant, layer, then name.
   *
   * @throws Problem naming two jobs that can't be compared, and why
   */
  static List<Condition> conditions(Store store) {
    var done = done(store);
    if (done.isEmpty()) {
      throw new Problem(store.root() + ": no job is done yet; run `lamina sweep` first.");
    }
    return conditions(done);
  }

  /**
   * The conditions of jobs, as {@link #conditions(Store)}.
   *
   * @param done at least one
   */
  static List<Condition> conditions(List<FinishedJob> done) {
    var first = done.getFirst();
    done.forEach(first::check); // itself, too
    if (first.tests().stream().allMatch(ScoredSet::english)) {
      throw new Problem(
          first.folder
              + ": was tested in English alone. Conditions are compared by their mean over other"
              + " languages: add test files of some.");
    }
    var names = new LinkedHashMap<String, FinishedJob>();
    var runs = new LinkedHashMap<Key, TreeMap<Long, RunResult>>();
    for (var run : done) {
      names.computeIfAbsent(run.job.name(), n -> run).checkSameCondition(run);
      for (var head : run.heads()) {
        runs.computeIfAbsent(new Key(run.job.name(), head), k -> new TreeMap<>())
            .put(run.job.seed(), run.result);
      }
    }
    return runs.entrySet().stream()
        .map(
            e ->
                new Condition(
                    e.getKey().name,
                    Task.of(first.text("task")),
                    names.get(e.getKey().name).text("protocol"),
                    e.getKey().head,
                    e.getValue()))
        .sorted(Comparator.comparing(Condition::head).thenComparing(Condition::name))
        .toList();
  }

  private String text(String setting) {
    return values.get(setting).toString();
  }

  private List<ScoredSet> tests() {
    return result.sets().getOrDefault(LanguageSplit.TEST, List.of());
  }

  private List<HeadKey> heads() {
    return List.copyOf(result.sets().get(LanguageSplit.DEV).getFirst().items().keySet());
  }

  /** Refuses another job whose test scores mean something else than this one's. */
  private void check(FinishedJob other) {
    if (other.tests().isEmpty()
        || other.result.sets().getOrDefault(LanguageSplit.DEV, List.of()).isEmpty()) {
      throw new Problem(
          other.folder
              + ": its results hold no scores on development and test data; run it again.");
    }
    refuse(other, "tasks", text("task"), other.text("task"));
    refuse(other, "metrics", metric(), other.metric());
    refuse(other, "test languages", languages(), other.languages());
    for (int i = 0; i < tests().size(); i++) {
      var a = tests().get(i);
      var b = other.tests().get(i);
      if (!a.ids().equals(b.ids())) {
        throw incomparable(other, "test items in " + a.language(), difference(a.ids(), b.ids()));
      }
    }
    refuse(other, "contents of test files", hashes(job.test()), other.hashes(other.job.test()));
    refuse(
        other,
        "development data",
        hashes(List.of(text("dev"))),
        other.hashes(List.of(other.text("dev"))));
  }

  private void refuse(FinishedJob other, String what, String mine, String theirs) {
    if (!mine.equals(theirs)) {
      throw incomparable(other, what, mine + " and " + theirs);
    }
  }

  private Problem incomparable(FinishedJob other, String what, String difference) {
    return new Problem(
        folder
            + " and "
            + other.folder
            + " can't be compared: they have different "
            + what
            + " ("
            + difference
            + "). Keep results of different tests in folders of their own.");
  }

  private String metric() {
    return tests().getFirst().metric().label();
  }

  private String languages() {
    return tests().stream().map(ScoredSet::language).collect(Collectors.joining(" "));
  }

  private String hashes(List<String> files) {
    return files.stream()
        .map(f -> String.valueOf(job.inputs().get(f)))
        .map(h -> h.substring(0, Math.min(8, h.length())))
        .collect(Collectors.joining(" "));
  }

  private static String difference(List<String> a, List<String> b) {
    if (a.size() != b.size()) {
      return a.size() + " and " + b.size();
    }
    for (int i = 0; i < a.size(); i++) {
      if (!a.get(i).equals(b.get(i))) {
        return a.get(i) + " and " + b.get(i);
      }
    }
    return "none";
  }

  /** Refuses to take runs for seeds of one condition that differ in more than the seed. */
  private void checkSameCondition(FinishedJob other) {
    var different =
        values.keySet().stream()
            .filter(k -> !Objects.equals(values.get(k), other.values.get(k)))
            .map(k -> k + " " + values.get(k) + " and " + other.values.get(k))
            .collect(Collectors.joining(", "));
    if (!different.isEmpty()) {
      throw new Problem(
          folder
              + " and "
              + other.folder
              + " are both named "
              + job.name()
              + ", but differ in more than their seed ("
              + different
              + "): they are no runs of one condition. Give them names of their own.");
    }
    if (this != other && job.seed() == other.job.seed()) {
      throw new Problem(
          folder + " and " + other.folder + " are the same run twice; remove one of the two.");
    }
  }
}
