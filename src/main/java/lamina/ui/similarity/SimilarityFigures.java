package lamina.ui.similarity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import lamina.chart.figure.HeatMapFigure;
import lamina.chart.figure.LineFigure;
import lamina.chart.figure.Role;
import lamina.model.HeadKey;
import lamina.similarity.Dendrogram;
import lamina.similarity.Kinship;
import lamina.similarity.Mantel;
import lamina.similarity.Representation;
import lamina.similarity.SimilarityReport;
import lamina.similarity.SimilarityReport.Measured;
import lamina.similarity.SimilarityReport.Probed;
import lamina.similarity.SimilarityReport.Row;
import lamina.ui.text.LanguageWords;
import lamina.ui.text.LessonTexts;
import lamina.ui.text.Messages;

/** What a report says, as figures whose titles claim no more than the tests. */
final class SimilarityFigures {
  private static final double LEVEL = 0.05;

  private SimilarityFigures() {}

  /** Likeness of all pairs at one representation, in the order of their tree. */
  static HeatMapFigure map(Kin kin, Row row, Measure measure) {
    var report = kin.report();
    var tree = Dendrogram.of(Kinship.apart(measure.matrix(report, row)));
    var order = tree.order();
    int size = order.size();
    var values = new double[size][size];
    var low = new double[size][size];
    var high = new double[size][size];
    var n = new int[size][size];
    for (int r = 0; r < size; r++) {
      for (int c = 0; c < size; c++) {
        int a = order.get(r);
        int b = order.get(c);
        values[r][c] = a == b ? Double.NaN : measure.value(report, row, a, b);
        if (a != b) {
          double[] ends = measure.interval(report, row, a, b);
          low[r][c] = ends[0];
          high[r][c] = ends[1];
        }
        n[r][c] = report.text().sentences();
      }
    }
    var codes = order.stream().map(report.text().languages()::get).toList();
    return new HeatMapFigure(
        agreement(row, kin.test(measure, row)),
        Messages.get(
            "similarity.caption",
            kin.name(),
            Messages.get("similarity.about." + measure.key()),
            report.text().sentences(),
            size,
            Mantel.PERMUTATIONS,
            report.rows().size(),
            String.join(", ", Kinship.families(report.text().languages()))),
        Messages.get("similarity.with"),
        measure.label(),
        codes,
        codes.stream().map(LanguageWords::ofScore).toList(),
        values,
        low,
        high,
        n,
        new boolean[size][size],
        HeatMapFigure.Reading.COEFFICIENT,
        Optional.of(branches(tree, order)));
  }

  private static String agreement(Row row, Mantel test) {
    var where = where(row.at());
    if (Double.isNaN(test.r())) {
      return Messages.get("similarity.noTest", where);
    }
    var numbers =
        Messages.get(
            "similarity.numbers",
            String.format(Locale.ROOT, "%.2f", test.r()),
            LessonTexts.p(test.p()));
    return Messages.get(
        test.p() >= LEVEL ? "similarity.none" : test.r() > 0 ? "similarity.kin" : "similarity.not",
        where,
        numbers);
  }

  /** "Layer 6", "The embeddings", "The fused states of paper.6". */
  static String where(Representation at) {
    return switch (at) {
      case Representation.Layer layer ->
          layer.number() == 0
              ? Messages.get("similarity.embeddings")
              : Messages.get("similarity.layer", layer.number());
      case Representation.Fused fused -> Messages.get("similarity.fused", fused.head().key());
    };
  }

  /** The joins of a tree as brackets over rows in its order. */
  private static HeatMapFigure.Tree branches(Dendrogram tree, List<Integer> order) {
    var place = new ArrayList<Double>();
    var height = new ArrayList<Double>();
    for (int leaf = 0; leaf < tree.leaves(); leaf++) {
      place.add((double) order.indexOf(leaf));
      height.add(0.0);
    }
    var branches = new ArrayList<HeatMapFigure.Branch>();
    for (var join : tree.joins()) {
      double first = place.get(join.left());
      double second = place.get(join.right());
      branches.add(
          new HeatMapFigure.Branch(
              first, height.get(join.left()), second, height.get(join.right()), join.height()));
      place.add((first + second) / 2);
      height.add(join.height());
    }
    double reach = tree.joins().stream().mapToDouble(Dendrogram.Join::height).max().orElse(0);
    return new HeatMapFigure.Tree(branches, Math.max(reach, 1e-3));
  }

