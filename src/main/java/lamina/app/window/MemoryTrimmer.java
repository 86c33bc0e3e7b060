package lamina.app.window;

import java.time.Duration;
import lamina.process.NativeHeap;

/**
 * Gives memory back to the system that the C library keeps for later. Texts of ever other lengths
 * leave holes of ever other sizes in it, hundreds of megabytes within an hour, which nothing else
 * would return.
 */
final class MemoryTrimmer implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofSeconds(15);

  /** Less isn't worth that its next use has to ask the system again. */
  private static final long WORTH = 64L << 20;

  private final Thread thread = Thread.ofPlatform().daemon().name("memory-return").start(this::run);

  private void run() {
    try {
      while (true) {
        Thread.sleep(PERIOD);
        if (NativeHeap.now().filter(heap -> heap.free() > WORTH).isPresent()) {
          NativeHeap.trim();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
