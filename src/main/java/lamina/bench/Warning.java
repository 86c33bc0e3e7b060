package lamina.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import lamina.engine.Engine;
import lamina.problem.Problem;

/** Something that makes a measurement doubtful. */
public sealed interface Warning {
  /** A sentence in English, for files and the command line. */
  String text();

  /**
   * An engine computed wrong, so that another took its place.
   *
   * @param model its name
   * @param used what computed instead
   * @param refuted engines that computed wrong, each with what showed it, a clause
   */
  record WrongEngine(String model, Engine used, Map<Engine, String> refuted) implements Warning {
    /** Copies the map. */
    public WrongEngine {
      refuted = Map.copyOf(refuted);
    }

    /** Names of the engines that computed wrong. */
    public String engines() {
      return refuted.keySet().stream().map(Engine::key).sorted().collect(Collectors.joining(", "));
    }

    @Override
    public String text() {
      return model
          + " is computed by "
          + used.key()
          + ": "
          + refuted.entrySet().stream()
              .map(e -> "of " + e.getKey().key() + ", " + e.getValue())
              .sorted()
              .collect(Collectors.joining("; "))
          + ".";
    }
  }

  /**
   * A contender that can't be opened, so that the others were measured without it.
   *
   * @param model its name
   * @param engine key of the engine that was asked for
   * @param reason whole sentences
   */
  record LeftOut(String model, String engine, String reason) implements Warning {
    /** Says why; its name isn't said twice where the reason begins with it. */
    static LeftOut of(Candidate who, Problem why) {
      var said = why.getMessage();
      var name = who.label() + ": ";
      return new LeftOut(
          who.summary().name(),
          who.engine().key(),
          said.startsWith(name) ? said.substring(name.length()) : said);
    }

    /** "pos-teacher, int8", as {@link LatencyReport.Series#label()}. */
    public String label() {
      return model + ", " + engine;
    }

    @Override
    public String text() {
      return label() + " isn't measured: " + reason;
    }
  }

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
   * Too few passes for an interval: one pass has no spread at all.
   *
   * @param n counted
   * @param enough for an interval
   */
  record FewPasses(int n, int enough) implements Warning {
    @Override
    public String text() {
      return "Intervals of batches are too narrow: passes were n = "
          + n
          + ", and they need "
          + enough
          + ".";
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
