package lamina.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import lamina.fusion.Variants;
import lamina.problem.Problem;
import lamina.text.Input;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
  private final List<String> order = Collections.synchronizedList(new ArrayList<>());

  private final Channel panel = new Channel("panel");

  private ServiceJob<Analysis> interactive(Channel channel, String text) {
    return new ServiceJob<>(
        channel,
        new Request.Analyse("m", new Input.Text(text), Variants.KNOWN.of("paper")),
        j -> {
          order.add(text);
          return null;
        });
  }

  private ServiceJob<Evaluation> background(Runnable work) {
    return new ServiceJob<>(
        new Channel("background"),
        new Request.Evaluate(
            "m", List.of(Path.of("x")), "", List.of(), lamina.evaluate.Metric.ACCURACY),
        j -> {
          work.run();
          j.check();
          order.add("background");
          return new Evaluation(List.of(), List.of());
        });
  }

  private static Unanswered why(ServiceJob<?> job) {
    return Unanswered.of(job.result().handle((result, failure) -> failure).join());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theNewestRequestOfAChannelReplacesThoseThatWaitAndNoOthers() {
    try (var queue = new WorkQueue("test")) {
      var gate = new CountDownLatch(1);
      var begun = new CountDownLatch(1);
      queue.add(
          background(
              () -> {
                begun.countDown();
                await(gate);
              }));
      await(begun);
      var first = interactive(panel, "first");
      var other = interactive(new Channel("panel"), "other");
      var second = interactive(panel, "second");
      queue.add(first);
      queue.add(other);
      queue.add(second);
      gate.countDown();
      assertEquals(new Unanswered.Replaced(), why(first));
      assertEquals(
          new Unanswered.Replaced(),
          Unanswered.of(assertThrows(RuntimeException.class, () -> first.result().join())));
      second.result().join();
      assertEquals(List.of("background", "other", "second"), order);
    }
  }

  @Test
  void interactiveRequestsPassBetweenTheStepsOfALongOne() {
    try (var queue = new WorkQueue("test")) {
      var begun = new CountDownLatch(1);
      var queued = new CountDownLatch(1);
      var job =
          background(
              () -> {
                begun.countDown();
                await(queued);
                queue.letInteractivePass();
              });
      queue.add(job);
      await(begun);
      queue.add(interactive(panel, "quick"));
      queued.countDown();
      job.result().join();
      assertEquals(List.of("quick", "background"), order);
    }
  }

  @Test
  void cancelStopsWhatWaitsAndWhatRuns() {
    try (var queue = new WorkQueue("test")) {
      var begun = new CountDownLatch(1);
      var gate = new CountDownLatch(1);
      var running =
          background(
              () -> {
                begun.countDown();
                await(gate);
              });
      var waiting = background(() -> order.add("never"));
      queue.add(running);
      queue.add(waiting);
      await(begun);
      running.cancel();
      waiting.cancel();
      gate.countDown();
      assertEquals(new Unanswered.Cancelled(), why(waiting));
      var after = interactive(panel, "after");
      queue.add(after);
      after.result().join();
      assertEquals(List.of("after"), order);
    }
  }

  @Test
  void anErrorIsTheJobsOwn() {
    try (var queue = new WorkQueue("test")) {
      var bad =
          background(
              () -> {
                throw new Problem("broken");
              });
      queue.add(bad);
      var why = assertInstanceOf(Unanswered.Failed.class, why(bad));
      assertEquals("broken", why.words());
      var good = interactive(panel, "good");
      queue.add(good);
      good.result().join();
      assertEquals(List.of("good"), order);
    }
  }

  @Test
  void closingCancelsWhatWaits() {
    var queue = new WorkQueue("test");
    queue.close();
    var late = interactive(panel, "late");
    queue.add(late);
    assertEquals(new Unanswered.Cancelled(), why(late));
  }
}
