package lamina.service;

import java.util.List;
import java.util.function.Consumer;
import lamina.model.ModelSummary;

/** Owns the models and answers requests in the background. Every method returns at once. */
public interface InferenceService extends AutoCloseable {
  /** The models it has found, without loading their weights. */
  List<ModelSummary> models();

  /** Where it computes, for the status bar: "CPU · fp32 (scripted) · 2 threads". */
  String device();

  /**
   * Queues a request. Interactive ones go before the others, and a newer one replaces an older one
   * of the same channel that still waits.
   *
   * @param progress told now and then, from a thread of the service
   */
  <R> Ticket<R> submit(Channel channel, Request<R> request, Consumer<Progress> progress);

  /** Queues a request that nothing replaces. */
  default <R> Ticket<R> submit(Request<R> request, Consumer<Progress> progress) {
    return submit(new Channel("once"), request, progress);
  }

  /** Stops the work, frees the models. */
  @Override
  void close();
}
