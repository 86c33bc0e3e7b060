package lamina.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import lamina.bench.Sample.Scenario;
import lamina.data.Task;
import lamina.data.format.SampleData;
import lamina.engine.Engine;
import lamina.engine.EngineChoice;
import lamina.evaluate.ScoreTable;
import lamina.language.Languages;
import lamina.model.ModelFiles;
import lamina.model.SmallModels;
import lamina.model.TaskModel;
import lamina.problem.Problem;
import lamina.tensor.Torch;
import lamina.text.Input;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measurements of the bundled student. */
class LatencyLabTest {
  private static final Path MODEL = SmallModels.of("pos-student");
  private final SampleData sample = SampleData.open(Path.of("sample-data"));

  private static Candidate contender(Engine engine) {
    var summary = ModelFiles.summary(MODEL);
    return new Candidate(summary, summary.chosen(), EngineChoice.of(engine), engine);
  }

  /** Follows how far it is; may stop it. */
  private static LatencyLab.Watch watch(List<String> told, boolean stopping) {
    return new LatencyLab.Watch() {
      @Override
      public void at(String what, int done, int total) {
        if (told.isEmpty() || !told.getLast().equals(what)) {
          told.add(what);
        }
        if (stopping && what.equals("Offline")) {
          throw new CancellationException();
        }
      }

      @Override
      public void check() {}
    };
  }

  @Test
  void twoProcessesTakeTurnsAndKeepEverySample(@TempDir Path folder) throws Exception {
    var size = new SamplePlan(2, 2, 8, 6, 2, 256, false);
    var languages = List.of(Languages.of("en"), Languages.of("ar"));
    var plan = size.of(sample, Task.POS, languages);
    var contenders = List.of(contender(Engine.SCRIPTED), contender(Engine.NDARRAY));
    var told = new ArrayList<String>();
    var report = LatencyLab.inOwnProcesses(contenders, plan, watch(told, false));

    assertEquals(
        List.of(
            "Starting pos-student, scripted",
            "Starting pos-student, ndarray",
            "Single stream",
            "Offline"),
        told);
    var stream =
        report.samples().stream().filter(s -> s.scenario() == Scenario.SINGLE_STREAM).toList();
    assertEquals(16, stream.size());
    for (int i = 0; i < stream.size(); i++) {
      assertEquals(i, stream.get(i).order());
      assertEquals((i / 2 + i % 2) % 2, stream.get(i).contender(), "who begins goes round");
      assertEquals(i / 2 % 2 == 0 ? "en" : "ar", stream.get(i).language());
      assertEquals(stream.get(i / 2 * 2).tokens(), stream.get(i).tokens(), "the same sentence");
      assertTrue(stream.get(i).millis() > 0);
    }
    var first = report.series().getFirst();
    assertEquals(8, first.latency().n());
    assertEquals(1, first.latency().faster().value(), 1e-12);
    assertEquals(4, first.byLanguage().get("ar").n());
    assertTrue(first.cold().process() > 100, "a JVM and libtorch start");
    assertTrue(first.cold().load() > 0 && first.cold().first() > 0);
    var offline = first.offline().orElseThrow();
    assertTrue(offline.batches() > 1 && offline.padding() > 0 && offline.padding() < 0.6);
    double tokensPerSentence = offline.tokens().value() / offline.sentences().value();
    int tokens =
        report.samples().stream()
            .filter(s -> s.scenario() == Scenario.OFFLINE && s.contender() == 0)
            .mapToInt(Sample::tokens)
            .sum();
    assertEquals(tokens / 24.0, tokensPerSentence, 1e-6, "2 passes over 12 sentences");
    if (Files.exists(Path.of("/proc/self/status"))) {
      var memory = first.memory();
      assertTrue(memory.before() > 20_000_000 && memory.peak() > memory.before());
      assertFalse(Double.isNaN(report.conditions().load()));
    }
    assertEquals(ScoreTable.FILE, first.accuracy().source());
    assertEquals(2, report.conditions().languages().size());
    assertTrue(report.warnings().getFirst().text().contains("p99"));
    assertTrue(report.warnings().contains(new Warning.FewPasses(2, 5)), "" + report.warnings());

    LatencyFiles.write(report, folder);
    var rows = Files.readAllLines(folder.resolve(LatencyFiles.SAMPLES));
    assertEquals(
        "contender,engine,scenario,language,sentences,tokens,milliseconds,order,note",
        rows.getFirst());
    assertEquals(report.samples().size() + 1, rows.size());
    assertTrue(rows.get(1).startsWith("pos-student,scripted,single stream,en,1,"), rows.get(1));
    var summary = new ObjectMapper().readTree(folder.resolve(LatencyFiles.SUMMARY).toFile());
    assertEquals(2, summary.path("results").size());
    assertTrue(summary.path("results").get(0).path("residentBytes").has("peak"));
    assertEquals(4, summary.path("conditions").path("sentences").get(0).size() - 1);
  }

