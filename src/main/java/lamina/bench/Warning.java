package lamina.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Something that makes a measurement doubtful. */
public sealed interface Warning {
  /** A sentence in English, for files and the command line. */
  String text();

  /**
   * Too few calls for a tail.
   *
   * @param n counted
   * @param enough for a 99th percentile
   */
  record FewCalls(int n, int enough) implements Warning {
    @Override
    public String text() {
      return "n = " + n + " is too small for a p99; it needs " + enough + ".";
    }
  }

  /**
   * Other programs ran meanwhile.
   *
   * @param processors that they kept busy
   */
  record OtherPrograms(double processors) implements Warning {
    @Override
    public String text() {
      return String.format(
          Locale.ROOT,
          "Other programs kept %.1f processors busy meanwhile: trust the ratio, not the times.",
          processors);
    }
  }

  /**
   * Times far apart.
   *
   * @param contenders whose times are
   * @param repeated whether each sentence was repeated often enough to tell its own spread
   */
  record Spread(List<Far> contenders, boolean repeated) implements Warning {
    /** Copies the list. */
    public Spread {
      contenders = List.copyOf(contenders);
    }

    @Override
    public String text() {
      return "The middle half of the times spreads over more than 10 % of the median: "
          + contenders.stream().map(this::text).collect(Collectors.joining("; "))
          + (repeated
              ? "; the rest is the length of the sentences."
              : "; sentences differ in length, or other programs are running.");
    }

    private String text(Far f) {
      var all = String.format(Locale.ROOT, "%s %.0f %%", f.label, f.percent);
      return repeated
          ? all + String.format(Locale.ROOT, ", of one and the same sentence %.0f %%", f.within)
          : all;
    }
  }

  /**
   * A contender's spread.
   *
   * @param label its name
   * @param percent interquartile range by median
   * @param within the same of one sentence's times, the median over sentences; NaN where sentences
   *     weren't repeated
   */
  record Far(String label, double percent, double within) {}
}
