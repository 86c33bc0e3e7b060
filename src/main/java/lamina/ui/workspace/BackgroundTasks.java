package lamina.ui.workspace;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
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
import lamina.service.Channel;
import lamina.service.InferenceService;
import lamina.service.Progress;
import lamina.service.Request;
import lamina.service.TaskRunner;
import lamina.service.Ticket;
import lamina.service.Unanswered;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The window's way to the background: results and failures come back on the UI thread. Whoever asks
 * is told of exactly one end, whatever happens: the result, or that there is none. Progress is that
 * of work under way alone, and ends with it.
 */
public final class BackgroundTasks implements TaskRunner {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundTasks.class);
  private static final int MOST_PROBLEMS = 1000;

  private final InferenceService service;
  private final Executor background;
  private final Executor screen;
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<Progress> progress = new ReadOnlyObjectWrapper<>();
  private final ObservableList<String> problems = FXCollections.observableArrayList();
  private final MessageLog log = new MessageLog();
  private final Set<Underway> running = new LinkedHashSet<>();

  /** Something that was begun and hasn't ended; to be stopped, and how far it is. */
  private static final class Underway {
    private final Runnable cancel;
    private @Nullable Progress progress;

    Underway(Runnable cancel) {
      this.cancel = cancel;
    }
  }

  /** Works on threads of its own and answers on the UI thread. */
  public BackgroundTasks(InferenceService service) {
    this(service, ForkJoinPool.commonPool(), Platform::runLater);
  }

  /**
   * Works on given threads.
   *
   * @param background runs what is read
   * @param screen runs all that touches the screen, in order
   */
  BackgroundTasks(InferenceService service, Executor background, Executor screen) {
    this.service = service;
    this.background = background;
    this.screen = screen;
  }

  /** Asks the service something that nothing replaces; only a failure is told, in the log. */
  public <R> Ticket<R> ask(Request<R> request, Consumer<R> then) {
    return ask(request, then, none -> {});
  }

  /** The same through a channel. */
  public <R> Ticket<R> ask(Channel channel, Request<R> request, Consumer<R> then) {
    return ask(channel, request, then, none -> {});
  }

  /** Asks the service; a failure is reported before {@code otherwise} is told. */
  @Override
  public <R> Ticket<R> ask(
      Channel channel, Request<R> request, Consumer<R> then, Consumer<Unanswered> otherwise) {
    var told = new AtomicReference<Consumer<Progress>>(p -> {});
    var ticket =
        service.submit(
            channel,
            request,
            p -> screen.execute(() -> Objects.requireNonNull(told.get()).accept(p)));
    var underway = begin(ticket.cancel());
    told.set(p -> progressed(underway, p));
    finish(underway, ticket.result(), then, otherwise);
    return ticket;
  }

  /** Reads something that isn't the service's. */
  public <R> void read(Supplier<R> reading, Consumer<R> then) {
    read(reading, then, none -> {});
  }

  /** Reads; a failure is reported before {@code otherwise} is told. */
  @Override
  public <R> void read(Supplier<R> reading, Consumer<R> then, Consumer<Unanswered> otherwise) {
    var future = CompletableFuture.supplyAsync(reading, background);
    finish(begin(() -> future.cancel(false)), future, then, otherwise);
  }

  /**
   * Does something in the background that doesn't count as work under way.
   *
   * @param otherwise told of a failure, also of {@code then}; it isn't reported
   */
  public <R> void quietly(Supplier<R> doing, Consumer<R> then, Consumer<Unanswered> otherwise) {
    CompletableFuture.supplyAsync(doing, background)
        .whenComplete(
            (result, failure) -> screen.execute(() -> end(result, failure, then, otherwise)));
  }

  private static <R> void end(
      R result, Throwable failure, Consumer<R> then, Consumer<Unanswered> otherwise) {
    var why = failure;
    if (why == null) {
      try {
        then.accept(result);
      } catch (RuntimeException e) {
        why = e;
      }
    }
    if (why != null) {
      otherwise.accept(Unanswered.of(why));
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
      Consumer<Unanswered> otherwise) {
    future.whenComplete(
        (result, failure) ->
            screen.execute(
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
                          otherwise.accept(why);
                        });
                  } catch (RuntimeException e) {
                    report(e);
                  } finally {
                    busy.set(!running.isEmpty());
                  }
                }));
  }

  /** The same of a failure; of what was replaced or cancelled nothing is said. */
  public void report(Unanswered why) {
    if (why instanceof Unanswered.Failed failed) {
      report(failed.cause());
    }
  }

  /** Shows a failure in the status bar's list and writes it to the log. */
  public void report(Throwable failure) {
    if (!(Unanswered.of(failure) instanceof Unanswered.Failed failed)) {
      return;
    }
    var cause = failed.cause();
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
