package lamina.ui.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import lamina.model.ModelSummary;
import lamina.problem.Problem;
import lamina.service.InferenceService;
import lamina.service.Progress;
import lamina.service.Request;
import lamina.service.Ticket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/** Whatever is begun ends in one of two ways, and progress ends with it. */
class BackgroundTasksTest {
  private static final Request<?> READY = new Request.Ready("m");

  /** Answers when the test says so. */
  private static final class Service implements InferenceService {
    private final List<CompletableFuture<Object>> asked = new ArrayList<>();
    private final List<Consumer<Progress>> told = new ArrayList<>();

    @Override
    public List<ModelSummary> models() {
      return List.of();
    }

    @Override
    public String device() {
      return "none";
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> Ticket<R> submit(Request<R> request, Consumer<Progress> progress) {
      var future = new CompletableFuture<Object>();
      asked.add(future);
      told.add(progress);
      return new Ticket<>(
          (CompletableFuture<R>) future,
          () -> future.completeExceptionally(new CancellationException()));
    }

    @Override
    public void close() {}
  }

  private final Service service = new Service();
  private final BackgroundTasks work = new BackgroundTasks(service);
  private final List<Object> ends = new ArrayList<>();

  @BeforeAll
  static void begin() throws Exception {
    FxToolkit.registerPrimaryStage();
  }

  private static <T> T onFx(Supplier<T> doing) {
    return CompletableFuture.supplyAsync(doing, Platform::runLater).join();
  }

  private void ask() {
    onFx(() -> work.ask(READY, ends::add, ends::add));
  }

  private Progress progress() {
    return onFx(() -> work.progressProperty().get());
  }

  @Test
  void whatWasStoppedTellsNoProgressAnyMore() {
    ask();
    service.told.getFirst().accept(new Progress("Loading", 1, 2));
    assertEquals("Loading", progress().what());
    onFx(
        () -> {
          work.cancel();
          return 0;
        });
    onFx(() -> 0); // the end comes in an event of its own
    assertNull(progress());
    service.told.getFirst().accept(new Progress("Loading", 2, 2)); // it hasn't noticed yet
    assertNull(progress(), "nothing runs");
    assertFalse(onFx(() -> work.busyProperty().get()));
    assertInstanceOf(CancellationException.class, ends.getFirst());
    assertEquals(List.of(), work.problems());
  }

  @Test
  void progressIsOfWhatStillRuns() {
    ask();
    ask();
    service.told.getFirst().accept(new Progress("one", 1, 2));
    service.told.getLast().accept(new Progress("other", 1, 2));
    service.asked.getLast().complete("done");
    onFx(() -> 0);
    assertEquals("one", progress().what());
    service.asked.getFirst().completeExceptionally(new Problem("no"));
    onFx(() -> 0);
    assertNull(progress());
    assertEquals(2, ends.size());
  }

  @Test
  void aFailureOfTheScreenIsAnEndToo() {
    onFx(
        () ->
            work.ask(
                READY,
                result -> {
                  throw new IllegalStateException("screen");
                },
                ends::add));
    service.asked.getFirst().complete("done");
    onFx(() -> 0);
    assertInstanceOf(IllegalStateException.class, ends.getFirst());
    assertTrue(work.problems().getFirst().contains("screen"));
    assertFalse(onFx(() -> work.busyProperty().get()));
    onFx(
        () -> {
          work.quietly(
              () -> "read",
              result -> {
                throw new IllegalStateException("again");
              },
              ends::add);
          return 0;
        });
    var end = System.nanoTime() + 30_000_000_000L;
    while (onFx(ends::size) < 2 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertEquals("again", ((Throwable) ends.getLast()).getMessage());
    assertEquals(1, work.problems().size(), "whoever works quietly decides what is reported");
  }
}
