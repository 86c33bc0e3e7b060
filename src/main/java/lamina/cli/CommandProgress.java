package lamina.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lamina.engine.EngineChoice;
import lamina.model.ModelSummary;
import lamina.service.Channel;
import lamina.service.EngineInUse;
import lamina.service.LocalService;
import lamina.service.Progress;
import lamina.service.Request;
import lamina.service.TaskRunner;
import lamina.service.Ticket;
import lamina.service.Unanswered;

/** Asks the service and waits for the answer. */
public final class CommandProgress implements TaskRunner, AutoCloseable {
  private final LocalService service;
  private final CommonOptions common;
  private String shown = "";

  private EngineInUse engine;

  /**
   * Starts the service.
   *
   * @throws lamina.problem.Problem where this machine doesn't offer the engine
   */
  public CommandProgress(CommonOptions common, List<ModelSummary> models, EngineChoice choice) {
    this.common = common;
    this.service = new LocalService(models);
    try {
      this.engine = ask(new Request.Use(choice));
    } catch (RuntimeException e) {
      service.close();
      throw e;
    }
    for (var model : models) {
      model.notes().forEach(note -> common.progress(model.name() + ": " + note));
    }
  }

  /** How hidden states are computed. */
  public EngineInUse engine() {
    return engine;
  }

  /** Something that tells one of two: what came out, or why nothing did. */
  public interface Asking<R> {
    void ask(Consumer<R> then, Consumer<Unanswered> otherwise);
  }

  /** Asks and waits; says where an engine that computes wrong was replaced meanwhile. */
  public <R> R ask(Request<R> request) {
    return request instanceof Request.Use
        ? answer(request)
        : await((then, otherwise) -> ask(request, then, otherwise));
  }

  /** The same of something that asks several times, through this runner. */
  public <R> R await(Asking<R> asking) {
    var answer = waited(asking);
    var now = answer(new Request.Offers());
    if (now.engine() != engine.engine()) {
      now.offers().stream()
          .filter(o -> o.engine() == engine.engine())
          .forEach(
              o ->
                  common.progress(
                      "Engine "
                          + o.engine().key()
                          + " is replaced by "
                          + now.engine().key()
                          + ": "
                          + o.reason()
                          + "."));
      engine = now;
    }
    return answer;
  }

  private <R> R answer(Request<R> request) {
    return waited((then, otherwise) -> ask(request, then, otherwise));
  }

  private static <R> R waited(Asking<R> asking) {
    var answers = new ArrayList<R>(1);
    var none = new ArrayList<Unanswered>(1);
    asking.ask(answers::add, none::add);
    if (none.isEmpty()) {
      return answers.getFirst();
    }
    throw switch (none.getFirst()) {
      case Unanswered.Failed(RuntimeException cause) -> cause;
      case Unanswered.Failed(Throwable cause) -> new CompletionException(cause);
      case Unanswered.Cancelled _, Unanswered.Replaced _ -> new CancellationException();
    };
  }

  /** Asks and waits: one of the two is told before this returns. */
  @Override
  public <R> Ticket<R> ask(
      Channel channel, Request<R> request, Consumer<R> then, Consumer<Unanswered> otherwise) {
    var ticket = service.submit(channel, request, this::show);
    end(() -> ticket.result().join(), then, otherwise);
    return ticket;
  }

  /** Reads at once. */
  @Override
  public <R> void read(Supplier<R> reading, Consumer<R> then, Consumer<Unanswered> otherwise) {
    end(reading, then, otherwise);
  }

  private static <R> void end(Supplier<R> work, Consumer<R> then, Consumer<Unanswered> otherwise) {
    try {
      then.accept(work.get());
    } catch (RuntimeException e) {
      otherwise.accept(Unanswered.of(e));
    }
  }

  private void show(Progress progress) {
    if (!progress.what().equals(shown)) {
      shown = progress.what();
      common.progress(shown);
    }
  }

  @Override
  public void close() {
    service.close();
  }
}
