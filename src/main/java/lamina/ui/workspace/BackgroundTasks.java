package lamina.ui.workspace;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import lamina.problem.Problem;
import lamina.service.InferenceService;
import lamina.service.Progress;
import lamina.service.Request;
import lamina.service.Ticket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The window's way to the background: results and failures come back on the UI thread. Whoever asks
 * is told of exactly one end, whatever happens: the result, or that there is none. Progress is that
 * of work under way alone, and ends with it.
 */
public final class BackgroundTasks {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundTasks.class);
  private static final int MOST_PROBLEMS = 1000;

  private final InferenceService service;
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<Progress> progress = new ReadOnlyObjectWrapper<>();
  private final ObservableList<String> problems = FXCollections.observableArrayList();
  private final MessageLog log = new MessageLog();
  private final Set<Underway> running = new LinkedHashSet<>();

  /** Something that was begun and hasn't ended; to be stopped, and how far it is. */
  private static final class Underway {
    private final Runnable cancel;
    private Progress progress;

    Underway(Runnable cancel) {
      this.cancel = cancel;
    }
  }

  public BackgroundTasks(InferenceService service) {
    this.service = service;
  }

  /** Asks the service. A request that was replaced or cancelled ends without a word. */
  public <R> Ticket<R> ask(Request<R> request, Consumer<R> then) {
    return ask(request, then, failure -> {});
  }

  /**
   * The same, for what must know of a failure.
   *
   * @param failed told, after it was reported, why there is no result: a failure, also of {@code
   *     then}, or a {@code CancellationException}
   */
  public <R> Ticket<R> ask(Request<R> request, Consumer<R> then, Consumer<Throwable> failed) {
    var told = new AtomicReference<Consumer<Progress>>(p -> {});
    var ticket = service.submit(request, p -> Platform.runLater(() -> told.get().accept(p)));
    var underway = begin(ticket.cancel());
    told.set(p -> progressed(underway, p));
    finish(underway, ticket.result(), then, failed);
    return ticket;
  }

  /** Reads something that isn't the service's. */
  public <R> void read(Supplier<R> reading, Consumer<R> then) {
    read(reading, then, failure -> {});
  }

  /** The same, for what must know of a failure, as with {@link #ask}. */
  public <R> void read(Supplier<R> reading, Consumer<R> then, Consumer<Throwable> failed) {
    var future = CompletableFuture.supplyAsync(reading);
    finish(begin(() -> future.cancel(false)), future, then, failed);
  }

  /**
   * Does something in the background that doesn't count as work under way.
   *
   * @param failed told of a failure, also of {@code then}; it isn't reported
   */
  public <R> void quietly(Supplier<R> doing, Consumer<R> then, Consumer<Throwable> failed) {
    CompletableFuture.supplyAsync(doing)
        .whenComplete(
            (result, failure) -> Platform.runLater(() -> end(result, failure, then, failed)));
  }

  private <R> void end(R result, Throwable failure, Consumer<R> then, Consumer<Throwable> failed) {
    var why = failure == null ? null : cause(failure);
    if (why == null) {
      try {
        then.accept(result);
      } catch (RuntimeException e) {
        why = e;
      }
    }
    if (why != null) {
      failed.accept(why);
    }
  }

  private Underway begin(Runnable cancel) {
    var underway = new Underway(cancel);
    running.add(underway);
    busy.set(true);
    return underway;
  }

  /** What ended tells nothing any more: a service notices a cancel only between two steps. */
  private void progressed(Underway underway, Progress now) {
    if (running.contains(underway)) {
      underway.progress = now;
      progress.set(now);
    }
  }

  /** Stops whatever is under way; what it would have shown isn't shown. */
  public void cancel() {
    List.copyOf(running).forEach(underway -> underway.cancel.run());
  }

  private <R> void finish(
      Underway underway,
      CompletableFuture<R> future,
      Consumer<R> then,
      Consumer<Throwable> failed) {
    future.whenComplete(
        (result, failure) ->
            Platform.runLater(
                () -> {
                  running.remove(underway);
                  progress.set(
                      running.stream()
                          .map(u -> u.progress)
                          .filter(Objects::nonNull)
                          .findFirst()
                          .orElse(null));
                  try {
                    end(
                        result,
                        failure,
                        then,
                        why -> {
                          report(why);
                          failed.accept(why);
                        });
                  } catch (RuntimeException e) {
                    report(e);
                  } finally {
                    busy.set(!running.isEmpty());
                  }
                }));
  }

  /** Shows a failure in the status bar's list and writes it to the log. */
  public void report(Throwable failure) {
    var cause = cause(failure);
    if (cause instanceof CancellationException) {
      return;
    }
    if (!(cause instanceof Problem)) {
      LOG.error("Unforeseen", cause);
    }
    var words = Problem.inWords(cause);
    log.fail(words, cause instanceof Problem ? null : cause);
    problems.add(words);
    if (problems.size() > MOST_PROBLEMS) {
      problems.removeFirst();
    }
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Progress> progressProperty() {
    return progress.getReadOnlyProperty();
  }

  public ObservableList<String> problems() {
    return problems;
  }

  public MessageLog log() {
    return log;
  }

  String device() {
    return service.device();
  }
}
