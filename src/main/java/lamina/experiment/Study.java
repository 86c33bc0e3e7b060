package lamina.experiment;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import lamina.data.format.DataFolder;
import lamina.evaluate.ExampleScore;
import lamina.experiment.Registration.LayerRule;
import lamina.experiment.Registration.Margin;
import lamina.files.AtomicFile;
import lamina.files.Document;
import lamina.files.JsonText;
import lamina.problem.Problem;
import lamina.train.Resolution;

/**
 * A registered question on its way to an answer: which runs are next, and what those that are done
 * say. Everything is told from the files of finished runs, so that the same command goes on
 * anywhere. A folder has the runs of the arms, {@code pilot} and {@code teachers} beside them.
 *
 * @param root the folder
 */
public final class Study {
  private static final String MARK = "registered.json";
  private static final String CHOICE = "choose-layer";

  private final Registration registration;
  private final Path root;
  private OptionalInt layer = OptionalInt.empty();
  private OptionalDouble margin = OptionalDouble.empty();

  /**
   * A study.
   *
   * @param root folder of its runs
   */
  public Study(Registration registration, Path root) {
    this.registration = registration;
    this.root = root;
  }

  /** What was registered. */
  public Registration registration() {
    return registration;
  }

  /**
   * Runs that can be done now, in any order.
   *
   * @param what they are for, in words
   */
  public record Step(String what, Store store, List<ExperimentJob> jobs) {}

  /** A run that the registration asks for. */
  private record Wanted(Store store, String name, Resolution settings, boolean keep) {
    /** The layer is chosen without a look at any language but English. */
    boolean tested() {
      return !name.equals(CHOICE);
    }
  }

  /**
   * Writes down which registration the folder's runs are of.
   *
   * @throws Problem where they are of another, or of another state of this one, or where inputs
   *     aren't those that were registered
   */
  public void begin() {
    registration.checkInputs();
    try {
      Files.createDirectories(root);
    } catch (IOException e) {
      throw new Problem(root + ": could not be made (" + e.getMessage() + ").", e);
    }
    if (!registered()) {
      var file = root.resolve(MARK);
      if (Files.exists(file) || !main().jobs().isEmpty()) {
        throw new Problem(
            root
                + ": its runs were not made for "
                + registration.file()
                + " as it stands ("
                + registration.hash().substring(0, 12)
                + "). A registration doesn't change once it runs: bring it back, or register"
                + " another question in a folder of its own.");
      }
      AtomicFile.write(
          file,
          JsonText.pretty(
                  new ObjectMapper()
                      .createObjectNode()
                      .put("registration", registration.file().toString().replace('\\', '/'))
                      .put("sha256", registration.hash()))
              + "\n");
    }
  }

  /** Whether the folder's runs were begun for the registration as it stands. */
  public boolean registered() {
    var file = root.resolve(MARK);
    return Files.isRegularFile(file)
        && Document.json(file).get("sha256").text().equals(registration.hash());
  }

  /**
   * The runs to do next; empty once the question is answered as far as was registered.
   *
   * @throws Problem where inputs are missing, or results can't be compared
   */
  public Optional<Step> next() {
    var pilot = pilot();
    if (pilot.isPresent()) {
      return pilot;
    }
    for (int look = 0; look < registration.looks().size(); look++) {
      var open = Answer.of(this, look).open();
      if (open.isEmpty()) {
        break;
      }
      var step = seeds("look " + (look + 1), main(), registration.looks().get(look).seeds(), open);
      if (step.isPresent()) {
        return step;
      }
    }
    return Optional.empty();
  }

  /** Whether everything is done that the layer and the margin rest on. */
  boolean pilotDone() {
    return layerRule().stream()
            .flatMap(rule -> registration.pilot().stream().map(s -> choice(rule, s)))
            .allMatch(w -> done(w).isPresent())
        && (!(registration.margin() instanceof Margin.OfPilot)
            || runs(pilots(), registration.pilot(), first()).size()
                == registration.pilot().size() * Registration.arms(first()).size());
  }

