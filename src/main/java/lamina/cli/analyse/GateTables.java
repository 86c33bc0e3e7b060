package lamina.cli.analyse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import lamina.analyse.GateEffects;
import lamina.analyse.GateFamilies;
import lamina.analyse.GateReplacement;
import lamina.analyse.GateSpread;
import lamina.analyse.GateTexts;
import lamina.evaluate.Claim;
import lamina.evaluate.Interval;
import lamina.evaluate.Intervals;
import lamina.model.HeadKey;

/** What is found about gates, as plain tables for people to read. */
final class GateTables {
  private final GateFindings found;
  private final StringBuilder text = new StringBuilder();

  private GateTables(GateFindings found) {
    this.found = found;
  }

  static String of(GateFindings found) {
    var tables = new GateTables(found);
    tables.source();
    tables.effects();
    tables.spreads();
    tables.margins();
    tables.families();
    tables.agreements();
    return tables.text.toString();
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }

  private void source() {
    var s = found.source();
    line("Gates of %s (%s), engine %s", s.model(), s.task().label(), s.engine());
    line("Data: %s; languages: %s", String.join(", ", s.data()), String.join(", ", s.languages()));
    line(
        "Of each language at most %d texts are scored (n = %d) and as many others describe the"
            + " gates (n = %d), drawn by their ids with seed %d",
        s.most(), s.scored(), s.described(), GateTexts.SEED);
    line("What is shown is shown of this one model, not of the method");
  }

  private void effects() {
    var effects = found.effects();
    line("");
    line(
        "Score change where the gate is replaced, points of %s, %s: n = %d texts of %d %s",
        found.source().metric().label(),
        over(effects),
        effects.means().getFirst().n(),
        effects.means().getFirst().units(),
        found.source().task().drawn().words());
    line(
        "95 %% intervals: paired bootstrap over %s, %d draws, seed %d; p: Holm over these %d tests",
        found.source().task().drawn().words(),
        Intervals.RESAMPLES,
        effects.seed(),
        effects.tests());
    line(
        "answers: share of %s that are answered otherwise, right or wrong",
        found.source().task().tagsWords() ? "words" : "pairs");
    line(
        "%-10s %7s  %-15s %-24s %-20s %7s",
        "head", "own, %", "replaced by", "change, points", "answers, %", "p");
    for (var e : effects.means()) {
      line(
          "%-10s %7.2f  %-15s %-24s %-20s %7s  %s",
          e.head().key(),
          100 * e.own(),
          e.replacement().key(),
          percent(e.change().value(), e.change().interval(), "%+.2f [%+.2f, %+.2f]"),
          percent(e.answers(), e.answersInterval(), "%.2f [%.2f, %.2f]"),
          p(e.p()),
          words(e.claim()));
    }
    line("");
    for (var replacement : kinds(effects)) {
      line(
          "%-15s %s: a loss is shown at %d of %d heads, a gain at %d",
          replacement.key(),
          replacement.words(),
          effects.shown(replacement, Claim.LOSS),
          found.source().heads().size(),
          effects.shown(replacement, Claim.GAIN));
    }
  }

  /** English is left out of means, as the language of training, and so is an undefined F1. */
  private String over(GateEffects effects) {
    int count = effects.over().size();
    var without =
        found.source().languages().stream()
            .filter(language -> !effects.over().contains(language))
            .toList();
    return (count > 1 ? "mean of " + count + " languages" : "in " + effects.over().getFirst())
        + (without.isEmpty() ? "" : ", without " + String.join(", ", without));
  }

  private static List<GateReplacement> kinds(GateEffects effects) {
    return effects.means().stream().map(GateEffects.Effect::replacement).distinct().toList();
  }

  private static String words(Claim claim) {
    return switch (claim) {
      case GAIN -> "gain";
      case LOSS -> "loss";
      case NOTHING -> "no difference shown";
    };
  }

  private void spreads() {
    line("");
    line("Mean and spread of gates over pieces of the texts that describe them");
    line("sd: of a piece's gate, its mean over channels; within: of a channel over pieces;");
    line("between: of channels' means; constant: share of all variance that a constant explains");
    line(
        "%-10s %8s %7s %7s %7s %8s %9s",
        "head", "n", "mean", "sd", "within", "between", "constant");
    for (var s : found.overall()) {
      line(
          "%-10s %8d %7.4f %7.4f %7.4f %8.4f %7.1f %%",
          s.group().head().key(),
          s.n(),
          s.mean(),
          s.sd(),
          s.within(),
          s.between(),
          100 * s.constantShare());
    }
  }

