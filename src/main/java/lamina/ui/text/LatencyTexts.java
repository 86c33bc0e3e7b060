package lamina.ui.text;

import java.util.Locale;
import java.util.stream.Collectors;
import lamina.bench.LatencyLab;
import lamina.bench.LatencyReport.Conditions;
import lamina.bench.Warning;

/** Conditions and warnings of a measurement in the interface's language. */
public final class LatencyTexts {
  private LatencyTexts() {}

  /** Under a chart of the single stream. */
  public static String stream(Conditions c) {
    int sentences = c.languages().stream().mapToInt(l -> l.count()).sum();
    var tokens =
        c.minTokens() == c.maxTokens() ? "" + c.minTokens() : c.minTokens() + "-" + c.maxTokens();
    return Messages.joined(
        " · ",
        Messages.get("latency.page.stream"),
        c.languages().size() > 1
            ? Messages.get("latency.inLanguages", "" + sentences, "" + c.languages().size(), tokens)
            : Messages.get("latency.inOne", "" + sentences, tokens),
        c.ownProcesses()
            ? Messages.get("latency.paused", "" + LatencyLab.PAUSE_MILLIS)
            : Messages.get("latency.interleaved"),
        Messages.get("latency.counted", "" + c.warmup(), "" + c.rounds()),
        machine(c));
  }

  /** Under a chart of the offline scenario. */
  public static String offline(Conditions c) {
    return Messages.joined(
        " · ",
        Messages.get("latency.page.offline"),
        Messages.get("latency.batches", "" + c.batchSentences(), "" + c.budget()),
        Messages.get("latency.passes", "" + c.passes()),
        machine(c));
  }

  /** Threads, precision, engine and processor. */
  public static String machine(Conditions c) {
    return Messages.joined(
        " · ",
        c.threads() == 1
            ? Messages.get("latency.thread")
            : Messages.get("latency.threads", "" + c.threads()),
        c.precision(),
        c.library(),
        c.device());
  }

  /** What makes the figures doubtful. */
  public static String warning(Warning warning) {
    return switch (warning) {
      case Warning.WrongEngine w ->
          Messages.get("latency.wrongEngine", w.model(), w.engines(), w.used().key());
      case Warning.LeftOut w -> Messages.get("latency.leftOut", w.label(), w.reason());
      case Warning.FewPasses w -> Messages.get("latency.fewPasses", "" + w.n(), "" + w.enough());
      case Warning.FewCalls w -> Messages.get("latency.few", "" + w.n(), "" + w.enough());
      case Warning.OtherPrograms w ->
          Messages.get("latency.others", String.format(Locale.ROOT, "%.1f", w.processors()));
      case Warning.Spread w ->
          Messages.get(
              w.repeated() ? "latency.spreadRepeated" : "latency.spread",
              w.contenders().stream()
                  .map(f -> far(f, w.repeated()))
                  .collect(Collectors.joining("; ")));
    };
  }

  private static String far(Warning.Far f, boolean repeated) {
    var percent = String.format(Locale.ROOT, "%.0f %%", f.percent());
    return repeated
        ? Messages.get(
            "latency.within", f.label(), percent, String.format(Locale.ROOT, "%.0f %%", f.within()))
        : Messages.joined(" ", f.label(), percent);
  }
}
