package lamina.ui.workspace;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import lamina.chart.figure.LineFigure;
import lamina.chart.figure.Role;
import lamina.similarity.Representation;
import lamina.similarity.SimilarityReport;
import lamina.similarity.SimilarityReport.Measured;
import lamina.similarity.SimilarityReport.Probed;
import lamina.similarity.SimilarityReport.Row;
import lamina.ui.text.Messages;

/** What is kept of a model's states layer by layer, as lines over its layers in percent. */
public enum LayerCurve {
  /** Translations whose mean state is the nearest, over all pairs of languages. */
  FOUND(Role.CROSS_LINGUAL, false),
  /** Debiased linear CKA, over all pairs of languages. */
  CKA(Role.CROSS_LINGUAL, true),
  /** Parts of speech that a linear probe reads off English words. */
  WORDS(Role.STRUCTURE, false),
  /** Edges of dependency trees that a probe finds in English. */
  TREES(Role.STRUCTURE, true),
  /** Languages that a probe tells after their means were taken away. */
  IDENTITY(Role.IDENTITY, false);

  private static final String ENGLISH = "en";

  private final Role role;
  private final boolean thin;

  LayerCurve(Role role, boolean thin) {
    this.role = role;
    this.thin = thin;
  }

  /** Its name in sessions. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its name on the screen. */
  public String label() {
    return Messages.get("similarity.line." + key());
  }

  /** How it was measured, in a sentence. */
  public String about() {
    return Messages.get("curve.about." + key());
  }

  /** What its probe learned from, and what fine-tuning did with that; empty without a probe. */
  public Optional<String> learned(SimilarityReport report) {
    return this == WORDS || this == TREES
        ? report.text().probe().map(LayerCurve::learned)
        : Optional.empty();
  }

  /** What probes learned from, and what fine-tuning did with it. */
  public static String learned(SimilarityReport.Learned p) {
    return Messages.get("similarity.learned", p.words(), p.sentences(), p.file())
        + (p.trees() > 0 ? " " + Messages.get("similarity.learnedTrees", p.trees()) : "")
        + " "
        + Messages.get("similarity.exposure." + p.exposure().name());
  }

  /** Its line over layers 0 to L; empty where the report was made without its probe. */
  public Optional<LineFigure.Line> line(SimilarityReport report) {
    return switch (this) {
      case FOUND -> Optional.of(line(report, Row::meanFound));
      case CKA -> Optional.of(line(report, Row::meanCka));
      case IDENTITY -> Optional.of(line(report, Row::centredIdentity));
      case WORDS -> probed(report, Row::words);
      case TREES -> probed(report, Row::trees);
    };
  }

  /** "layer 4 (92.9 %)": where a line is highest. */
  public static String best(LineFigure.Line line) {
    int best = 0;
    for (int i = 1; i < line.y().length; i++) {
      best = line.y()[i] > line.y()[best] ? i : best;
    }
    return Messages.get(
        "similarity.at", (int) line.x()[best], String.format(Locale.ROOT, "%.1f", line.y()[best]));
  }

  /** The rows of layers, the embeddings first. */
  private static List<Row> layers(SimilarityReport report) {
    return report.rows().stream().filter(r -> r.at() instanceof Representation.Layer).toList();
  }

  private LineFigure.Line line(SimilarityReport report, Function<Row, Measured> of) {
    return line(report, of, r -> "n = " + of.apply(r).n());
  }

  private LineFigure.Line line(
      SimilarityReport report, Function<Row, Measured> of, Function<Row, String> detail) {
    var rows = layers(report);
    var measured = rows.stream().map(of).toList();
    return new LineFigure.Line(
        label(),
        role,
        thin,
        rows.stream().mapToDouble(r -> ((Representation.Layer) r.at()).number()).toArray(),
        percent(measured, Measured::value),
        percent(measured, m -> m.interval().low()),
        percent(measured, m -> m.interval().high()),
        rows.stream().map(detail).toList());
  }

  /** What a probe reads off English; under the mouse, what its control task leaves of it. */
  private Optional<LineFigure.Line> probed(
      SimilarityReport report, Function<Row, Optional<Probed>> of) {
    int english = report.text().languages().indexOf(ENGLISH);
    if (english < 0 || of.apply(report.rows().getFirst()).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        line(
            report,
            r -> of.apply(r).orElseThrow().accuracy().get(english),
            r -> {
              var p = of.apply(r).orElseThrow();
              return Messages.get(
                  this == TREES ? "similarity.selectivityTrees" : "similarity.selectivity",
                  p.accuracy().get(english).n(),
                  p.seen().n(),
                  percent(p.seen().value()),
                  p.control().n(),
                  percent(p.control().value()),
                  percent(p.selectivity().value()),
                  percent(p.selectivity().interval().low()),
                  percent(p.selectivity().interval().high()));
            }));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  private static double[] percent(List<Measured> measured, ToDoubleFunction<Measured> value) {
    return measured.stream().mapToDouble(m -> 100 * value.applyAsDouble(m)).toArray();
  }
}
