package lamina.cli;

import java.util.List;
import java.util.concurrent.CompletionException;
import lamina.engine.EngineChoice;
import lamina.model.ModelSummary;
import lamina.service.EngineInUse;
import lamina.service.LocalService;
import lamina.service.Progress;
import lamina.service.Request;

/** Asks the service and waits for the answer. */
public final class CommandProgress implements AutoCloseable {
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

  /** Asks and waits; says where an engine that computes wrong was replaced meanwhile. */
  public <R> R ask(Request<R> request) {
    var answer = answer(request);
    var now = request instanceof Request.Use ? engine : answer(new Request.Offers());
    if (now != engine && now.engine() != engine.engine()) {
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
    try {
      return service.submit(request, this::show).result().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException r ? r : e;
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
