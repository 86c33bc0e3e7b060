package lamina.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import lamina.bench.LatencyPlan;
import lamina.bench.LatencyReport;
import lamina.data.Task;
import lamina.engine.Engine;
import lamina.engine.EngineChoice;
import lamina.evaluate.Metric;
import lamina.files.FileTree;
import lamina.fusion.Variants;
import lamina.model.HeadKey;
import lamina.model.ModelFiles;
import lamina.model.ModelSummary;
import lamina.model.RandomModel;
import lamina.model.SmallModels;
import lamina.model.TaskModel;
import lamina.problem.Problem;
import lamina.tensor.Torch;
import lamina.text.Input;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service with the bundled student. */
class LocalServiceTest {
  private static final Path MODEL = SmallModels.of("pos-student");
  private final ModelSummary model = ModelFiles.summary(MODEL);
  private final LocalService service = new LocalService(List.of(model));

  @AfterEach
  void close() {
    service.close();
  }

  private <R> R ask(Request<R> request) {
    return service.submit(request, p -> {}).result().join();
  }

  private Request.Analyse analyse(String text) {
    return new Request.Analyse(model.name(), new Input.Text(text), Variants.KNOWN.of("paper"));
  }

  private String problem(Request<?> request) {
    return Problem.inWords(assertThrows(CompletionException.class, () -> ask(request)));
  }

  @Test
  void oneAnswerHoldsEveryLayerAndTheSecondRunsNoEncoder() {
    var first = ask(analyse("A short sentence."));
    assertEquals(5, first.layers().size());
    assertFalse(first.cached());
    assertTrue(first.encodeMillis() > 0);
    var layer = first.layers().get(2);
    assertEquals(first.tokens().length(), layer.gate().length);
    assertEquals(model.hiddenSize(), layer.gate()[0].length);
    assertTrue(layer.meanGate()[1] > 0 && layer.meanGate()[1] < 1);
    var second = ask(analyse("A short sentence."));
    assertTrue(second.cached());
    assertEquals(0, second.encodeMillis());
    var mean =
        new Request.Analyse(
            model.name(), new Input.Text("A short sentence."), Variants.KNOWN.of("mean"));
    assertTrue(ask(mean).cached(), "another variant uses the same hidden states");
    assertEquals(0, ask(mean).layers().getFirst().gate().length);
  }

  @Test
  void attentionIsTheEncodersOwnAndRunsNoEncoderOnACachedText() {
    var input = new Input.Text("A short sentence about rivers.");
    assertFalse(ask(new Request.Attend(model.name(), input, 1, 0)).cached());
    try (var own = TaskModel.open(MODEL);
        var manager = own.newBatchManager()) {
      var tokens = own.tokenizer().encode(input);
      var states = own.encode(manager, List.of(tokens));
      for (int layer = 1; layer <= states.depth(); layer++) {
        var expected = own.encoder().attention(states, layer).distribution();
        for (int token = 0; token < tokens.length(); token++) {
          var answer = ask(new Request.Attend(model.name(), input, layer, token));
          assertTrue(answer.cached());
          assertEquals(expected.getShape().get(1), answer.weights().length);
          for (int head = 0; head < answer.weights().length; head++) {
            double sum = 0;
            for (float w : answer.weights()[head]) {
              sum += w;
            }
            assertEquals(1, sum, 1e-5);
            assertArrayEquals(
                expected.get("0, {}, {}", head, token).toFloatArray(),
                answer.weights()[head],
                1e-6f);
          }
        }
      }
    }
  }

  @Test
  void attentionOfWhatIsNotThereIsAProblem() {
    var input = new Input.Text("Short.");
    assertTrue(problem(new Request.Attend(model.name(), input, 99, 0)).contains("1 to 6"));
    assertTrue(problem(new Request.Attend(model.name(), input, 0, 0)).contains("layer 0"));
    assertTrue(problem(new Request.Attend(model.name(), input, 1, 99)).contains("token 99"));
  }