  private static void copy(Path from, Path to) throws Exception {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (var file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  /** A contender whose weights went after it was chosen. */
  private static Candidate broken(Path folder) throws Exception {
    var model = folder.resolve("broken");
    copy(MODEL, model);
    copy(SmallModels.BASE, folder.resolve("base")); // the model's words are there
    var summary = ModelFiles.summary(model);
    Files.delete(model.resolve("layers.safetensors"));
    return new Candidate(
        summary, summary.chosen(), EngineChoice.of(Engine.SCRIPTED), Engine.SCRIPTED);
  }

  @Test
  void aContenderThatFailsToOpenIsLeftOutAndNamed(@TempDir Path folder) throws Exception {
    var size = new SamplePlan(1, 0, 2, 1, 1, 256, false);
    var plan = size.of(sample, Task.POS, List.of(Languages.of("en")));
    long before = ProcessHandle.current().children().count();
    var report =
        LatencyLab.inOwnProcesses(
            List.of(broken(folder), contender(Engine.NDARRAY)),
            plan,
            watch(new ArrayList<>(), false));
    assertEquals(before, ProcessHandle.current().children().count(), "no process is left");

    assertEquals(1, report.series().size());
    assertEquals("pos-student, ndarray", report.series().getFirst().label());
    assertEquals(1, report.series().getFirst().latency().faster().value(), 1e-12, "now the first");
    assertTrue(report.samples().stream().allMatch(s -> s.contender() == 0));
    assertFalse(report.conditions().precision().contains("scripted"), "of those measured");
    var out = report.leftOut().getFirst();
    assertEquals("broken, scripted", out.label());
    assertTrue(out.reason().contains("layers.safetensors"), out.reason());
    assertFalse(out.reason().startsWith("broken, scripted"), "its name stands before the reason");
    assertTrue(report.warnings().contains(out));
    assertEquals("broken, scripted isn't measured: " + out.reason(), out.text());

    LatencyFiles.write(report, folder);
    var note = LatencyFiles.json(report).path("leftOut").get(0);
    assertEquals("broken", note.path("model").asText());
    assertEquals("scripted", note.path("engine").asText());
    assertEquals(out.reason(), note.path("reason").asText());
    var last = Files.readAllLines(folder.resolve(LatencyFiles.SAMPLES)).getLast();
    assertTrue(last.startsWith("broken,scripted,not measured,,,,,,"), last);
    assertTrue(last.contains("layers.safetensors"), last);
  }

  @Test
  void whereAllFailToOpenTheyAreAllNamed(@TempDir Path folder) throws Exception {
    var size = new SamplePlan(1, 0, 1, 1, 0, 256, false);
    var plan = size.of(sample, Task.POS, List.of(Languages.of("en")));
    var broken = broken(folder);
    var other =
        new Candidate(
            broken.summary(), broken.head(), EngineChoice.of(Engine.NDARRAY), Engine.NDARRAY);
    var problem =
        assertThrows(
            Problem.class,
            () ->
                LatencyLab.inOwnProcesses(
                    List.of(broken, other), plan, watch(new ArrayList<>(), false)));
    var said = problem.getMessage();
    assertTrue(said.contains("broken, scripted isn't measured: "), said);
    assertTrue(said.contains("broken, ndarray isn't measured: "), said);
    assertTrue(said.contains("choose other engines or models"), said);
  }

  @Test
  void stoppingEndsTheProcesses() {
    var plan = new SamplePlan(1, 0, 1, 1, 1, 256, false);
    var before = ProcessHandle.current().children().count();
    assertThrows(
        CancellationException.class,
        () ->
            LatencyLab.inOwnProcesses(
                List.of(contender(Engine.SCRIPTED)),
                plan.of(sample, Task.POS, List.of(Languages.of("en"))),
                watch(new ArrayList<>(), true)));
    long start = System.nanoTime();
    while (ProcessHandle.current().children().count() > before && System.nanoTime() - start < 2e9) {
      Thread.onSpinWait();
    }
    assertEquals(before, ProcessHandle.current().children().count());
  }

  @Test
  void whatIsScoredHereIsWhatWasKeptBesideTheModel() {
    var who = contender(Engine.SCRIPTED);
    var kept = Scored.kept(who).orElseThrow().scores().find("en", who.head()).orElseThrow();
    try (var model = TaskModel.open(MODEL);
        var runner = new ModelRunner(model)) {
      model.use(EngineChoice.of(Engine.SCRIPTED), Torch.capability());
      runner.ask(
          new BenchmarkRequest.Load(MODEL.toString(), who.head().key(), who.choice()), () -> {});
      var english = sample.dataset(Task.POS, Languages.of("en"));
      var measured =
          Scored.measured(
              who,
              List.of(english),
              inputs -> runner.ask(new BenchmarkRequest.Answer(inputs), () -> {}));
      var score = measured.scores().find("en", who.head()).orElseThrow();
      assertEquals(kept.n(), score.n());
      assertEquals(kept.value(), score.value(), 3e-4, "a tag may fall the other way in a batch");
      assertEquals(kept.interval().low(), score.interval().low(), 1e-3);
    }
  }

  @Test
  void anEngineThatRoundsNeverHasTheExactOnesScores() {
    assertTrue(Scored.kept(contender(Engine.NDARRAY)).isPresent());
    assertTrue(Scored.kept(contender(Engine.INT8)).isEmpty());
    assertTrue(Scored.kept(contender(Engine.BF16)).isEmpty());
  }

  @Test
  void inThisProcessNothingIsSaidOfMemory() {
    try (var model = TaskModel.open(MODEL)) {
      var inputs = List.<Input>of(new Input.Text("One."), new Input.Text("One two three four."));
      var report =
          LatencyLab.inThisProcess(
              List.of(contender(Engine.NDARRAY)),
              i -> model,
              LatencyPlan.single(inputs, 1, 4),
              watch(new ArrayList<>(), false));
      assertFalse(report.series().getFirst().memory().known());
      assertEquals(0, report.series().getFirst().cold().process());
      assertTrue(report.series().getFirst().offline().isEmpty());
      assertEquals(4, report.series().getFirst().millis().length);
      assertTrue(report.conditions().line().contains("n = 4"), report.conditions().line());
    }
  }
}
