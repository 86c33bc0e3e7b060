package lamina.ui.similarity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lamina.chart.figure.HeatMapFigure;
import lamina.chart.figure.LineFigure;
import lamina.model.HeadKey;
import lamina.similarity.Dendrogram;
import lamina.similarity.Kinship;
import lamina.similarity.Mantel;
import lamina.similarity.Representation;
import lamina.similarity.SimilarityReport.Row;
import lamina.ui.text.LanguageWords;
import lamina.ui.text.LessonTexts;
import lamina.ui.text.Messages;
import lamina.ui.workspace.LayerCurve;

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
    var found = LayerCurve.FOUND.line(report).orElseThrow();
    var words = LayerCurve.WORDS.line(report);
    var lines = Arrays.stream(LayerCurve.values()).flatMap(c -> c.line(report).stream()).toList();
    return new LineFigure(
        words
            .map(
                w -> Messages.get("similarity.balance", LayerCurve.best(found), LayerCurve.best(w)))
            .orElseGet(() -> Messages.get("similarity.foundBest", LayerCurve.best(found))),
        Messages.get(
                words.isPresent() ? "similarity.balanceCaption" : "similarity.foundCaption",
                kin.name(),
                report.text().sentences(),
                report.text().languages().size())
            + report.text().probe().map(p -> " " + LayerCurve.learned(p)).orElse("")
            + chosen.map(h -> " " + Messages.get("similarity.chosen", h.key())).orElse(""),
        Messages.get("similarity.x"),
        Messages.get("similarity.y"),
        lines,
        highlighted,
        0,
        100);
  }
}