  @Test
  void modelsWhoseFoldersAreNamedAlikeAnswerEachForItself(@TempDir Path folder) {
    var names = new ArrayList<String>();
    for (var version : List.of("v1", "v2", "v3")) {
      var directory = folder.resolve(version).resolve("pos-student");
      RandomModel.write(SmallModels.BASE, Task.POS, 16, names.size(), directory);
      names.add(ask(new Request.Open(directory)).name());
    }
    assertEquals(List.of("v1/pos-student", "v2/pos-student", "v3/pos-student"), names);
    var answers = new HashSet<String>();
    for (int twice = 0; twice < 2; twice++) {
      answers.add(ask(analyse("A short sentence.")).layers().toString());
      for (var name : names) {
        var request =
            new Request.Analyse(
                name, new Input.Text("A short sentence."), Variants.KNOWN.of("paper"));
        var answer = ask(request);
        assertEquals(name, answer.model());
        assertEquals(twice > 0, answer.cached(), name);
        answers.add(Arrays.toString(answer.layers().getFirst().meanGate()));
      }
    }
    assertTrue(answers.size() >= 4, "no model answers with another's weights");
  }

  @Test
  void whatIsOpenedAgainIsReadAgain(@TempDir Path folder) {
    var directory = folder.resolve("mine");
    RandomModel.write(SmallModels.BASE, Task.POS, 16, 1, directory);
    var first = ask(new Request.Open(directory));
    var request =
        new Request.Analyse(first.name(), new Input.Text("Rivers."), Variants.KNOWN.of("paper"));
    var before = ask(request).layers().getFirst().meanGate();
    FileTree.delete(directory);
    RandomModel.write(SmallModels.BASE, Task.POS, 16, 2, directory);
    assertEquals(first.name(), ask(new Request.Open(directory)).name());
    var after = ask(request);
    assertFalse(after.cached(), "states of the weights before are gone");
    assertFalse(Arrays.equals(before, after.layers().getFirst().meanGate()));
    assertEquals(2, service.models().size());
  }

  @Test
  void problemsAreInWordsAndTheServiceGoesOn(@TempDir Path folder) throws IOException {
    assertTrue(
        problem(new Request.Analyse("nobody", new Input.Text("x"), Variants.KNOWN.of("paper")))
            .contains("nobody"));
    assertTrue(problem(analyse(" ")).contains("empty"));
    assertTrue(problem(new Request.Open(folder)).contains("lamina.json"));
    for (var name : new String[] {"config.json", "lamina.json", "tokenizer.json"}) {
      Files.copy(MODEL.resolve(name), folder.resolve(name));
    }
    Files.write(folder.resolve("model.safetensors"), new byte[] {1, 2, 3});
    assertTrue(problem(new Request.Open(folder)).contains("model.safetensors"));
    assertEquals(5, ask(analyse("still here")).layers().size());
  }

  @Test
  void scoresComeWithTheirGainOverTheBaseline(@TempDir Path folder) throws IOException {
    var file = folder.resolve("de.tsv");
    Files.writeString(file, "Der\tDET\nHund\tNOUN\n.\tPUNCT\n\nSie\tPRON\nkommt\tVERB\n.\tPUNCT\n");
    var head = new HeadKey(Variants.KNOWN.of("paper"), 2);
    var heads = List.of(head, HeadKey.LAST);
    var scores =
        ask(new Request.Evaluate(model.name(), List.of(file), "", heads, Metric.ACCURACY)).scores();
    assertEquals(2, scores.size());
    assertEquals("de", scores.getFirst().language());
    assertEquals(2, scores.getFirst().n());
    assertTrue(scores.getFirst().gain().isPresent());
    assertTrue(scores.getLast().gain().isEmpty());
    assertTrue(scores.getFirst().value() >= 2.0 / 6, "at least the full stops are known");
  }

  @Test
  void whatIsScoredStopsWhenToldAndTheServiceGoesOn() throws Exception {
    var files = List.of(Path.of("sample-data/pos/en.conllu"), Path.of("sample-data/pos/de.conllu"));
    var running = new CountDownLatch(1);
    var ticket =
        service.submit(
            new Request.Evaluate(model.name(), files, "", List.of(model.chosen()), Metric.ACCURACY),
            p -> {
              if (p.done() > 0) {
                running.countDown();
              }
            });
    running.await();
    ticket.cancel().run();
    assertTrue(ticket.result().isCompletedExceptionally());
    assertFalse(ask(analyse("still here")).cached());
  }

