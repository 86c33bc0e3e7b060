package lamina.process;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How this process ends, whether it is done, was told to end (SIGTERM, SIGINT, SIGHUP) or failed.
 * Exit codes are those of the Java launcher: 128 and the signal's number.
 *
 * <p>Native threads may still compute then. C's {@code exit} would take down the engine's global
 * objects under them, which now and then ends in SIGSEGV or SIGABRT instead of the exit code; so
 * those are left alone.
 */
public final class Termination {
  private Termination() {}

  /** Something that has a say in the end of this process until it is closed. */
  public interface Guard extends AutoCloseable {
    @Override
    void close();
  }

  /** To be called first by every main method of this program. */
  public static void install() {
    hook(Termination::skipNativeDestructors);
  }

  /** Whether this process is ending; what computes for long asks between two steps. */
  public static boolean underWay() {
    try {
      var probe = new Thread(() -> {});
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /**
   * Does something when the process ends; beside other such things, in no order. Does it at once
   * where the process is ending already.
   *
   * @param action short; what it throws is lost
   */
  public static Guard atEnd(Runnable action) {
    try {
      return hook(action);
    } catch (IllegalStateException e) {
      action.run();
      return () -> {};
    }
  }

  /**
   * Lets what follows finish: until the guard is closed, an end waits for it. Where the process is
   * ending already, nothing follows: the call doesn't return.
   *
   * @param most longest wait; after it the process ends all the same
   */
  public static Guard finishing(Duration most) {
    var finished = new CountDownLatch(1);
    try {
      var hook = hook(() -> await(finished, most));
      return () -> {
        finished.countDown();
        hook.close();
      };
    } catch (IllegalStateException e) {
      await(new CountDownLatch(1), Duration.ofDays(1));
      throw e;
    }
  }

  private static void await(CountDownLatch latch, Duration most) {
    try {
      latch.await(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Guard hook(Runnable action) {
    var hook = new Thread(action, "at the end");
    Runtime.getRuntime().addShutdownHook(hook);
    return () -> {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // the end has begun, and does it
      }
    };
  }

  /**
   * What is registered last with C's exit runs first: {@code _exit(status)}, after which nothing
   * runs. Only the C library of Linux tells such functions the status. Windows ends the other
   * threads before it takes anything down.
   */
  @SuppressWarnings("restricted") // functions of the C library
  private static void skipNativeDestructors() {
    var linker = Linker.nativeLinker();
    var onExit = linker.defaultLookup().find("on_exit");
    var exit = linker.defaultLookup().find("_exit");
    if (onExit.isEmpty() || exit.isEmpty()) {
      return;
    }
    var call =
        linker.downcallHandle(
            onExit.get(),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
    try {
      int unused = (int) call.invokeExact(exit.get(), MemorySegment.NULL);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
