package lamina.process;

import java.nio.file.Path;
import java.util.List;
import lamina.files.PlainText;

/** Memory of this process that is in RAM, as Linux counts it. */
public final class ResidentMemory {
  /** Stands for what the system doesn't tell. */
  public static final long UNKNOWN = -1;

  private static final Path STATUS = Path.of("/proc/self/status");

  private ResidentMemory() {}

  /** Bytes now; {@link #UNKNOWN} where the system doesn't tell. */
  public static long now() {
    return of("VmRSS:");
  }

  /** The most bytes so far; {@link #UNKNOWN} where the system doesn't tell. */
  public static long peak() {
    return of("VmHWM:");
  }

  private static long of(String key) {
    return bytes(PlainText.ofSystem(STATUS), key);
  }

  /** The value of a line such as "VmHWM: 1234 kB". */
  static long bytes(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(UNKNOWN);
  }
}
