package lamina.service;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A request in the queue.
 *
 * @param <R> its result
 */
final class ServiceJob<R> implements Runnable {
  private final Channel channel;
  private final Request<R> request;
  private final Function<ServiceJob<R>, R> work;
  private final CompletableFuture<R> result = new CompletableFuture<>();
  private volatile boolean cancelled;

  ServiceJob(Channel channel, Request<R> request, Function<ServiceJob<R>, R> work) {
    this.channel = channel;
    this.request = request;
    this.work = work;
  }

  boolean interactive() {
    return request.interactive();
  }

  /** Whether this newer request makes an older one pointless. */
  boolean replaces(ServiceJob<?> older) {
    return channel == older.channel;
  }

  CompletableFuture<R> result() {
    return result;
  }

  void cancel() {
    end(new CancellationException());
  }

  /** Ends it in favour of a newer one. */
  void replace() {
    end(new ReplacedException());
  }

  private void end(CancellationException why) {
    cancelled = true;
    result.completeExceptionally(why);
  }

  /** Ends the work of a job that was cancelled meanwhile. */
  void check() {
    if (cancelled) {
      throw new CancellationException();
    }
  }

  @Override
  public void run() {
    if (cancelled) {
      return;
    }
    try {
      result.complete(work.apply(this));
    } catch (Throwable e) { // the thread that owns the models outlives every request
      result.completeExceptionally(e);
    }
  }
}
