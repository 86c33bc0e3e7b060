package lamina.cli;

import java.util.List;
import java.util.concurrent.CompletionException;
import lamina.model.ModelSummary;
import lamina.service.LocalService;
import lamina.service.Progress;
import lamina.service.Request;

/** Asks the service and waits for the answer. */
final class Work implements AutoCloseable {
  private final LocalService service;
  private final Common common;
  private String shown = "";

  Work(Common common, List<ModelSummary> models) {
    this.common = common;
    this.service = new LocalService(models);
    for (var model : models) {
      model.notes().forEach(note -> common.progress(model.name() + ": " + note));
    }
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