  @Test
  void loadingIsToldInParametersAndStopsWhenTold() {
    var last = new AtomicLong();
    try (var one = TaskModel.open(MODEL, last::set)) {
      assertEquals(model.task(), one.task());
      assertTrue(last.get() >= model.parameters(), "all parameters are told at the end");
    }
    assertThrows(
        CancellationException.class,
        () ->
            TaskModel.open(
                MODEL,
                done -> {
                  throw new CancellationException();
                }));
  }

  @Test
  void anotherEngineIsTakenUpAndNamed() {
    var input = new Input.Text("One two three.");
    ask(new Request.Use(EngineChoice.of(Engine.NDARRAY)));
    assertTrue(service.device().contains("fp32 (ndarray)"), service.device());
    var reference = ask(new Request.Analyse(model.name(), input, Variants.KNOWN.of("paper")));
    var used = ask(new Request.Use(EngineChoice.AUTO));
    assertEquals(Engine.SCRIPTED, used.engine());
    assertTrue(service.device().contains("fp32 (scripted)"), service.device());
    var scripted = ask(new Request.Analyse(model.name(), input, Variants.KNOWN.of("paper")));
    assertFalse(scripted.cached(), "states of another engine aren't shown as this one's");
    for (int l = 0; l < reference.layers().size(); l++) {
      assertArrayEquals(
          reference.layers().get(l).meanGate(), scripted.layers().get(l).meanGate(), 1e-5f);
    }
    assertSame(used.engine(), ask(new Request.Use(EngineChoice.AUTO)).engine());
    assertTrue(ask(new Request.Analyse(model.name(), input, Variants.KNOWN.of("paper"))).cached());
    for (var offer : used.offers()) {
      if (offer.offered()) {
        assertEquals(
            offer.engine(), ask(new Request.Use(EngineChoice.of(offer.engine()))).engine());
        ask(new Request.Analyse(model.name(), input, Variants.KNOWN.of("paper")));
      } else {
        var refused = problem(new Request.Use(EngineChoice.of(offer.engine())));
        assertTrue(refused.contains(offer.reason()), refused);
      }
    }
  }

  @Test
  void latencyComesWithItsConditions() {
    var inputs = List.<Input>of(new Input.Text("One two three."), new Input.Text("Four."));
    var report =
        ask(
            new Request.Measure(
                List.of(model.name(), model.name()),
                List.of(HeadKey.LAST, model.chosen()),
                List.of(EngineChoice.of(Engine.SCRIPTED), EngineChoice.of(Engine.NDARRAY)),
                LatencyPlan.single(inputs, 3, 12),
                false));
    assertEquals(
        List.of("scripted", "scripted", "ndarray", "ndarray"),
        report.series().stream().map(LatencyReport.Series::engine).toList());
    assertTrue(report.conditions().line().contains("fp32 (scripted) / fp32 (ndarray)"));
    assertEquals(12, report.series().getFirst().millis().length);
    assertEquals(12, report.conditions().rounds());
    assertTrue(report.conditions().line().contains("no padding"));
    assertTrue(report.warnings().getFirst().text().contains("p99"), "n is too small and says so");
  }

  @Test
  void anEngineThatTheMachineLacksIsLeftOutWithItsReason() {
    var lacking =
        Torch.capability().offers().stream().filter(o -> !o.offered()).findFirst().orElseThrow();
    var inputs = List.<Input>of(new Input.Text("One two three."));
    var report =
        ask(
            new Request.Measure(
                List.of(model.name()),
                List.of(HeadKey.LAST),
                List.of(EngineChoice.of(lacking.engine()), EngineChoice.of(Engine.NDARRAY)),
                LatencyPlan.single(inputs, 1, 2),
                false));
    assertEquals(
        List.of("ndarray"), report.series().stream().map(LatencyReport.Series::engine).toList());
    var out = report.leftOut().getFirst();
    assertEquals(lacking.engine().key(), out.engine());
    assertTrue(out.reason().contains("isn't offered on this machine"), out.reason());
  }
}