  private Optional<Step> pilot() {
    if (layerRule().isPresent()) {
      var rule = layerRule().get();
      var step =
          open(
              "pilot, for the layer",
              registration.pilot().stream().map(s -> choice(rule, s)).toList());
      if (step.isPresent()) {
        return step;
      }
    }
    return registration.margin() instanceof Margin.OfPilot
        ? seeds("pilot, for the margin", pilots(), registration.pilot(), first())
        : Optional.empty();
  }

  /** The first comparison, whose error the margin rests on. */
  private List<Planned> first() {
    return registration.comparisons().subList(0, 1);
  }

  /** Of some seeds the first whose runs aren't done; where nothing is distilled, all of them. */
  private Optional<Step> seeds(
      String what, Store store, List<Long> seeds, List<Planned> comparisons) {
    var wanted = new ArrayList<Wanted>();
    for (long seed : seeds) {
      var open = new ArrayList<Wanted>();
      for (var arm : Registration.arms(comparisons)) {
        // Where the teacher is says nothing of whether the run is done.
        var run = arm(store, arm, seed, registration.teacher().isPresent() ? "teacher" : "");
        if (done(run).isEmpty()) {
          open.add(run);
        }
      }
      if (registration.teacher().isPresent() && !open.isEmpty()) {
        var teacher = new Wanted(teachers(), "teacher", registration.teacher(seed), true);
        var folder = done(teacher);
        if (folder.isEmpty()) {
          return Optional.of(step("teacher of seed " + seed, List.of(teacher)));
        }
        var model = folder.get().resolve(JobRun.MODEL);
        if (!Files.isDirectory(model)) { // its scores are here, its weights are not
          Store.reopen(folder.get());
          return Optional.of(step("teacher of seed " + seed + ", again", List.of(teacher)));
        }
        var path = model.toString().replace('\\', '/');
        return Optional.of(
            step(
                what + ", seed " + seed,
                open.stream().map(w -> arm(store, w.name, seed, path)).toList()));
      }
      wanted.addAll(open);
    }
    return open(what, wanted);
  }

  private Optional<Step> open(String what, List<Wanted> wanted) {
    var open = wanted.stream().filter(w -> done(w).isEmpty()).toList();
    return open.isEmpty() ? Optional.empty() : Optional.of(step(what, open));
  }

  private Step step(String what, List<Wanted> wanted) {
    return new Step(
        what,
        wanted.getFirst().store,
        wanted.stream()
            .map(
                w ->
                    ExperimentJob.of(
                        w.name, w.settings, w.tested() ? testFiles() : List.of(), w.keep))
            .toList());
  }

  private Wanted arm(Store store, String arm, long seed, String teacher) {
    return new Wanted(store, arm, registration.run(arm, seed, layer(), teacher), false);
  }

  private Wanted choice(LayerRule.EnglishDevelopment rule, long seed) {
    return new Wanted(pilots(), CHOICE, registration.pilot(rule, seed), false);
  }

  /** Folder of the finished run of these settings, wherever its teacher was. */
  private static Optional<Path> done(Wanted wanted) {
    return folders(wanted.store).stream()
        .filter(Store::done)
        .filter(f -> is(ExperimentJob.read(f), wanted.name, wanted.settings))
        .findFirst();
  }

  private static boolean is(ExperimentJob job, String name, Resolution settings) {
    return job.name().equals(name)
        && comparable(job.settings(Path.of("")).values())
            .equals(comparable(settings.settings().values()));
  }

  private static Map<String, Object> comparable(Map<String, Object> values) {
    values.remove("out");
    values.computeIfPresent("teacher", (k, v) -> !v.equals(""));
    return values;
  }

  private static List<Path> folders(Store store) {
    return Files.isDirectory(store.root()) ? store.jobs() : List.of();
  }

  private List<String> testFiles() {
    var test = Path.of(registration.data().test());
    if (!Files.isDirectory(test)) {
      throw new Problem(test + ": the folder of test files doesn't exist.");
    }
    return DataFolder.of(test, null).files().stream()
        .map(f -> f.toString().replace('\\', '/'))
        .toList();
  }

  /** Runs of the arms. */
  Store main() {
    return new Store(root);
  }

