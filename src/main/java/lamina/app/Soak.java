package lamina.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import lamina.cli.Common;
import lamina.language.Languages;
import lamina.measure.ProcessMemory;
import lamina.ui.PanelKind;

/** Uses the window for minutes as a person would, and watches its memory. */
final class Soak {
  private static final double FLAT_PERCENT = 1;

  /**
   * Memory at one moment, after a collection of garbage.
   *
   * @param minute since the beginning
   * @param heap used by Java objects, MB
   * @param outside the heap: tensors, code and what libraries keep, MB
   * @param resident memory of the whole process, MB; NaN where it isn't told
   * @param steps done so far
   */
  record Memory(double minute, double heap, double outside, double resident, int steps) {}

  private final Session session;
  private final Random random = new Random(7);
  private int steps;

  Soak(Session session) {
    this.session = session;
  }

  /** Runs for some minutes; the first row is before the first step. */
  List<Memory> run(int minutes, Common common) {
    var rows = new ArrayList<Memory>();
    long start = System.nanoTime();
    rows.add(memory(0));
    for (int minute = 1; minute <= minutes; minute++) {
      long until = start + Duration.ofMinutes(minute).toNanos();
      while (System.nanoTime() < until) {
        step();
      }
      var now = memory((System.nanoTime() - start) / 6e10);
      rows.add(now);
      common.progress(
          String.format(
              java.util.Locale.ROOT,
              "minute %d: heap %.0f MB, resident %.0f MB, %d steps",
              minute,
              now.heap,
              now.resident,
              now.steps));
    }
    return rows;
  }

  private void step() {
    steps++;
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> session.act(w -> w.layerSlider().setValue(1 + random.nextInt(12)));
      case 3 -> session.act(w -> w.setText("Text " + random.nextInt(1000) + " of many words ."));
      case 4 ->
          session.act(
              w -> {
                var codes = List.of("en", "ar", "zh", "hi", "de", "fr");
                var code = codes.get(random.nextInt(codes.size()));
                w.selection().language().set(Languages.of(code));
              });
      case 5 -> {
        var panels =
            List.of(PanelKind.EXPLORE, PanelKind.LAYERS, PanelKind.LANGUAGES, PanelKind.TRAINING);
        session.act(w -> w.choose(panels.get(random.nextInt(panels.size()))));
      }
      case 6 -> session.act(w -> w.run("aligned"));
      default -> session.act(w -> w.run(random.nextBoolean() ? "tables" : "theme"));
    }
  }

  private Memory memory(double minute) {
    var now = ProcessMemory.now();
    return new Memory(minute, now.heap(), now.outside(), now.resident(), steps);
  }

  /**
   * Growth a minute by least squares, from the end of the first minute on, when all is loaded.
   *
   * @return MB a minute; NaN for fewer than three rows
   */
  static double growth(List<Memory> rows, ToDoubleFunction<Memory> what) {
    var late = rows.stream().skip(1).toList();
    if (late.size() < 2) {
      return Double.NaN;
    }
    double x = late.stream().mapToDouble(Memory::minute).average().orElseThrow();
    double y = late.stream().mapToDouble(what).average().orElseThrow();
    double above = 0;
    double below = 0;
    for (var row : late) {
      above += (row.minute - x) * (what.applyAsDouble(row) - y);
      below += (row.minute - x) * (row.minute - x);
    }
    return above / below;
  }

  /** Whether memory grows by less than a hundredth of itself a minute; not after one minute. */
  static boolean flat(List<Memory> rows, ToDoubleFunction<Memory> what) {
    double level = rows.stream().skip(1).mapToDouble(what).average().orElse(Double.NaN);
    return growth(rows, what) < FLAT_PERCENT / 100 * level;
  }
}
