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
final class Work implements AutoCloseable {
  private final LocalService service;
  private final Common common;
  private String shown = "";

  private final EngineInUse engine;

  /**
   * Starts the service.
   *
   * @throws lamina.problem.Problem where this machine doesn't offer the engine
   */
  Work(Common common, List<ModelSummary> models, EngineChoice choice) {
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
  EngineInUse engine() {
    return engine;
  }

  <R> R ask(Request<R> request) {
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
