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
import lamina.model.ModelSummary;
import lamina.problem.Problem;
import lamina.service.Channel;
import lamina.service.InferenceService;
import lamina.service.Progress;
import lamina.service.Request;
import lamina.service.Ticket;
import lamina.service.Unanswered;
import org.junit.jupiter.api.Test;

/** Whatever is begun ends in one of two ways, and progress ends with it; all on this thread. */
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
    public <R> Ticket<R> submit(Channel channel, Request<R> request, Consumer<Progress> progress) {
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
  private final BackgroundTasks work = new BackgroundTasks(service, Runnable::run, Runnable::run);
  private final List<Object> ends = new ArrayList<>();

  private void ask() {
    work.ask(READY, ends::add, ends::add);
  }

  private Progress progress() {
    return work.progressProperty().get();
  }

  @Test
  void whatWasStoppedTellsNoProgressAnyMore() {
    ask();
    service.told.getFirst().accept(new Progress("Loading", 1, 2));
    assertEquals("Loading", progress().what());
    work.cancel();
    assertNull(progress());
    service.told.getFirst().accept(new Progress("Loading", 2, 2)); // it hasn't noticed yet
    assertNull(progress(), "nothing runs");
    assertFalse(work.busyProperty().get());
    assertEquals(List.of(new Unanswered.Cancelled()), ends);
    assertEquals(List.of(), work.problems());
  }

  @Test
  void progressIsOfWhatStillRuns() {
    ask();
    ask();
    service.told.getFirst().accept(new Progress("one", 1, 2));
    service.told.getLast().accept(new Progress("other", 1, 2));
    service.asked.getLast().complete("done");
    assertEquals("one", progress().what());
    service.asked.getFirst().completeExceptionally(new Problem("no"));
    assertNull(progress());
    assertEquals("done", ends.getFirst());
    assertEquals("no", assertInstanceOf(Unanswered.Failed.class, ends.getLast()).words());
    assertEquals(List.of("no"), work.problems());
  }

  @Test
  void aFailureOfTheScreenIsAnEndToo() {
    work.ask(
        READY,
        result -> {
          throw new IllegalStateException("screen");
        },
        ends::add);
    service.asked.getFirst().complete("done");
    assertInstanceOf(IllegalStateException.class, ((Unanswered.Failed) ends.getFirst()).cause());
    assertTrue(work.problems().getFirst().contains("screen"));
    assertFalse(work.busyProperty().get());
  }

  @Test
  void whoeverWorksQuietlyDecidesWhatIsReported() {
    work.quietly(
        () -> "read",
        result -> {
          throw new IllegalStateException("again");
        },
        ends::add);
    assertEquals("again", ((Unanswered.Failed) ends.getLast()).cause().getMessage());
    assertEquals(List.of(), work.problems());
  }
}
