package lamina.ui.text;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import lamina.service.Progress;

/** Estimates how long something still takes, from how far it came in how long. */
public final class TimeLeft {
  private long began;
  private double from = -1;

  /**
   * The seconds left, rounded up; nothing in the first second and where no end is known.
   *
   * @param nanos of {@link System#nanoTime()}
   */
  public OptionalLong after(Progress now, long nanos) {
    double fraction = now.fraction();
    if (from < 0 || fraction < from) {
      from = fraction;
      began = nanos;
    }
    long spent = nanos - began;
    if (fraction <= from || spent < TimeUnit.SECONDS.toNanos(1)) {
      return OptionalLong.empty();
    }
    double seconds = spent / 1e9 * (1 - fraction) / (fraction - from);
    return OptionalLong.of((long) Math.ceil(seconds));
  }

  public void reset() {
    from = -1;
  }
}
