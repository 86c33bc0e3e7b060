package lamina.checklist;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lamina.experiment.Comparison;
import lamina.experiment.Condition;
import lamina.experiment.ExperimentJob;
import lamina.experiment.LanguageSplit;
import lamina.experiment.Store;
import lamina.problem.Problem;

/** What a store of runs holds: job.json, done.json, model.json and the results of each. */
final class RunRecords implements Records {
  private static final String DONE = "*/done.json";
  private static final String MODEL = "*/model.json";
  private static final String JOB = "*/" + ExperimentJob.FILE;

  /** Each example's answers; metrics.csv has the same scores by run and language. */
  private static final String ITEMS = "*/items.csv.gz";

  private static final Set<String> NAMES = Set.of("base", "teacher", "train", "dev", "unlabelled");
  private static final int HOUR = 3600;

  private final String name;
  private final List<ExperimentJob> jobs = new ArrayList<>();
  private final List<Double> seconds = new ArrayList<>();
  private final Optional<Comparison> comparison;
  private final DataRecords data;

  private RunRecords(Path folder, Places places, DataRecords data) {
    name = places.of(folder);
    this.data = data;
    var store = new Store(folder);
    for (var job : store.jobs()) {
      jobs.add(ExperimentJob.read(job));
      Store.seconds(job).ifPresent(seconds::add);
    }
    if (jobs.isEmpty()) {
      throw new Problem(
          folder + ": holds no runs; name a folder that `lamina sweep` or `lamina study` wrote.");
    }
    comparison = seconds.isEmpty() ? Optional.empty() : Optional.of(Comparison.of(store, ""));
  }

  /**
   * Reads a store.
   *
   * @throws lamina.problem.Problem naming the job or result that is damaged, or two that can't be
   *     compared
   */
  static RunRecords read(Path folder, Places places, DataRecords data) {
    return new RunRecords(folder, places, data);
  }

  @Override
  public void tell(Question question, boolean all, Notes to) {
    switch (question) {
      case B1 -> {
        values("base", to);
        values("teacher", to);
        files(question, to);
      }
      case B2, B3, B4 -> files(question, to);
      case B5 ->
          comparison.ifPresent(
              c ->
                  fact(
                      to,
                      "languages of the test data",
                      String.join(", ", c.baseline().languages()),
                      ITEMS,
                      "language"));
      case B6 -> sizes(to);
      case C1 -> computation(to);
      case C2 -> settings(to);
      case C3 -> scores(to);
      case C4 -> {
        comparison.ifPresent(
            c -> fact(to, "metric", c.metric().label(), "*/metrics.csv", "metric"));
        to.open("the version of Lamina that ran the jobs of " + name);
      }
    }
  }

  /** Values of a setting that names a model. */
  private void values(String setting, Notes to) {
    var found = new TreeSet<String>();
    jobs.forEach(j -> found.add(text(j.settings().getOrDefault(setting, ""))));
    found.remove("");
    found.forEach(
        value -> {
          fact(to, setting, value, JOB, "settings." + setting);
          to.open("who made " + value + ", the " + setting + " of runs, and how it is cited");
        });
  }

  private void files(Question question, Notes to) {
    var files = new TreeMap<String, String>();
    for (var job : jobs) {
      Stream.of("train", "dev", "unlabelled")
          .flatMap(s -> list(job.settings().getOrDefault(s, "")).stream())
          .forEach(f -> files.put(f, job.inputs().getOrDefault(f, "")));
      job.test().forEach(f -> files.put(f, job.inputs().getOrDefault(f, "")));
    }
    files.forEach(
        (file, hash) -> {
          if (question == Question.B1) {
            fact(to, "data file", file + ", SHA-256 " + hash, JOB, "inputs." + file);
          }
          data.tell(question, file, hash, to);
        });
  }

  private static List<String> list(Object value) {
    return value instanceof List<?> l
        ? l.stream().map(String::valueOf).toList()
        : value instanceof String s && !s.isEmpty() ? List.of(s) : List.of();
  }

  private void sizes(Notes to) {
    comparison.ifPresent(
        c -> {
          var run = c.baseline().runs().firstEntry().getValue();
          for (var split : LanguageSplit.values()) {
            run.sets()
                .getOrDefault(split, List.of())
                .forEach(
                    set ->
                        fact(
                            to,
                            "scored, " + split.key() + ", " + set.language(),
                            "" + set.ids().size(),
                            ITEMS,
                            "rows of " + split.key() + ", " + set.language()));
          }
        });
    files(Question.B6, to);
  }

