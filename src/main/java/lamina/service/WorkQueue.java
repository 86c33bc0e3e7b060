package lamina.service;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One thread that works off jobs, interactive ones first. A newer job replaces older ones that wait
 * in the same channel.
 */
final class WorkQueue implements AutoCloseable {
  private final ArrayDeque<ServiceJob<?>> interactive = new ArrayDeque<>();
  private final ArrayDeque<ServiceJob<?>> background = new ArrayDeque<>();
  private final Thread thread;
  private boolean closed;

  WorkQueue(String name) {
    thread = new Thread(this::loop, name);
    thread.setDaemon(true);
    thread.start();
  }

  synchronized void add(ServiceJob<?> job) {
    if (closed) {
      job.cancel();
      return;
    }
    for (var waiting : List.of(interactive, background)) {
      waiting.removeIf(
          older -> {
            if (job.replaces(older)) {
              older.replace();
              return true;
            }
            return false;
          });
    }
    (job.interactive() ? interactive : background).add(job);
    notifyAll();
  }

  synchronized void remove(ServiceJob<?> job) {
    interactive.remove(job);
    background.remove(job);
  }

  /** Runs what is interactive and waits; for long jobs to call between their steps. */
  void letInteractivePass() {
    for (var job = pollInteractive(); job != null; job = pollInteractive()) {
      job.run();
    }
  }

  private synchronized @Nullable ServiceJob<?> pollInteractive() {
    return interactive.poll();
  }

  /** The next one; null where the queue is closed. */
  private synchronized @Nullable ServiceJob<?> take() throws InterruptedException {
    while (interactive.isEmpty() && background.isEmpty() && !closed) {
      wait();
    }
    if (closed) {
      return null;
    }
    return interactive.isEmpty() ? background.poll() : interactive.poll();
  }

  private void loop() {
    try {
      for (var job = take(); job != null; job = take()) {
        job.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Cancels what waits and waits for what runs. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      interactive.forEach(ServiceJob::cancel);
      background.forEach(ServiceJob::cancel);
      interactive.clear();
      background.clear();
      notifyAll();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
  }
}
