package lamina.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import lamina.evaluate.Claim;
import lamina.evaluate.Coverage;
import lamina.evaluate.ExampleScore;
import lamina.evaluate.Metric;
import lamina.evaluate.ScoredSet;
import lamina.files.Sha256;
import lamina.model.HeadKey;
import lamina.model.SmallModels;
import lamina.problem.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study runs what was registered, in its order, and stops where it was said. Nothing trains. */
class StudyTest {
  private static final String LAYERS =
      """
      question: Does it help?
      task: pos
      regime: fine-tuned
      data: {train: [%1$s/train.en.conllu], dev: %1$s/dev.en.conllu, test: %1$s/test}
      base: src/test/resources/checkpoints/small/base
      pins:
        %1$s/train.en.conllu: %2$s
        %1$s/dev.en.conllu: %3$s
        %1$s/test: %4$s
        src/test/resources/checkpoints/small/base/layers.safetensors: %5$s
      settings: {batch: 16}
      layer: {rule: English development score, among: [3, 6, 9], settings: {protocol: shared, variants: [paper, last]}}
      pilot: {seeds: [101, 102, 103]}
      arms:
        last: {variants: last}
        paper: {variants: paper, layers: registered}
        twice: {variants: paper, layers: 12}
      comparisons:
        - {name: fusion, of: paper, against: last}
        - {name: parameters, of: twice, against: last}
      looks:
        - {seeds: [1, 2, 3], level: 0.01}
        - {seeds: [4, 5], level: 0.04}
      analysis: {endpoint: mean over languages without English, unit: sentences, resamples: 10000, correction: Holm, power: 0.8}
      margin: {rule: pilot, most: 1.5}
      """;

  /** A score without noise. */
  private static final double EXACT = 0.5;

  @TempDir(factory = SweepTest.Near.class)
  Path folder;

  private Path file;
  private Path root;

  @BeforeEach
  void data() throws Exception {
    Files.createDirectories(folder.resolve("test"));
    sentences("train/en.conllu", "train.en.conllu", 60);
    sentences("dev/en.conllu", "dev.en.conllu", 10);
    sentences("de.conllu", "test/de.conllu", 12);
    sentences("fr.conllu", "test/fr.conllu", 12);
    file = folder.resolve("study.yaml");
    root = folder.resolve("runs");
    write(LAYERS);
  }

