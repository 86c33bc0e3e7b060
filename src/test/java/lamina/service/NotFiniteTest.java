package lamina.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import lamina.bench.LatencyPlan;
import lamina.engine.Capability;
import lamina.engine.Engine;
import lamina.engine.EngineChoice;
import lamina.evaluate.Metric;
import lamina.fusion.Variants;
import lamina.model.Classifiers;
import lamina.model.HeadKey;
import lamina.model.ModelFiles;
import lamina.problem.Problem;
import lamina.text.Input;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model whose states overflow answers with no number: it's refused by name in every path. */
class NotFiniteTest {
  private static final Input TEXT = new Input.Text("the dog .");

  @TempDir Path folder;

  private static String problem(LocalService service, Request<?> request) {
    var failed =
        assertThrows(
            CompletionException.class, () -> service.submit(request, p -> {}).result().join());
    return Problem.inWords(failed);
  }

  /** int8 computes no states at all, and attention has no head. */
  private static boolean heads(Request<?> request, Engine engine) {
    return engine != Engine.INT8 && !(request instanceof Request.Attend);
  }

  @Test
  void noPathAnswers() throws IOException {
    var model = ModelFiles.summary(Classifiers.notFinite(folder.resolve("overflows")));
    var data = folder.resolve("en.tsv");
    Files.writeString(data, "the\tDET\ndog\tNOUN\n\n");
    var plan = LatencyPlan.single(List.of(TEXT), 1, 3);
    var name = List.of(model.name());
    var head = List.of(HeadKey.LAST);
    var requests =
        List.<Request<?>>of(
            new Request.Analyse(model.name(), TEXT, Variants.KNOWN.baseline()),
            new Request.Attend(model.name(), TEXT, 2, 0),
            new Request.Evaluate(model.name(), List.of(data), "", head, Metric.of(model.task())),
            new Request.Measure(name, head, List.of(), plan, false));
    try (var service = new LocalService(List.of(model))) {
      var offers = service.submit(new Request.Offers(), p -> {}).result().join().offers();
      var engines = offers.stream().filter(Capability.Offer::offered).toList();
      for (var offer : engines) {
        var choice = EngineChoice.of(offer.engine());
        assertEquals(
            offer.engine(),
            service.submit(new Request.Use(choice), p -> {}).result().join().engine());
        for (var request : requests) {
          var said = problem(service, request);
          assertTrue(said.contains(model.directory().toString()), said);
          assertTrue(said.contains("no finite numbers"), said);
          assertTrue(said.contains("head last") == heads(request, offer.engine()), said);
        }
      }
    }
  }

  @Test
  void aProcessOfItsOwnRefusesToo() throws IOException {
    var model = ModelFiles.summary(Classifiers.notFinite(folder.resolve("overflows")));
    var plan = LatencyPlan.single(List.of(TEXT), 1, 3);
    var measure =
        new Request.Measure(List.of(model.name()), List.of(HeadKey.LAST), List.of(), plan, true);
    try (var service = new LocalService(List.of(model))) {
      assertTrue(problem(service, measure).contains("no finite numbers"));
    }
  }
}
