package lamina.ui.scores;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import lamina.chart.figure.HeatMapFigure;
import lamina.chart.figure.LineFigure;
import lamina.chart.figure.Role;
import lamina.evaluate.Claim;
import lamina.evaluate.Family;
import lamina.evaluate.Intervals;
import lamina.evaluate.ScoreTable;
import lamina.experiment.Estimate;
import lamina.experiment.ExperimentResults;
import lamina.experiment.Published;
import lamina.fusion.Variant;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.ui.text.FigureTexts;
import lamina.ui.text.LanguageWords;
import lamina.ui.text.LessonTexts;
import lamina.ui.text.Messages;

/**
 * What the layers of a fusion bring, as figures whose titles claim no more than the tests, which
 * are corrected once.
 */
public final class LayerFigures {
  private final ExperimentResults evidence;
  private final Variant variant;
  private final Family<Estimate> family;

  /** Figures of a fusion in a source of scores. */
  public LayerFigures(ExperimentResults evidence, Variant variant) {
    this.evidence = evidence;
    this.variant = variant;
    family = evidence.family();
  }

  /**
   * Score by fusion layer.
   *
   * @param language code, or {@code mean}
   */
  public Optional<LineFigure> scores(String language) {
    var found = evidence.layers(variant, language);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var lines = new ArrayList<LineFigure.Line>();
    lines.add(
        line(
            Messages.get(
                "layers.line",
                FigureTexts.name(role(evidence)),
                variant.key(),
                LanguageWords.ofScore(language)),
            role(evidence),
            found,
            Estimate::value,
            e -> e.interval().low(),
            e -> e.interval().high()));
    evidence
        .find(evidence.baseline(), language)
        .ifPresent(
            b -> lines.add(baseline(found, b.value(), b.interval().low(), b.interval().high())));
    return Optional.of(
        new LineFigure(
            finding(language),
            caption(language),
            Messages.get("layers.x"),
            FigureTexts.axis(evidence.task(), evidence.metric()),
            lines,
            Double.NaN));
  }

  /**
   * Gain by fusion layer over the own last layer alone, beside the gain that the paper reports for
   * another model; only gains can be compared between models.
   */
  public Optional<LineFigure> besidePublished(Published published) {
    var found =
        evidence.layers(variant, ScoreTable.MEAN).stream()
            .filter(e -> e.gain().isPresent())
            .toList();
    var base = published.score(evidence.task(), 0);
    if (found.isEmpty() || base.isEmpty()) {
      return Optional.empty();
    }
    var lines = new ArrayList<LineFigure.Line>();
    lines.add(
        line(
            Messages.get(
                "layers.line",
                FigureTexts.name(role(evidence)),
                variant.key(),
                LanguageWords.ofScore(ScoreTable.MEAN)),
            role(evidence),
            found,
            e -> e.gain().get().value(),
            e -> e.gain().get().interval().low(),
            e -> e.gain().get().interval().high()));
    var reported = new ArrayList<double[]>();
    for (var layer : published.scores().get(evidence.task()).entrySet()) {
      if (layer.getKey() > 0) {
        reported.add(new double[] {layer.getKey(), 100 * (layer.getValue() - base.get())});
      }
    }
    double[] y = reported.stream().mapToDouble(p -> p[1]).toArray();
    double[] x = reported.stream().mapToDouble(p -> p[0]).toArray();
    lines.add(
        new LineFigure.Line(Messages.get("layers.reported"), Role.PUBLISHED, false, x, y, y, y));
    double[] ends = {x[0], x[x.length - 1]};
    double[] zero = {0, 0};
    lines.add(
        new LineFigure.Line(
            Messages.get("layers.zero"), Role.BASELINE, false, ends, zero, zero, zero));
    return Optional.of(
        new LineFigure(
            finding(ScoreTable.MEAN),
            Messages.get(
                "layers.reportedCaption",
                caption(ScoreTable.MEAN),
                String.format(Locale.ROOT, "%.1f", 100 * base.get())),
            Messages.get("layers.x"),
            Messages.get("layers.gainAxis"),
            lines,
            Double.NaN));
  }

  /** The rows of {@link #gains}: the mean first, then languages by family and name. */
  List<String> rows() {
    var codes = new ArrayList<String>();
    codes.add(ScoreTable.MEAN);
    evidence.languages().stream()
        .map(Languages::of)
        .sorted(
            Comparator.comparing(Language::family)
                .thenComparing(Language::branch)
                .thenComparing(Language::name))
        .forEach(l -> codes.add(l.code()));
    codes.removeIf(c -> evidence.layers(variant, c).stream().noneMatch(e -> e.gain().isPresent()));
    return codes;
  }

  /** The columns of {@link #gains}: fusion layers. */
  List<Integer> columns() {
    var layers = new TreeSet<Integer>();
    rows().forEach(c -> evidence.layers(variant, c).forEach(e -> layers.add(e.head().layer())));
    return List.copyOf(layers);
  }

