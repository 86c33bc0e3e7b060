package lamina.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lamina.files.PlainText;

/** How many processors other programs keep busy while something is measured; Linux only. */
final class OtherLoad {
  private static final Path STAT = Path.of("/proc/stat");
  private static final double TICKS_A_SECOND = 100; // of what Linux tells programs, everywhere
  private static final int IDLE = 3;
  private static final int WAITING = 4;
  private static final int GUESTS = 8; // counted in the first field, too

  private final List<ProcessHandle> own;
  private final long begun = System.nanoTime();
  private final double busy;
  private final double used;

  /**
   * Begins to watch.
   *
   * @param own processes that measure, this one among them
   */
  OtherLoad(List<ProcessHandle> own) {
    this.own = own;
    busy = busy();
    used = used();
  }

  /** Processors kept busy by others since it began; NaN where the system doesn't tell. */
  double processors() {
    double seconds = (System.nanoTime() - begun) / 1e9;
    return Math.max(0, (busy() - busy - (used() - used)) / seconds);
  }

  private double used() {
    return own.stream()
        .map(p -> p.info().totalCpuDuration())
        .flatMap(Optional::stream)
        .mapToDouble(OtherLoad::seconds)
        .sum();
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  private static double busy() {
    return PlainText.ofSystem(STAT).stream()
        .findFirst()
        .map(OtherLoad::busySeconds)
        .orElse(Double.NaN);
  }

  /** Seconds of work of all processors together, from the first line of {@code /proc/stat}. */
  static double busySeconds(String line) {
    var fields = line.strip().split(" +");
    double ticks = 0;
    for (int f = 0; f < Math.min(GUESTS, fields.length - 1); f++) {
      if (f != IDLE && f != WAITING) {
        ticks += Long.parseLong(fields[f + 1]);
      }
    }
    return ticks / TICKS_A_SECOND;
  }
}
