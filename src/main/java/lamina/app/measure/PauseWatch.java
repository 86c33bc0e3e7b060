package lamina.app.measure;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import lamina.app.window.RunningWindow;

/**
 * Asks the UI thread again and again for a sign of life; how long it takes is the pause. Beside it
 * stands the processor time that the thread had meanwhile: on a busy machine the rest is waiting
 * for a core.
 */
final class PauseWatch implements AutoCloseable {
  /**
   * The longest pauses.
   *
   * @param millis until an answer came
   * @param cpuMillis of the UI thread until an answer came; the longest, maybe of another pause
   */
  record Pause(double millis, double cpuMillis) {}

  private final AtomicBoolean stop = new AtomicBoolean();
  private final long uiThread = RunningWindow.onFx(() -> Thread.currentThread().threadId());
  private final Thread thread = Thread.ofPlatform().daemon().name("pause-watch").start(this::watch);
  private long longest;
  private long longestCpu;

  private void watch() {
    var threads = ManagementFactory.getThreadMXBean();
    try {
      while (!stop.get()) {
        var answered = new CountDownLatch(1);
        long cpu = threads.getThreadCpuTime(uiThread);
        long start = System.nanoTime();
        Platform.runLater(answered::countDown);
        answered.await();
        add(System.nanoTime() - start, threads.getThreadCpuTime(uiThread) - cpu);
        Thread.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void add(long nanos, long cpuNanos) {
    longest = Math.max(longest, nanos);
    longestCpu = Math.max(longestCpu, cpuNanos);
  }

  /** The longest pauses since the last call. */
  synchronized Pause longest() {
    var pause = new Pause(longest / 1e6, longestCpu / 1e6);
    longest = 0;
    longestCpu = 0;
    return pause;
  }

  @Override
  public void close() {
    stop.set(true);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
