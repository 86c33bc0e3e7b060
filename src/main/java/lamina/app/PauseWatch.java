package lamina.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javafx.application.Platform;

/** Asks the UI thread again and again for a sign of life; how long it takes is the pause. */
final class PauseWatch implements AutoCloseable {
  private final AtomicLong longest = new AtomicLong();
  private final AtomicBoolean stop = new AtomicBoolean();
  private final Thread thread = Thread.ofPlatform().daemon().name("pause-watch").start(this::watch);

  private void watch() {
    try {
      while (!stop.get()) {
        var answered = new CountDownLatch(1);
        long start = System.nanoTime();
        Platform.runLater(answered::countDown);
        answered.await();
        longest.accumulateAndGet(System.nanoTime() - start, Math::max);
        Thread.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The longest pause since the last call, in milliseconds. */
  double longestMillis() {
    return longest.getAndSet(0) / 1e6;
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