  /** Gain by language and fusion layer. */
  public Optional<HeatMapFigure> gains() {
    var codes = rows();
    var columns = columns();
    if (columns.isEmpty()) {
      return Optional.empty();
    }
    int rows = codes.size();
    var values = new double[rows][columns.size()];
    var low = new double[rows][columns.size()];
    var high = new double[rows][columns.size()];
    var n = new int[rows][columns.size()];
    var starred = new boolean[rows][columns.size()];
    var tested =
        codes.stream()
            .flatMap(c -> evidence.layers(variant, c).stream())
            .filter(e -> e.gain().isPresent())
            .toList();
    for (int r = 0; r < rows; r++) {
      Arrays.fill(values[r], Double.NaN);
      for (var e : evidence.layers(variant, codes.get(r))) {
        if (e.gain().isEmpty()) {
          continue;
        }
        int c = columns.indexOf(e.head().layer());
        var gain = e.gain().get();
        values[r][c] = 100 * gain.value();
        low[r][c] = 100 * gain.interval().low();
        high[r][c] = 100 * gain.interval().high();
        n[r][c] = e.n();
        starred[r][c] = family.claim(e) != Claim.NOTHING;
      }
    }
    return Optional.of(
        new HeatMapFigure(
            Messages.get(
                evidence.seeds() == 1 ? "layers.map.explore" : "layers.map.title",
                FigureTexts.name(role(evidence)),
                claimed(tested, Claim.GAIN).size(),
                tested.size(),
                claimed(tested, Claim.LOSS).size()),
            caption("") + Messages.get("layers.pale"),
            Messages.get("layers.x"),
            Messages.get("layers.points"),
            columns.stream().map(String::valueOf).toList(),
            codes.stream().map(LayerFigures::shortName).toList(),
            values,
            low,
            high,
            n,
            starred));
  }

  /** A gain is claimed only where the corrected paired test carries it. */
  String finding(String language) {
    var tested =
        evidence.layers(variant, language).stream().filter(e -> e.gain().isPresent()).toList();
    var where = LanguageWords.ofScore(language);
    if (tested.isEmpty()) {
      return Messages.get("layers.unknown", where);
    }
    var chosen = tested.stream().filter(e -> e.condition().equals(evidence.chosen())).findFirst();
    var shown =
        chosen.orElseGet(
            () ->
                tested.stream()
                    .max(Comparator.comparingDouble(e -> e.gain().get().value()))
                    .orElseThrow());
    var gain = gain(shown.gain().get());
    var which =
        Messages.get(
            chosen.isPresent() ? "layers.chosen" : "layers.largest", shown.head().layer(), gain);
    if (evidence.seeds() == 1) { // heads of one run are looked at, nothing is concluded
      return Messages.get("layers.explore", FigureTexts.name(role(evidence)), where, which);
    }
    var helping =
        claimed(tested, Claim.GAIN).stream().map(e -> String.valueOf(e.head().layer())).toList();
    return helping.isEmpty()
        ? Messages.get("layers.none", FigureTexts.name(role(evidence)), where, which)
        : Messages.get(
            "layers.some",
            FigureTexts.name(role(evidence)),
            String.join(", ", helping),
            where,
            which);
  }

  private static String gain(Intervals.Difference g) {
    return LessonTexts.points(g.value()) + " " + LessonTexts.points(g.interval());
  }

  private List<Estimate> claimed(List<Estimate> shown, Claim claim) {
    return shown.stream().filter(e -> family.claim(e) == claim).toList();
  }

  private String caption(String language) {
    var n =
        evidence.layers(variant, language).stream()
            .findFirst()
            .map(e -> Messages.get("layers.n", e.n()))
            .orElse("");
    return Messages.get(
        "layers.caption",
        evidence.name(),
        variant.key(),
        regime(evidence),
        seeds(evidence),
        n,
        Messages.get(evidence.seeds() == 1 ? "layers.test.one" : "layers.test.many"),
        evidence.chosen(),
        family.size());
  }

  /** "fine-tuned, protocol single": scores of the two regimes don't compare. */
  static String regime(ExperimentResults evidence) {
    return FigureTexts.regime(evidence.protocol());
  }

  /** "3 seeds". */
  static String seeds(ExperimentResults evidence) {
    return Messages.get(evidence.seeds() == 1 ? "seeds.one" : "seeds.many", evidence.seeds());
  }

  static Role role(ExperimentResults evidence) {
    return FigureTexts.role(evidence.role());
  }

  private static String shortName(String language) {
    return language.equals(ScoreTable.MEAN)
        ? Messages.get("layers.meanShort")
        : LanguageWords.ofScore(language);
  }

  /** What stands behind a point: how many examples, and how far it is from the last layer alone. */
  private String detail(Estimate e) {
    var n = "n = " + e.n();
    return e.gain()
        .map(
            g ->
                Messages.joined(
                    " · ", n, Messages.get("layers.detail", gain(g), LessonTexts.p(family.p(e)))))
        .orElse(n);
  }

  private LineFigure.Line line(
      String name,
      Role role,
      List<Estimate> found,
      ToDoubleFunction<Estimate> value,
      ToDoubleFunction<Estimate> low,
      ToDoubleFunction<Estimate> high) {
    return new LineFigure.Line(
        name,
        role,
        false,
        found.stream().mapToDouble(e -> e.head().layer()).toArray(),
        percent(found, value),
        percent(found, low),
        percent(found, high),
        found.stream().map(this::detail).toList());
  }

  private static double[] percent(List<Estimate> found, ToDoubleFunction<Estimate> value) {
    return found.stream().mapToDouble(e -> 100 * value.applyAsDouble(e)).toArray();
  }

  private static LineFigure.Line baseline(
      List<Estimate> found, double value, double low, double high) {
    double[] x = {found.getFirst().head().layer(), found.getLast().head().layer()};
    return new LineFigure.Line(
        FigureTexts.name(Role.BASELINE),
        Role.BASELINE,
        false,
        x,
        both(value),
        both(low),
        both(high));
  }

  private static double[] both(double value) {
    return new double[] {100 * value, 100 * value};
  }
}