  private Store pilots() {
    return new Store(root.resolve("pilot"));
  }

  private Store teachers() {
    return new Store(root.resolve("teachers"));
  }

  private Optional<LayerRule.EnglishDevelopment> layerRule() {
    return registration
        .layer()
        .filter(l -> l instanceof LayerRule.EnglishDevelopment)
        .map(l -> (LayerRule.EnglishDevelopment) l);
  }

  /**
   * The registered layer; 0 where arms have none.
   *
   * @throws Problem where the pilot that chooses it isn't done
   */
  public int layer() {
    if (layer.isEmpty()) {
      layer =
          OptionalInt.of(
              switch (registration.layer().orElse(new LayerRule.Fixed(0))) {
                case LayerRule.Fixed fixed -> fixed.layer();
                case LayerRule.EnglishDevelopment rule -> chosen(rule);
              });
    }
    return layer.getAsInt();
  }

  private int chosen(LayerRule.EnglishDevelopment rule) {
    var sums = new TreeMap<Integer, Double>();
    for (long seed : registration.pilot()) {
      var folder =
          done(choice(rule, seed))
              .orElseThrow(() -> new Problem(root + ": the pilot isn't done yet."));
      var items = RunResult.read(folder).sets().get(LanguageSplit.DEV).getFirst().items();
      items.forEach(
          (head, scores) -> {
            if (head.variant().usesLayer()) {
              sums.merge(head.layer(), ExampleScore.score(scores), Double::sum);
            }
          });
    }
    if (!sums.keySet().equals(new TreeSet<>(rule.among()))) {
      throw new Problem(
          root + ": the pilot has layers " + sums.keySet() + ", not " + rule.among() + ".");
    }
    int best = sums.firstKey();
    for (int candidate : sums.keySet()) {
      if (sums.get(candidate) > sums.get(best)) {
        best = candidate;
      }
    }
    return best;
  }

  /**
   * The margin in points.
   *
   * @throws Problem where the pilot that it rests on isn't done
   */
  public double margin() {
    if (margin.isEmpty()) {
      margin =
          OptionalDouble.of(
              switch (registration.margin()) {
                case Margin.Fixed fixed -> fixed.points();
                case Margin.OfPilot rule -> ofPilot(rule);
              });
    }
    return margin.getAsDouble();
  }

  private double ofPilot(Margin.OfPilot rule) {
    var expected =
        Answer.expected(
            runs(pilots(), registration.pilot(), first()),
            first().getFirst(),
            registration.looks().getFirst().seeds().size());
    double showable = expected.showable(registration.looks().getFirst().level());
    return Math.min(rule.most(), Math.max(0.5, Math.ceil(1000 * showable) / 10));
  }

  /**
   * Finished runs of arms by seed.
   *
   * @return by arm and seed; less than was asked for where not all are done
   */
  List<FinishedJob> done(List<Long> seeds, List<Planned> comparisons) {
    return runs(main(), seeds, comparisons);
  }

  private List<FinishedJob> runs(Store store, List<Long> seeds, List<Planned> comparisons) {
    var found = new ArrayList<FinishedJob>();
    var teacher = registration.teacher().isPresent() ? "teacher" : "";
    for (var arm : Registration.arms(comparisons)) {
      for (long seed : seeds) {
        done(arm(store, arm, seed, teacher)).map(FinishedJob::read).ifPresent(found::add);
      }
    }
    return found;
  }

  /**
   * Finished runs in the folder that the registration doesn't ask for, with their folders' names.
   */
  public List<String> unregistered() {
    var teacher = registration.teacher().isPresent() ? "teacher" : "";
    var seeds = registration.seeds(registration.looks().size());
    return folders(main()).stream()
        .filter(Store::done)
        .filter(
            folder -> {
              var job = ExperimentJob.read(folder);
              return !pilotDone()
                  || !registration.arms().containsKey(job.name())
                  || !seeds.contains(job.seed())
                  || !is(
                      job, job.name(), registration.run(job.name(), job.seed(), layer(), teacher));
            })
        .map(folder -> folder.getFileName().toString())
        .toList();
  }
}
