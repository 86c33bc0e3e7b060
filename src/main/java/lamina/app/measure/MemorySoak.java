package lamina.app.measure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import lamina.evaluate.Percentiles;
import lamina.measure.ProcessMemory;
import lamina.process.NativeHeap;
import lamina.process.OpenFiles;

/** Watches what the process holds while something uses the window for minutes. */
final class MemorySoak {
  private static final double MEGABYTE = 1 << 20;

  /** Growth a minute, as a share of the level, under which something counts as flat. */
  private static final double FLAT = 0.001;

  /** The share of the run in which caches fill. */
  private static final int WARM_UP = 4;

  /**
   * What the process holds at one moment, after a collection of garbage; NaN where the system
   * doesn't tell it.
   *
   * @param minute since the beginning
   * @param heap used by Java objects, MB
   * @param malloc in use by native libraries, MB: tensors, compiled kernels and what they keep
   * @param spare freed by native libraries and kept by malloc for later, MB
   * @param resident memory of the whole process, MB
   * @param outside resident memory less what is reserved for Java's heap, MB
   * @param files open files, sockets and pipes
   * @param threads Java's
   * @param steps done so far
   */
  record Held(
      double minute,
      double heap,
      double malloc,
      double spare,
      double resident,
      double outside,
      double files,
      double threads,
      int steps) {
    static Held now(double minute, int steps) {
      var memory = ProcessMemory.now();
      var malloc = NativeHeap.now();
      return new Held(
          minute,
          memory.heap(),
          malloc.map(n -> n.used() / MEGABYTE).orElse(Double.NaN),
          malloc.map(n -> n.free() / MEGABYTE).orElse(Double.NaN),
          memory.resident(),
          memory.outside(),
          OpenFiles.count().orElse(Double.NaN),
          ManagementFactory.getThreadMXBean().getThreadCount(),
          steps);
    }

    String line() {
      return String.format(
          Locale.ROOT,
          "minute %5.1f  heap %6.1f MB  malloc %6.1f MB (spare %6.1f)  resident %7.1f MB"
              + " (not heap %6.1f)"
              + "  files %3.0f  threads %3.0f  steps %d",
          minute,
          heap,
          malloc,
          spare,
          resident,
          outside,
          files,
          threads,
          steps);
    }
  }

  /** What is watched. */
  enum Kind {
    HEAP("heap", "MB", Held::heap),
    MALLOC("malloc in use", "MB", Held::malloc),
    RESIDENT("resident", "MB", Held::resident),
    OUTSIDE("outside heap", "MB", Held::outside),
    FILES("open files", "files", Held::files),
    THREADS("threads", "threads", Held::threads);

    private final String label;
    private final String unit;
    private final ToDoubleFunction<Held> of;

    Kind(String label, String unit, ToDoubleFunction<Held> of) {
      this.label = label;
      this.unit = unit;
      this.of = of;
    }
  }

  /**
   * How something grew after the warm-up, which is a quarter of the run and at least a minute.
   *
   * @param level median
   * @param slope growth a minute: the median of the slopes between all pairs of minutes; NaN where
   *     there are fewer than three
   */
  record Growth(Kind kind, double level, double slope) {
    static Growth of(Kind kind, List<Held> rows) {
      var late = rows.stream().skip(Math.max(1, rows.size() / WARM_UP)).toList();
      var slopes = new ArrayList<Double>();
      for (int i = 0; i < late.size() && late.size() > 2; i++) {
        for (int j = i + 1; j < late.size(); j++) {
          double rise = kind.of.applyAsDouble(late.get(j)) - kind.of.applyAsDouble(late.get(i));
          slopes.add(rise / (late.get(j).minute - late.get(i).minute));
        }
      }
      return new Growth(
          kind,
          Percentiles.median(late.stream().mapToDouble(kind.of).toArray()),
          Percentiles.median(slopes.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    /** Whether it grows by less than a thousandth of itself a minute; not where that is unknown. */
    boolean flat() {
      return slope < FLAT * level;
    }

    String line() {
      return String.format(
          Locale.ROOT,
          "%-13s %7.1f %s, %+.3f a minute: %s",
          kind.label,
          level,
          kind.unit,
          slope,
          flat() ? "flat" : "not shown to be flat");
    }
  }

  private final RandomUse use;

  MemorySoak(RandomUse use) {
    this.use = use;
  }

  /**
   * Runs for some minutes; the first row is before the first step. Whenever the process is looked
   * at, the window shows what it showed first.
   *
   * @param told each row as it is found
   */
  List<Held> run(int minutes, Consumer<Held> told) {
    var rows = new ArrayList<Held>();
    long start = System.nanoTime();
    rows.add(Held.now(0, 0));
    told.accept(rows.getFirst());
    for (int minute = 1; minute <= minutes; minute++) {
      long until = start + Duration.ofMinutes(minute).toNanos();
      while (System.nanoTime() < until) {
        use.step();
      }
      use.rest();
      rows.add(Held.now((System.nanoTime() - start) / 6e10, use.steps()));
      told.accept(rows.getLast());
    }
    return rows;
  }

  /** The growth of all that is watched. */
  static List<Growth> growth(List<Held> rows) {
    return Arrays.stream(Kind.values()).map(kind -> Growth.of(kind, rows)).toList();
  }

  /** Rows and growth as JSON. */
  static void write(List<Held> rows, ObjectNode into) {
    var minutes = into.putArray("minutes");
    for (var row : rows) {
      minutes
          .addObject()
          .put("minute", row.minute)
          .put("heapMegabytes", row.heap)
          .put("mallocMegabytes", row.malloc)
          .put("spareMegabytes", row.spare)
          .put("residentMegabytes", row.resident)
          .put("outsideHeapMegabytes", row.outside)
          .put("files", row.files)
          .put("threads", row.threads)
          .put("steps", row.steps);
    }
    var growth = into.putArray("growth");
    for (var each : growth(rows)) {
      growth
          .addObject()
          .put("what", each.kind.label)
          .put("level", each.level)
          .put("aMinute", each.slope)
          .put("flat", each.flat());
    }
  }
}
