package lamina.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Memory of this process at one moment.
 *
 * @param heap used by Java objects, MB
 * @param reserved for the heap, used or not, MB
 * @param resident of the whole process, MB, mapped files that were read among it; NaN where the
 *     system doesn't tell it
 * @param peak most that was resident until now, MB; NaN where the system doesn't tell it
 */
public record ProcessMemory(double heap, double reserved, double resident, double peak) {
  private static final double MEGABYTE = 1 << 20;
  private static final int CLEANING_MILLIS = 200;
  private static final Path STATUS = Path.of("/proc/self/status");

  /** What is in use when Java's garbage is gone, and the mapped files that it held with it. */
  public static ProcessMemory now() {
    System.gc();
    try {
      Thread.sleep(CLEANING_MILLIS); // files are unmapped by a thread that follows the collection
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.gc();
    var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    return new ProcessMemory(
        heap.getUsed() / MEGABYTE, heap.getCommitted() / MEGABYTE, told("VmRSS:"), told("VmHWM:"));
  }

  /** Memory outside the heap: tensors, mapped files, code and what libraries keep, MB. */
  public double outside() {
    return resident - reserved;
  }

  private static double told(String name) {
    try (var lines = Files.lines(STATUS)) {
      return lines
          .filter(l -> l.startsWith(name))
          .mapToDouble(l -> Double.parseDouble(l.replaceAll("\\D+", "")) / 1024)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
