package lamina.ui;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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

/** The window's way to the background: results and failures come back on the UI thread. */
final class Work {
  private static final Logger LOG = LoggerFactory.getLogger(Work.class);

  private final InferenceService service;
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<Progress> progress = new ReadOnlyObjectWrapper<>();
  private final ObservableList<String> problems = FXCollections.observableArrayList();
  private final LogBook log = new LogBook();
  private final Set<Runnable> cancels = new LinkedHashSet<>();
  private int running;

  Work(InferenceService service) {
    this.service = service;
  }

  /** Asks the service. A request that was replaced or cancelled ends without a word. */
  <R> Ticket<R> ask(Request<R> request, Consumer<R> then) {
    begin();
    var ticket = service.submit(request, p -> Platform.runLater(() -> progress.set(p)));
    finish(ticket.result(), ticket.cancel(), then);
    return ticket;
  }

  /** Reads something that isn't the service's. */
  <R> void read(Supplier<R> reading, Consumer<R> then) {
    begin();
    var future = CompletableFuture.supplyAsync(reading);
    finish(future, () -> future.cancel(false), then);
  }

  /**
   * The same, for what must know of a failure.
   *
   * @param failed told after the failure was reported
   */
  <R> void read(Supplier<R> reading, Consumer<R> then, Runnable failed) {
    begin();
    var future = CompletableFuture.supplyAsync(reading);
    finish(future, () -> future.cancel(false), then);
    future.exceptionally(
        failure -> {
          Platform.runLater(failed);
          return null;
        });
  }

  /** Does something in the background that doesn't count as work under way. */
  <R> void quietly(Supplier<R> doing, Consumer<R> then, Consumer<Throwable> failed) {
    CompletableFuture.supplyAsync(doing)
        .whenComplete(
            (result, failure) ->
                Platform.runLater(
                    () -> {
                      if (failure == null) {
                        then.accept(result);
                      } else {
                        failed.accept(cause(failure));
                      }
                    }));
  }

  private void begin() {
    running++;
    busy.set(true);
  }

  /** Stops whatever is under way; what it would have shown isn't shown. */
  void cancel() {
    List.copyOf(cancels).forEach(Runnable::run);
  }

  private <R> void finish(CompletableFuture<R> future, Runnable cancel, Consumer<R> then) {
    cancels.add(cancel);
    future.whenComplete(
        (result, failure) ->
            Platform.runLater(
                () -> {
                  running--;
                  cancels.remove(cancel);
                  if (running == 0) {
                    progress.set(null);
                  }
                  try {
                    if (failure == null) {
                      then.accept(result);
                    } else {
                      report(failure);
                    }
                  } catch (RuntimeException e) {
                    report(e);
                  }
                  busy.set(running > 0);
                }));
  }

  /** Shows a failure in the status bar's list and writes it to the log. */
  void report(Throwable failure) {
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
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Progress> progressProperty() {
    return progress.getReadOnlyProperty();
  }

  ObservableList<String> problems() {
    return problems;
  }

  LogBook log() {
    return log;
  }

  String device() {
    return service.device();
  }
}
