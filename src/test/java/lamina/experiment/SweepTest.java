package lamina.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import lamina.data.Task;
import lamina.model.HeadKey;
import lamina.problem.Problem;
import lamina.process.NativeLibraries;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SweepTest {
  private static final String SMALL =
      """
      test: %1$s/test
      settings:
        task: pos
        base: src/test/resources/checkpoints/small/base
        train: [%1$s/train.en.conllu]
        dev: %1$s/dev.en.conllu
        protocol: single
        batch: 16
        freeze: 11
        checkpoint: 1
      grid:
        - {variants: last, seed: [1, 2]}
        - {variants: paper, layers: [3], seed: [1, 2]}
      """;

  @TempDir(factory = Near.class)
  Path folder;

  private Path file;

  /** Jobs name files relative to the working directory, so the test's folder is under it. */
  static final class Near implements org.junit.jupiter.api.io.TempDirFactory {
    @Override
    public Path createTempDirectory(
        org.junit.jupiter.api.extension.AnnotatedElementContext element,
        org.junit.jupiter.api.extension.ExtensionContext context)
        throws IOException {
      return Files.createTempDirectory(Path.of("target"), "sweep");
    }
  }

  @BeforeEach
  void smallData() throws IOException {
    Files.createDirectories(folder.resolve("test"));
    sentences("train/en.conllu", "train.en.conllu", 60);
    sentences("dev/en.conllu", "dev.en.conllu", 10);
    sentences("de.conllu", "test/de.conllu", 12);
    sentences("fr.conllu", "test/fr.conllu", 12);
    file = folder.resolve("sweep.yaml");
    Files.writeString(file, SMALL.formatted(folder.toString().replace('\\', '/')));
  }

  private void sentences(String from, String to, int count) throws IOException {
    var all = Files.readString(Path.of("sample-data/pos").resolve(from)).split("\n\n");
    Files.writeString(
        folder.resolve(to),
        List.of(all).subList(0, Math.min(count, all.length)).stream()
            .collect(Collectors.joining("\n\n", "", "\n\n")));
  }

  private static List<String> command(Path job) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-Dai.djl.offline=true",
        "-cp",
        System.getProperty("java.class.path"),
        "lamina.experiment.SweepTest$OneJob",
        job.toString());
  }

  /** What a process of the sweep runs. */
  public static final class OneJob {
    private OneJob() {}

    /** Does the job of the folder that is named. */
    public static void main(String[] args) {
      NativeLibraries.prepare();
      System.exit(JobRun.run(Path.of(args[0])).code());
    }
  }

  @Test
  void aGridBecomesJobsThatAFileDescribesWholly() {
    var jobs = Sweep.read(file).jobs();
    assertEquals(
        List.of("last", "last", "paper-3", "paper-3"),
        jobs.stream().map(ExperimentJob::name).toList());
    assertEquals(4, jobs.stream().map(ExperimentJob::id).distinct().count());
    var store = new Store(folder.resolve("store"));
    store.add(jobs);
    for (var job : jobs) {
      var read = ExperimentJob.read(store.root().resolve(job.id()));
      assertTrue(job.same(read));
      assertEquals(job.id(), read.id());
      assertEquals(job.sources(), read.sources());
    }
    assertEquals(
        jobs.stream().map(ExperimentJob::id).toList(),
        Sweep.read(file).jobs().stream().map(ExperimentJob::id).toList(),
        "the same sweep makes the same jobs");
  }

  @Test
  void killedAtAnyMomentASweepEndsAsOneThatWasNeverKilled() throws Exception {
    var all = Sweep.read(file).jobs();
    var jobs = List.of(all.get(0), all.get(2)); // seed 1 of either condition
    var whole = new Store(folder.resolve("whole"));
    whole.add(jobs);
    for (var directory : whole.jobs()) {
      assertEquals(JobRun.Outcome.DONE, JobRun.run(directory));
    }
    var killed = new Store(folder.resolve("killed"));
    killed.add(jobs.subList(0, 1));
    var directory = killed.jobs().getFirst();
    var random = new Random(5);
    for (int i = 0; i < Integer.getInteger("lamina.kills", 2); i++) {
      var process =
          new ProcessBuilder(command(directory)).redirectErrorStream(true).inheritIO().start();
      process.waitFor(2000 + random.nextInt(2500), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
    }
    var said = new ArrayList<String>();
    var summary = new SweepRun(killed.jobs(), 1, SweepTest::command).run(said::add);
    assertTrue(summary.done(), summary.toString());
    for (var name : List.of(RunResult.METRICS, RunResult.ITEMS)) {
      assertArrayEquals(
          Files.readAllBytes(whole.root().resolve(directory.getFileName()).resolve(name)),
          Files.readAllBytes(directory.resolve(name)),
          name);
    }
    assertEquals(JobRun.Outcome.DONE_BEFORE, JobRun.run(directory));
    assertFalse(Files.exists(directory.resolve("model")), "a model that nobody wanted is removed");

    var comparison = Comparison.of(whole, "");
    assertEquals(HeadKey.LAST, comparison.baseline().head());
    assertEquals(2, comparison.rows().size());
    assertEquals("paper-3", comparison.chosen().orElseThrow().condition().label());
  }

  @Test
  void resultsComeBackAsTheyWereWritten() {
    var store = new Store(folder.resolve("one"));
    store.add(Sweep.read(file).jobs().subList(2, 3));
    var directory = store.jobs().getFirst();
    JobRun.run(directory);
    var read = RunResult.read(directory);
    var again = folder.resolve("again");
    assertTrue(again.toFile().mkdir());
    read.write(again, Task.POS);
    assertEquals(
        content(directory.resolve(RunResult.METRICS)), content(again.resolve(RunResult.METRICS)));
    assertEquals(
        List.of("de", "fr"),
        read.sets().get(LanguageSplit.TEST).stream().map(s -> s.language()).toList());
    assertEquals(10, read.sets().get(LanguageSplit.DEV).getFirst().ids().size());
    assertEquals(12, read.sets().get(LanguageSplit.TEST).getFirst().ids().size());
    var problem = assertThrows(Problem.class, () -> Comparison.of(store, ""));
    assertTrue(problem.getMessage().contains("last"), problem.getMessage());
  }

  @Test
  void aFailedJobIsNamedAndTheOthersGoOn() throws IOException {
    var store = new Store(folder.resolve("failing"));
    store.add(Sweep.read(file).jobs().subList(0, 1));
    var directory = store.jobs().getFirst();
    Files.writeString(folder.resolve("test/de.conllu"), "changed\n");
    var summary = new SweepRun(store.jobs(), 1, SweepTest::command).run(line -> {});
    assertEquals(0, summary.count(SweepRun.State.DONE));
    assertEquals(SweepRun.State.FAILED, summary.jobs().getFirst().state());
    assertEquals(directory, summary.jobs().getFirst().job());
    var problem = assertThrows(Problem.class, () -> JobRun.run(directory));
    assertTrue(problem.getMessage().contains("test/de.conllu"), problem.getMessage());
  }

  /** A job that trains for some seconds, and what happens to it when it has begun. */
  private Problem whileItRuns(Path directory, Runnable happens) throws Exception {
    var begun =
        Thread.startVirtualThread(
            () -> {
              while (!Files.exists(directory.resolve("loss.csv"))) {
                Thread.onSpinWait();
                Thread.yield();
              }
              happens.run();
            });
    try {
      return assertThrows(Problem.class, () -> JobRun.run(directory));
    } finally {
      begun.join();
    }
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path longJob() throws IOException {
    var yaml = Files.readString(file).replace("batch: 16", "batch: 16\n  epochs: 12");
    Files.writeString(file, yaml);
    return new Store(folder.resolve("long")).add(Sweep.read(file).jobs().subList(0, 1)).getFirst();
  }

  @Test
  void testDataThatGoInMidTrainingCostNoTraining() throws Exception {
    var directory = longJob();
    var data = folder.resolve("test/de.conllu");
    var problem = whileItRuns(directory, () -> move(data, folder.resolve("de.conllu")));
    assertTrue(problem.getMessage().contains("de.conllu"), problem.getMessage());
    assertFalse(Store.done(directory));
    var losses = Files.readString(directory.resolve("loss.csv"));
    move(folder.resolve("de.conllu"), data);
    assertEquals(JobRun.Outcome.DONE, JobRun.run(directory));
    assertEquals(losses, Files.readString(directory.resolve("loss.csv")), "nothing trained again");
  }

  @Test
  void aJobStopsWhileItScoresAndWhatSaysTheLabelsIsAnInput() throws Exception {
    var yaml = Files.readString(file);
    Files.writeString(file, yaml + "keep: true\n");
    var store = new Store(folder.resolve("kept"));
    var directory = store.add(Sweep.read(file).jobs().subList(0, 1)).getFirst();
    assertEquals(JobRun.Outcome.DONE, JobRun.run(directory));
    Files.delete(directory.resolve("done.json")); // as if killed before its end
    Journal.stop(directory, true);
    assertEquals(JobRun.Outcome.STOPPED, JobRun.run(directory));
    Journal.stop(directory, false);

    var before = Sweep.read(file).jobs().getFirst();
    var labels = folder.resolve("test/lamina-labels.csv");
    Files.writeString(labels, "NN,NOUN\n");
    var problem = assertThrows(Problem.class, () -> JobRun.run(directory));
    assertTrue(problem.getMessage().contains("lamina-labels.csv"), problem.getMessage());
    var with = Sweep.read(file).jobs().getFirst();
    assertFalse(with.same(before), "labels that count as others make another job");
    Files.writeString(labels, "NN,VERB\n");
    assertFalse(Sweep.read(file).jobs().getFirst().same(with));
    Files.delete(labels);
    assertEquals(JobRun.Outcome.DONE, JobRun.run(directory));
  }

  @Test
  void aFolderThatGoesInMidTrainingIsNoSuccess() throws Exception {
    var directory = longJob();
    var problem = whileItRuns(directory, () -> move(directory, folder.resolve("away")));
    assertTrue(problem.getMessage().contains("removed"), problem.getMessage());
    assertFalse(Store.done(directory));
  }

  @Test
  void wrongSweepsAreRefusedBeforeAnythingRuns() throws IOException {
    Files.writeString(file, Files.readString(file).replace("seed: [1, 2]", "sed: [1, 2]"));
    var problem = assertThrows(Problem.class, () -> Sweep.read(file).jobs());
    assertTrue(problem.getMessage().contains("sed"), problem.getMessage());
    smallData();
    Files.writeString(file, Files.readString(file).replace("layers: [3]", "layers: [3, 99]"));
    problem = assertThrows(Problem.class, () -> Sweep.read(file).jobs());
    assertTrue(problem.getMessage().contains("99"), problem.getMessage());
    Files.writeString(file, "grid: 3\n");
    assertThrows(Problem.class, () -> Sweep.read(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: ../../outside/evil, variants: last} | line 14, \"grid[2].name\":"
            + " \"../../outside/evil\" is no name",
        "{name: a/b, variants: last} | is no name",
        "{name: 'a\\b', variants: last} | is no name",
        "{name: .., variants: last} | is no name",
        "{name: NUL, variants: last} | is no name",
        "{name: , variants: last} | is no name",
        "{name: [a], variants: last, protocol: shared} | protocol is single by",
        "{name: x, variants: } | line 14: setting variants is empty; one or more of",
        "{name: x, variants: last, batch: 32} | batch is 16 by",
        "{name: x, variants: last, seed: []} | a list of values, was expected",
        "{name: x, variants: last, seed: [1, 1]} | a second time",
        "{name: x, variants: last, rate: [1e-3, 1e-4]} | differ in more than their seed (rate",
        "{variants: last, freeze: 10} | freeze is 11 by",
        "3 | a group of named values was expected",
        " | a group of named values was expected",
        "{variants: last, storage: half} | one of fp32, fp16, int8",
      })
  void aWrongLineOfTheGridIsNamedWithItsPlace(String line, String said) throws IOException {
    Files.writeString(file, Files.readString(file) + "  - " + (line == null ? "" : line) + "\n");
    var problem = assertThrows(Problem.class, () -> Sweep.read(file).jobs());
    assertTrue(problem.getMessage().contains(said), problem.getMessage());
    assertTrue(problem.getMessage().contains("sweep.yaml"), problem.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "test: x",
        "test: \"a\\0b\"\nsettings: {}\ngrid: []",
        "test: x\nsettings: 3\ngrid: []",
        "test: x\nsettings: {}\ngrid:",
        "test: x\nsettings: {}\ngrid: []\nkep: true",
        "test: x\nsettings: {}\ngrid: []\nkeep: 10000000"
      })
  void whatIsNoSweepIsRefusedByName(String yaml) throws IOException {
    Files.writeString(file, yaml);
    var problem = assertThrows(Problem.class, () -> Sweep.read(file).jobs());
    assertTrue(
        problem.getMessage().startsWith(file.toString()) || problem.getMessage().startsWith("x: "),
        problem.getMessage());
  }

  @Test
  void aJobOfAnOlderVersionIsTheSameJob() {
    var store = new Store(folder.resolve("store"));
    var job = Sweep.read(file).jobs().getFirst();
    var settings = new TreeMap<>(job.settings());
    settings
        .keySet()
        .retainAll(
            Set.of(
                "task",
                "base",
                "train",
                "dev",
                "protocol",
                "batch",
                "freeze",
                "checkpoint",
                "variants",
                "seed"));
    var old =
        new ExperimentJob(job.name(), settings, job.test(), job.inputs(), job.keep(), Map.of());
    assertFalse(old.id().equals(job.id()));
    var folders = store.add(List.of(old));
    assertEquals(folders, store.add(List.of(job)));
    assertEquals(1, store.jobs().size());
  }

  @Test
  void committedResultsAreReadAndTheirSettingsKnown() throws IOException {
    try (var stores = Files.list(Path.of("src/test/resources/experiments"))) {
      for (var store : stores.filter(Files::isDirectory).toList()) {
        for (var directory : new Store(store).jobs()) {
          assertEquals(64, ExperimentJob.read(directory).hash().length());
        }
      }
    }
  }

  @Test
  void thePublishedTableIsThePapers() {
    var published = Published.load();
    assertEquals(0.6540, published.score(Task.XNLI, 0).orElseThrow(), 1e-9);
    assertEquals(0.6334, published.score(Task.NER, 8).orElseThrow(), 1e-9);
    assertEquals(0.8437, published.score(Task.PAWSX, 6).orElseThrow(), 1e-9);
    assertEquals(0.7181, published.score(Task.POS, 10).orElseThrow(), 1e-9);
    assertTrue(published.score(Task.POS, 12).isEmpty());
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
