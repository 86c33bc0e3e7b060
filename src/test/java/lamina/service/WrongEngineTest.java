package lamina.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import lamina.bench.LatencyPlan;
import lamina.bench.LatencyReport;
import lamina.engine.Engine;
import lamina.engine.EngineChoice;
import lamina.fusion.Variants;
import lamina.model.ModelFiles;
import lamina.model.ModelSummary;
import lamina.model.PlantedFault;
import lamina.model.SmallModels;
import lamina.problem.Problem;
import lamina.tensor.Torch;
import lamina.text.Input;
import org.junit.jupiter.api.Test;

/** A machine on which engines compute wrong: no answer is theirs. */
class WrongEngineTest {
  private static final Input TEXT = new Input.Text("One two three.");
  private final ModelSummary student = ModelFiles.summary(SmallModels.of("pos-student"));
  private final ModelSummary teacher = ModelFiles.summary(SmallModels.of("ner-student"));

  private LocalService service(Set<Engine> wrong) {
    return new LocalService(List.of(student, teacher), new PlantedFault(wrong)::open);
  }

  private static <R> R ask(LocalService service, Request<R> request) {
    return service.submit(request, p -> {}).result().join();
  }

  private static String problem(LocalService service, Request<?> request) {
    return Problem.inWords(assertThrows(CompletionException.class, () -> ask(service, request)));
  }

  private float[] gates(LocalService service, ModelSummary model) {
    var analysis =
        ask(service, new Request.Analyse(model.name(), TEXT, Variants.KNOWN.of("paper")));
    return analysis.layers().getFirst().meanGate();
  }

  private static String against(EngineInUse inUse, Engine engine) {
    return inUse.offers().stream()
        .filter(o -> o.engine() == engine)
        .findFirst()
        .orElseThrow()
        .reason();
  }

  @Test
  void autoTakesTheNextExactOneForAllModelsAndSaysWhy() {
    try (var right = service(Set.of());
        var service = service(Set.of(Engine.SCRIPTED))) {
      assertEquals(Engine.SCRIPTED, ask(service, new Request.Offers()).engine());
      assertArrayEquals(gates(right, student), gates(service, student), 1e-5f);
      var now = ask(service, new Request.Offers());
      assertEquals(Engine.NDARRAY, now.engine());
      assertTrue(against(now, Engine.SCRIPTED).contains("computes wrong"));
      assertTrue(service.device().contains("ndarray"), service.device());
      assertArrayEquals(gates(right, teacher), gates(service, teacher), 1e-5f);
      assertEquals(Engine.NDARRAY, ask(service, new Request.Offers()).engine());
    }
  }

  @Test
  void whatIsAskedForByNameIsRefusedAndTheEngineBeforeStays() {
    try (var service = service(Set.of(Engine.SCRIPTED))) {
      var scripted = new Request.Use(EngineChoice.of(Engine.SCRIPTED));
      ask(service, scripted);
      var refused =
          problem(service, new Request.Analyse(student.name(), TEXT, Variants.KNOWN.of("paper")));
      assertTrue(refused.contains("scripted") && refused.contains("computes wrong"), refused);
      assertTrue(refused.contains("ndarray"), refused);
      ask(service, new Request.Use(EngineChoice.of(Engine.NDARRAY)));
      var before = gates(service, student);
      assertTrue(problem(service, scripted).contains("computes wrong"));
      assertEquals(Engine.NDARRAY, ask(service, new Request.Offers()).engine());
      assertArrayEquals(before, gates(service, student));
    }
  }

  @Test
  void fastestGoesDownToTheFirstThatIsRight() {
    var rounding = EnumSet.of(Engine.INT8, Engine.BF16);
    try (var service = service(rounding)) {
      ask(service, new Request.Use(EngineChoice.FASTEST));
      gates(service, student);
      assertEquals(Engine.SCRIPTED, ask(service, new Request.Offers()).engine());
    }
  }

  @Test
  void aMeasurementNamesWhatReallyComputed() {
    try (var service = service(Set.of(Engine.SCRIPTED))) {
      var plan = LatencyPlan.single(List.of(TEXT), 1, 3);
      var auto =
          new Request.Measure(
              List.of(student.name()),
              List.of(student.chosen()),
              List.of(EngineChoice.AUTO),
              plan,
              false);
      var report = ask(service, auto);
      assertEquals(
          List.of("ndarray"), report.series().stream().map(LatencyReport.Series::engine).toList());
      assertTrue(
          report.warnings().getFirst().text().contains("ndarray: of scripted"),
          report.warnings().toString());
      var named =
          new Request.Measure(
              List.of(student.name()),
              List.of(student.chosen()),
              List.of(EngineChoice.of(Engine.SCRIPTED)),
              plan,
              false);
      assertTrue(problem(service, named).contains("computes wrong"));
    }
  }

  @Test
  void theModelKeepsTheEngineBefore() {
    try (var model =
        new PlantedFault(EnumSet.allOf(Engine.class))
            .open(student.directory(), student.given(), d -> {}, m -> {})) {
      var machine = Torch.capability();
      var scripted = EngineChoice.of(Engine.SCRIPTED);
      assertThrows(Problem.class, () -> model.use(scripted, machine));
      model.use(EngineChoice.FASTEST, machine);
      assertEquals(Engine.NDARRAY, model.engine());
      assertTrue(model.refuted().containsKey(Engine.SCRIPTED));
    }
  }
}