  /** A row a kind of piece, label or language; a column a head. */
  private void margins() {
    var heads = found.source().heads();
    line("");
    line("Mean (sd) of a piece's gate by kind of piece, gold label and language");
    var rows = new LinkedHashMap<GateSpread.Group, Map<HeadKey, GateSpread>>();
    for (var s : found.margins()) {
      var g = s.group();
      if (!name(g).isEmpty()) { // special pieces have no label, and stand among the kinds
        var row = new GateSpread.Group(heads.getFirst(), g.language(), g.label(), g.piece());
        rows.computeIfAbsent(row, r -> new LinkedHashMap<>()).put(g.head(), s);
      }
    }
    var head = heads.stream().map(h -> String.format("%-13s", h.key()));
    line("%-14s %8s  %s", "pieces", "n", head.collect(Collectors.joining(" ")));
    rows.forEach(
        (group, cells) -> {
          var shown = new ArrayList<String>();
          for (var h : heads) {
            var s = cells.get(h);
            shown.add(
                s == null ? "-" : String.format(Locale.ROOT, "%.3f (%.3f)", s.mean(), s.sd()));
          }
          line(
              "%-14s %8d  %s",
              name(group),
              cells.values().iterator().next().n(),
              shown.stream().map(c -> String.format("%-13s", c)).collect(Collectors.joining(" ")));
        });
  }

  /** The one thing by which pieces are told apart here. */
  private static String name(GateSpread.Group group) {
    return group.piece() + group.label() + group.language();
  }

  private void families() {
    line("");
    if (found.families().isEmpty()) {
      line(
          "Families: no test, since no two languages share a family or all do; give data of more"
              + " languages.");
      return;
    }
    var first = found.families().getFirst().test();
    line(
        "Distance of two languages' mean gates (root of the mean square over channels), %d"
            + " languages of %d families",
        first.languages(), first.families());
    var related = found.related();
    line(
        "Families with two or more of the languages, which alone show anything: %s%s",
        String.join(", ", related),
        related.size() == 1 ? "; this is that family against the rest" : "");
    line(
        "p: one-sided, nearer within families, %d permutations, seed %d; Holm over %d heads",
        GateFamilies.PERMUTATIONS, GateFamilies.SEED, found.families().size());
    line("%-10s %8s %8s %11s %7s %7s", "head", "within", "across", "difference", "p", "Holm");
    for (var f : found.families()) {
      line(
          "%-10s %8.4f %8.4f %11.4f %7s %7s",
          f.head().key(),
          f.test().within(),
          f.test().across(),
          f.test().difference(),
          p(f.test().p()),
          p(f.p()));
    }
  }

  private void agreements() {
    if (found.agreements().isEmpty()) {
      return;
    }
    line("");
    line(
        "Gates of %s beside those of its teacher %s, piece by piece, each a mean over channels",
        found.source().model(), found.source().teacher());
    line(
        "95 %% intervals: bootstrap over %d texts, each with its translations, %d draws",
        found.agreements().getFirst().units(), Intervals.RESAMPLES);
    line(
        "%-10s %-10s %8s  %-24s %-24s",
        "student", "teacher", "n", "correlation", "mean difference");
    for (var a : found.agreements()) {
      line(
          "%-10s %-10s %8d  %-24s %-24s",
          a.student().key(),
          a.teacher().key(),
          a.n(),
          number(a.correlation(), a.correlationInterval(), "%+.3f [%+.3f, %+.3f]"),
          number(a.difference(), a.differenceInterval(), "%+.4f [%+.4f, %+.4f]"));
    }
  }

  private static String percent(double value, Interval interval, String format) {
    return number(100 * value, new Interval(100 * interval.low(), 100 * interval.high()), format);
  }

  private static String number(double value, Interval interval, String format) {
    return Double.isNaN(value)
        ? "-"
        : String.format(Locale.ROOT, format, value, interval.low(), interval.high());
  }

  private static String p(double p) {
    return p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", p);
  }
}