  private void write(String text) throws IOException {
    var at = folder.toString().replace('\\', '/');
    var tests =
        Sha256.of(folder.resolve("test/de.conllu"))
            + "  de.conllu\n"
            + Sha256.of(folder.resolve("test/fr.conllu"))
            + "  fr.conllu\n";
    Files.writeString(
        file,
        text.formatted(
            at,
            Sha256.of(folder.resolve("train.en.conllu")),
            Sha256.of(folder.resolve("dev.en.conllu")),
            Sha256.of(tests.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
            Sha256.of(Path.of("src/test/resources/checkpoints/small/base/layers.safetensors"))));
  }

  private void sentences(String from, String to, int count) throws IOException {
    var all = Files.readString(Path.of("sample-data/pos").resolve(from)).split("\n\n");
    Files.writeString(
        folder.resolve(to),
        List.of(all).subList(0, Math.min(count, all.length)).stream()
            .collect(Collectors.joining("\n\n", "", "\n\n")));
  }

  private Study study() {
    return new Study(Registration.read(file), root);
  }

  /** Pretends that a job was run: a head's score is what a test says. */
  static void done(Path job, ToDoubleFunction<HeadKey> score) throws IOException {
    var read = ExperimentJob.read(job);
    var settings = read.settings(Path.of(""));
    var sets = new LinkedHashMap<LanguageSplit, List<ScoredSet>>();
    sets.put(LanguageSplit.DEV, List.of(set("en", settings.heads(12), score, 1, read.seed())));
    var tests = new ArrayList<ScoredSet>();
    for (var test : read.test()) {
      var language = Path.of(test).getFileName().toString().substring(0, 2);
      tests.add(
          set(language, settings.heads(12), score, language.equals("de") ? 2 : 3, read.seed()));
    }
    sets.put(LanguageSplit.TEST, tests);
    new RunResult(sets, Optional.empty()).write(job, settings.taskValue());
    Store.finish(job, Duration.ofSeconds(1));
  }

  private static ScoredSet set(
      String language, List<HeadKey> heads, ToDoubleFunction<HeadKey> score, int kind, long seed) {
    var ids = new ArrayList<String>();
    var items = new LinkedHashMap<HeadKey, ExampleScore[]>();
    for (int i = 0; i < 400; i++) {
      ids.add("s" + i);
    }
    for (var head : heads) {
      var random = new Random(kind); // how hard a sentence is doesn't change
      // Random's first numbers of neighbouring seeds are alike; SplittableRandom's aren't.
      var noise = new SplittableRandom(31 * seed + head.key().hashCode());
      double level = score.applyAsDouble(head);
      level += (level == EXACT ? 0 : 0.002 * noise.nextGaussian());
      var own = new ExampleScore[400];
      for (int i = 0; i < 400; i++) {
        own[i] = new ExampleScore(Math.round(100 * level + 10 * random.nextGaussian()), 200);
      }
      items.put(head, own);
    }
    return new ScoredSet(Metric.ACCURACY, language, ids, 1.2, items, Coverage.WHOLE, "", ids);
  }

  /** Runs all that is asked for; what it was for, in order. */
  private List<String> run(ToDoubleFunction<HeadKey> score) throws IOException {
    var said = new ArrayList<String>();
    var step = study().next();
    while (step.isPresent()) {
      var jobs = step.get().jobs();
      said.add(
          step.get().what()
              + ": "
              + jobs.stream()
                  .map(j -> j.name() + " " + j.seed())
                  .collect(Collectors.joining(", ")));
      assertTrue(said.size() < 30, said.toString());
      for (var job : step.get().store().add(jobs)) {
        done(job, score);
      }
      step = study().next();
    }
    return said;
  }

  private static final Map<String, Double> FOUND =
      Map.of("last", 0.60, "paper.3", 0.61, "paper.6", 0.64, "paper.9", 0.62, "paper.12", 0.60);

  private static double found(HeadKey head) {
    return FOUND.get(head.key());
  }

  @Test
  void thePilotChoosesAndSettledComparisonsStop() throws Exception {
    study().begin();
    var said = run(StudyTest::found);
    assertEquals(
        List.of(
            "pilot, for the layer: choose-layer 101, choose-layer 102, choose-layer 103",
            "pilot, for the margin: paper 101, last 101, paper 102, last 102, paper 103, last 103",
            "look 1: paper 1, last 1, twice 1, paper 2, last 2, twice 2, paper 3, last 3, twice 3"),
        said.subList(0, 3));
    var study = study();
    assertEquals(6, study.layer());
    assertTrue(study.margin() >= 0.5 && study.margin() <= 1.5, "margin " + study.margin());
    var answer = Answer.of(study);
    var fusion = answer.findings().getFirst();
    assertEquals(Claim.GAIN, fusion.claim());
    assertEquals(1, fusion.look());
    assertEquals(0.01, fusion.level());
    assertEquals(2, fusion.effect().value() * 100, 0.5);
    // What is settled isn't run again; what is open is.
    if (said.size() > 3) {
      assertEquals(
          List.of("look 2: twice 4, last 4, twice 5, last 5"), said.subList(3, said.size()));
      assertEquals(2, answer.looks());
    } else {
      assertTrue(answer.findings().getLast().equivalent());
    }
    assertEquals(List.of(), study.unregistered());
    assertTrue(study.registered());
  }

  /** The layer is chosen before any other language is scored. */
  @Test
  void theChoiceOfALayerSeesNoTestData() {
    study().begin();
    for (var job : study().next().orElseThrow().jobs()) {
      assertEquals(List.of(), job.test());
      assertTrue(job.inputs().keySet().stream().noneMatch(f -> f.contains(folder + "/test")));
    }
  }

  @Test
  void equalScoresAreEquivalentOrOpenAndRunToTheEnd() throws Exception {
    study().begin();
    run(head -> 0.6);
    var answer = Answer.of(study());
    for (var f : answer.findings()) {
      assertEquals(Claim.NOTHING, f.claim());
      assertTrue(f.equivalent() || f.look() == 2, f.toString());
      assertEquals(f.effect().detectable(f.level()), f.detectable());
      if (f.effect().error() > 0) {
        double unhurried = f.effect().detectable(0.05);
        assertTrue(f.level() > 0.02 || f.detectable() > 1.25 * unhurried, f.toString());
      }
    }
  }

  @Test
  void ofEqualLayersTheLowestIsChosen() throws Exception {
    study().begin();
    var step = study().next().orElseThrow();
    for (var job : step.store().add(step.jobs())) {
      done(job, head -> EXACT);
    }
    assertEquals(3, study().layer());
  }

  @Test
  void whatIsHalfDoneIsNotTested() throws Exception {
    study().begin();
    assertEquals(0, Answer.of(study()).looks());
    for (int i = 0; i < 2; i++) {
      var step = study().next().orElseThrow();
      for (var job : step.store().add(step.jobs())) {
        done(job, StudyTest::found);
      }
    }
    var step = study().next().orElseThrow();
    var jobs = step.store().add(step.jobs());
    done(jobs.getFirst(), StudyTest::found);
    var answer = Answer.of(study());
    assertEquals(0, answer.looks());
    assertEquals(List.of(), answer.findings());
    assertEquals(jobs.size() - 1, study().next().orElseThrow().jobs().size());
  }

  @Test
  void otherRunsAreExploratory() throws Exception {
    study().begin();
    run(StudyTest::found);
    var other = study().registration().run("last", 77, 6, "");
    var job = ExperimentJob.of("last", other, List.of(tests("de"), tests("fr")), false);
    done(study().main().add(List.of(job)).getFirst(), StudyTest::found);
    assertEquals(List.of(job.id()), study().unregistered());
    var before = Answer.of(study()).findings().getFirst().effect();
    Files.delete(study().main().root().resolve(job.id()).resolve("done.json"));
    assertEquals(before, Answer.of(study()).findings().getFirst().effect());
  }

  private String tests(String language) {
    return folder.resolve("test").resolve(language + ".conllu").toString().replace('\\', '/');
  }

  @Test
  void aRegistrationDoesNotChangeOnceItRuns() throws Exception {
    study().begin();
    study().begin();
    Files.writeString(file, Files.readString(file).replace("most: 1.5", "most: 1.4"));
    assertFalse(study().registered());
    var problem = assertThrows(Problem.class, () -> study().begin());
    assertTrue(problem.getMessage().contains("doesn't change once it runs"), problem.getMessage());
  }

  @Test
  void runsThatWereThereBeforeAreNotRegistered() throws Exception {
    var other = study().registration().run("last", 1, 6, "");
    var job = ExperimentJob.of("last", other, List.of(tests("de"), tests("fr")), false);
    new Store(root).add(List.of(job));
    assertThrows(Problem.class, () -> study().begin());
  }

  @Test
  void otherInputsThanRegisteredAreRefused() throws Exception {
    sentences("de.conllu", "test/de.conllu", 11);
    var problem = assertThrows(Problem.class, () -> study().begin()).getMessage();
    assertTrue(problem.contains("test: isn't what"), problem);
    Files.delete(folder.resolve("train.en.conllu"));
    Files.delete(folder.resolve("dev.en.conllu"));
    assertTrue(
        assertThrows(Problem.class, () -> study().begin()).getMessage().contains("is missing"));
  }

  @Test
  void everyStudentHasATeacherOfItsSeed() throws Exception {
    write(
        LAYERS
            .replaceAll("(?m)^(layer|pilot): .*\n", "")
            .replaceAll(
                "(?s)arms:.*looks:",
                "teacher: {variants: paper, layers: 6}\n"
                    + "arms:\n"
                    + "  none: {variants: paper, layers: 3, soft: 0, hidden: 0, hard: 1}\n"
                    + "  all: {variants: paper, layers: 3, soft: 1, hidden: 1, hard: 1}\n"
                    + "comparisons:\n"
                    + "  - {name: terms, of: all, against: none}\n"
                    + "looks:")
            .replace("margin: {rule: pilot, most: 1.5}", "margin: 0.5"));
    study().begin();
    var first = study().next().orElseThrow();
    assertEquals("teacher of seed 1", first.what());
    assertTrue(first.jobs().getFirst().keep());
    var teacher = first.store().add(first.jobs()).getFirst();
    done(teacher, h -> 0.7);
    // Its scores are there, its weights are not: it is trained again.
    assertEquals("teacher of seed 1, again", study().next().orElseThrow().what());
    assertFalse(Store.done(teacher));
    done(teacher, h -> 0.7);
    copy(SmallModels.of("pos-teacher"), teacher.resolve(JobRun.MODEL));
    copy(SmallModels.BASE, teacher.resolve("base"));
    var students = study().next().orElseThrow();
    assertEquals("look 1, seed 1", students.what());
    assertEquals(2, students.jobs().size());
    for (var job : students.jobs()) {
      assertEquals(1, job.seed());
      assertEquals(teacher.resolve(JobRun.MODEL).toString(), job.settings(Path.of("")).teacher());
    }
    for (var job : students.store().add(students.jobs())) {
      done(job, h -> job.getFileName().toString().startsWith("all") ? 0.68 : 0.65);
    }
    assertEquals("teacher of seed 2", study().next().orElseThrow().what());
    // Once its students are done nobody asks for a teacher's weights.
    lamina.files.FileTree.delete(teacher.resolve(JobRun.MODEL));
    assertEquals("teacher of seed 2", study().next().orElseThrow().what());
    var second = study().next().orElseThrow();
    var other = second.store().add(second.jobs()).getFirst();
    done(other, h -> 0.7);
    copy(SmallModels.of("pos-teacher"), other.resolve(JobRun.MODEL));
    copy(SmallModels.BASE, other.resolve("base"));
    var more = study().next().orElseThrow();
    for (var job : more.store().add(more.jobs())) {
      done(job, h -> job.getFileName().toString().startsWith("all") ? 0.68 : 0.65);
    }
    // Teachers of two seeds are of one condition.
    var conditions = FinishedJob.conditions(study().main());
    assertEquals(2, conditions.size());
    assertEquals(2, conditions.getFirst().runs().size());
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (var f : files.toList()) {
        Files.copy(f, to.resolve(f.getFileName()));
      }
    }
  }
}