  private void computation(Notes to) {
    fact(to, "jobs that are done", seconds.size() + " of " + jobs.size(), DONE, "files");
    if (!seconds.isEmpty()) {
      double sum = seconds.stream().mapToDouble(Double::doubleValue).sum();
      fact(
          to,
          "time of these, training and scoring",
          Values.number(sum) + " s = " + Values.number(sum / HOUR) + " h",
          DONE,
          "seconds, summed");
    }
    conditions(
        c ->
            c.size()
                .ifPresentOrElse(
                    s -> {
                      var of = c.label() + ": parameters";
                      fact(to, of, "" + s.parameters(), MODEL, "parameters");
                      fact(
                          to,
                          of + " in the embeddings",
                          "" + s.embeddingParameters(),
                          MODEL,
                          "embeddingParameters");
                    },
                    () -> to.open("the number of parameters of " + c.label() + " in " + name)));
    if (seconds.isEmpty()) {
      to.open("the hours of the jobs of " + name + ": none is done");
    }
  }

  private void conditions(Consumer<Condition> each) {
    comparison.ifPresent(c -> c.rows().forEach(row -> each.accept(row.condition())));
  }

  private void settings(Notes to) {
    var values = new TreeMap<String, Set<String>>();
    var assumed = new TreeSet<String>();
    for (var job : jobs) {
      job.settings()
          .forEach(
              (setting, value) ->
                  values.computeIfAbsent(setting, s -> new LinkedHashSet<>()).add(text(value)));
      assumed.addAll(job.resolution(Path.of("")).settings().values().keySet());
    }
    values.forEach(
        (setting, found) -> {
          if (!NAMES.contains(setting)) {
            fact(to, setting, String.join(" | ", found), JOB, "settings." + setting);
          }
        });
    assumed.removeAll(values.keySet());
    assumed.removeAll(NAMES);
    assumed.remove("out");
    if (!assumed.isEmpty()) {
      to.open(
          "values of "
              + String.join(", ", assumed)
              + " in "
              + name
              + ": job.json leaves them out, so that the version that ran it took its defaults");
    }
    seeds().forEach((condition, of) -> fact(to, condition + ": seeds", of, JOB, "settings.seed"));
    comparison
        .flatMap(Comparison::chosen)
        .ifPresent(
            row ->
                fact(
                    to,
                    "fused condition with the best English development score",
                    row.condition().label()
                        + ", mean "
                        + Values.number(row.condition().developmentSpread().mean()),
                    ITEMS,
                    "rows of dev"));
  }

  private Map<String, String> seeds() {
    var seeds = new LinkedHashMap<String, TreeSet<Long>>();
    jobs.forEach(j -> seeds.computeIfAbsent(j.name(), n -> new TreeSet<>()).add(j.seed()));
    var told = new LinkedHashMap<String, String>();
    seeds.forEach(
        (condition, of) ->
            told.put(
                condition, of.stream().map(String::valueOf).collect(Collectors.joining(", "))));
    return told;
  }

  private void scores(Notes to) {
    if (comparison.isEmpty()) {
      to.open("scores of " + name + ": none of its jobs is done");
      return;
    }
    var c = comparison.get();
    fact(to, "metric", c.metric().label(), "*/metrics.csv", "metric");
    fact(to, "baseline", c.baseline().label(), JOB, "name");
    fact(
        to,
        "test of the gains",
        c.test() + ", Holm over " + c.family().size() + " gains",
        ITEMS,
        "rows of test, computed by this version");
    for (var row : c.rows()) {
      var mean = row.condition().meanSpread();
      fact(
          to,
          row.condition().label() + ": mean of languages without English, 95 % interval",
          Values.estimate(mean.mean(), row.interval())
              + ", mean of "
              + mean.n()
              + (mean.n() == 1 ? " run" : " runs, standard deviation " + Values.number(mean.sd())),
          ITEMS,
          "rows of test, computed by this version");
      row.gain()
          .ifPresent(
              g ->
                  fact(
                      to,
                      row.condition().label() + ": gain over the baseline, 95 % interval",
                      Values.estimate(g.value(), g.interval())
                          + ", p = "
                          + Values.number(row.holm())
                          + " after Holm",
                      ITEMS,
                      "rows of test, computed by this version"));
    }
  }

  private static String text(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
        : String.valueOf(value);
  }

  private void fact(Notes to, String what, String value, String file, String field) {
    to.fact(name, what, value, name + "/" + file, field);
  }
}