  /**
   * Cross-lingual ability against structure, layer by layer.
   *
   * @param chosen the head that the model's task prefers on English development data; empty of a
   *     bare encoder
   * @param highlighted layer of the slider; NaN for none
   */
  static LineFigure balance(Kin kin, Optional<HeadKey> chosen, double highlighted) {
    var report = kin.report();
    var layers =
        report.rows().stream().filter(r -> r.at() instanceof Representation.Layer).toList();
    int english = report.text().languages().indexOf("en");
    boolean words = english >= 0 && layers.getFirst().words().isPresent();
    var lines = new ArrayList<LineFigure.Line>();
    lines.add(line("similarity.line.found", Role.CROSS_LINGUAL, false, layers, Row::meanFound));
    lines.add(line("similarity.line.cka", Role.CROSS_LINGUAL, true, layers, Row::meanCka));
    if (words) {
      lines.add(
          probed("similarity.line.words", false, layers, r -> r.words().orElseThrow(), english));
    }
    if (english >= 0 && layers.getFirst().trees().isPresent()) {
      lines.add(
          probed("similarity.line.trees", true, layers, r -> r.trees().orElseThrow(), english));
    }
    lines.add(line("similarity.line.identity", Role.IDENTITY, false, layers, Row::centredIdentity));
    return new LineFigure(
        words
            ? Messages.get(
                "similarity.balance",
                best(layers, r -> r.meanFound().value()),
                best(layers, r -> r.words().orElseThrow().accuracy().get(english).value()))
            : Messages.get("similarity.foundBest", best(layers, r -> r.meanFound().value())),
        Messages.get(
                words ? "similarity.balanceCaption" : "similarity.foundCaption",
                kin.name(),
                report.text().sentences(),
                report.text().languages().size())
            + report.text().probe().map(p -> " " + learned(p)).orElse("")
            + chosen.map(h -> " " + Messages.get("similarity.chosen", h.key())).orElse(""),
        Messages.get("similarity.x"),
        Messages.get("similarity.y"),
        lines,
        highlighted,
        0,
        100);
  }

  /** What the probes learned from, and what fine-tuning did with it. */
  private static String learned(SimilarityReport.Learned p) {
    return Messages.get("similarity.learned", p.words(), p.sentences(), p.file())
        + (p.trees() > 0 ? " " + Messages.get("similarity.learnedTrees", p.trees()) : "")
        + " "
        + Messages.get("similarity.exposure." + p.exposure().name());
  }

  /** "layer 4 (92.9 %)". */
  private static String best(List<Row> layers, ToDoubleFunction<Row> value) {
    var row = layers.stream().max(Comparator.comparingDouble(value)).orElseThrow();
    int layer = ((Representation.Layer) row.at()).number();
    return Messages.get(
        "similarity.at", layer, String.format(Locale.ROOT, "%.1f", 100 * value.applyAsDouble(row)));
  }

  private static LineFigure.Line line(
      String key, Role role, boolean thin, List<Row> rows, Function<Row, Measured> of) {
    var measured = rows.stream().map(of).toList();
    return new LineFigure.Line(
        Messages.get(key),
        role,
        thin,
        layers(rows),
        percent(measured, Measured::value),
        percent(measured, m -> m.interval().low()),
        percent(measured, m -> m.interval().high()),
        measured.stream().map(m -> "n = " + m.n()).toList());
  }

  /** What a probe reads off English; under the mouse, what its control task leaves of it. */
  private static LineFigure.Line probed(
      String key, boolean thin, List<Row> rows, Function<Row, Probed> of, int english) {
    var line = line(key, Role.STRUCTURE, thin, rows, r -> of.apply(r).accuracy().get(english));
    var details =
        rows.stream()
            .map(of)
            .map(
                p ->
                    Messages.get(
                        "similarity.selectivity",
                        p.accuracy().get(english).n(),
                        p.seen().n(),
                        String.format(Locale.ROOT, "%.1f", 100 * p.seen().value()),
                        String.format(Locale.ROOT, "%.1f", 100 * p.control().value()),
                        String.format(Locale.ROOT, "%.1f", 100 * p.selectivity().value())))
            .toList();
    return new LineFigure.Line(
        line.name(),
        line.role(),
        line.thin(),
        line.x(),
        line.y(),
        line.low(),
        line.high(),
        details);
  }

  private static double[] layers(List<Row> rows) {
    return rows.stream().mapToDouble(r -> ((Representation.Layer) r.at()).number()).toArray();
  }

  private static double[] percent(List<Measured> measured, ToDoubleFunction<Measured> value) {
    return measured.stream().mapToDouble(m -> 100 * value.applyAsDouble(m)).toArray();
  }
}
