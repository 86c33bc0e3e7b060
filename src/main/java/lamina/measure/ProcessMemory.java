package lamina.measure;

import java.lang.management.ManagementFactory;
import lamina.process.ResidentMemory;

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
        heap.getUsed() / MEGABYTE,
        heap.getCommitted() / MEGABYTE,
        megabytes(ResidentMemory.now()),
        megabytes(ResidentMemory.peak()));
  }

  /** Memory outside the heap: tensors, mapped files, code and what libraries keep, MB. */
  public double outside() {
    return resident - reserved;
  }

  private static double megabytes(long bytes) {
    return bytes == ResidentMemory.UNKNOWN ? Double.NaN : bytes / MEGABYTE;
  }
}
