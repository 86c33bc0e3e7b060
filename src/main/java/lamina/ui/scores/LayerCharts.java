package lamina.ui.scores;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import lamina.chart.figure.Figure;
import lamina.chart.figure.LineFigure;
import lamina.chart.figure.Role;
import lamina.chart.view.FigureView;
import lamina.evaluate.ScoreTable;
import lamina.experiment.ExperimentResults;
import lamina.experiment.Published;
import lamina.fusion.Variant;
import lamina.similarity.SimilarityReport;
import lamina.ui.control.WrappedLabel;
import lamina.ui.text.Messages;
import lamina.ui.workspace.LayerCurve;

/**
 * Charts over layers: of each source its scores and, on the same columns below, a curve of its
 * states. They are made when what they show changes; the slider moves their mark alone.
 */
final class LayerCharts {
  private static final double MAP_HEIGHT = 400;
  private static final double LINES_HEIGHT = 250;
  private static final double CURVE_HEIGHT = 200;

  /**
   * A curve of a model's states.
   *
   * @param model name
   * @param report that has the curve
   */
  record Below(LayerCurve curve, String model, SimilarityReport report) {}

  /**
   * What charts are of.
   *
   * @param below curve under the scores; empty for none
   * @param note why there is none, in words; empty where none is wanted
   */
  record Source(ExperimentResults evidence, Variant variant, Optional<Below> below, String note) {}

  /**
   * What is shown of all sources.
   *
   * @param map gains by language, in place of lines
   * @param language of the lines: code, or {@code mean}
   * @param reported whether what the paper reports stands beside the teacher's gain
   */
  record Look(boolean map, String language, boolean reported) {}

  /** Told of a layer that was clicked. */
  interface Click {
    /**
     * A layer was clicked.
     *
     * @param language code, or {@code mean} where no language was clicked
     */
    void clicked(Source source, int layer, String language);
  }

  private record Wanted(List<Source> sources, Look look) {}

  private record Place(FigureView scores, FigureView curve) {}

  /** A figure of a source, and how it is made again. */
  private record Made(Source source, Figure figure, Supplier<? extends Figure> anew) {
    Made with(UnaryOperator<Figure> change) {
      return new Made(source, change.apply(figure), () -> change.apply(anew.get()));
    }

    /** Shows it with its mark; one that is shown so already isn't painted again. */
    void show(FigureView view, double at) {
      var marked = marked(figure, at);
      if (!marked.equals(view.figure())) {
        view.draw(() -> marked, () -> marked(anew.get(), at));
      }
    }

    private static Figure marked(Figure figure, double at) {
      return figure instanceof LineFigure f ? f.highlighted(at) : figure;
    }
  }

  private final Published published = Published.load();
  private final VBox node = new VBox(12);
  private final List<Place> places = List.of(place("layers-first"), place("layers-second"));
  private final Click click;
  private Wanted known = new Wanted(List.of(), new Look(false, "", false));
  private List<Made> scores = List.of();
  private List<Made> curves = List.of();

  LayerCharts(Click click) {
    this.click = click;
    VBox.setVgrow(node, Priority.ALWAYS);
  }

  private static Place place(String id) {
    var place = new Place(new FigureView(), new FigureView());
    place.scores.setId(id);
    place.curve.setId(id + "-below");
    place.curve.setFixedHeight(CURVE_HEIGHT);
    VBox.setVgrow(place.scores, Priority.ALWAYS);
    return place;
  }

  /**
   * Shows sources, at most two.
   *
   * @param mark layer of the slider in a source; NaN for none
   * @return whether any of them has something to show
   */
  boolean show(List<Source> sources, Look look, ToDoubleFunction<Source> mark) {
    var wanted = new Wanted(sources, look);
    if (!wanted.equals(known)) {
      known = wanted;
      make(wanted);
    }
    for (int i = 0; i < scores.size(); i++) {
      scores.get(i).show(places.get(i).scores, mark.applyAsDouble(scores.get(i).source));
    }
    for (var curve : curves) {
      curve.show(places.get(index(curve.source)).curve, mark.applyAsDouble(curve.source));
    }
    return !scores.isEmpty();
  }

  private int index(Source source) {
    return scores.stream().map(Made::source).toList().indexOf(source);
  }

  private void make(Wanted wanted) {
    var figures = new ArrayList<LayerFigures>();
    var lines = new ArrayList<Made>();
    for (var source : wanted.sources) {
      var of = new LayerFigures(source.evidence, source.variant);
      Supplier<Optional<? extends Figure>> maker = () -> figure(of, source, wanted.look);
      maker
          .get()
          .ifPresent(
              f -> {
                figures.add(of);
                lines.add(new Made(source, f, () -> maker.get().orElseThrow()));
              });
    }
    scores = onOneAxis(lines);
    curves =
        onOneAxis(
            scores.stream()
                .map(Made::source)
                .flatMap(s -> s.below.stream().map(b -> new Made(s, figure(b), () -> figure(b))))
                .toList());
    curves = curves.stream().map(c -> c.with(columns(c.source))).toList();
    scores = scores.stream().map(s -> s.with(columns(s.source))).toList();
    var shown = new ArrayList<Node>();
    for (int i = 0; i < scores.size(); i++) {
      shown.addAll(nodes(i, figures.get(i), wanted.look));
    }
    allViews().stream().filter(v -> !shown.contains(v)).forEach(v -> v.setFigure(null));
    node.getChildren().setAll(shown);
  }

  private List<Node> nodes(int index, LayerFigures figures, Look look) {
    var source = scores.get(index).source;
    var place = places.get(index);
    place.scores.setLeastHeight(look.map ? MAP_HEIGHT : LINES_HEIGHT);
    place.scores.setOnCell((row, column) -> clicked(index, figures, look, row, column));
    if (source.below.isPresent()) {
      place.curve.setOnCell((row, column) -> click.clicked(source, column, ScoreTable.MEAN));
      return List.of(place.scores, place.curve);
    }
    if (source.note.isEmpty()) {
      return List.of(place.scores);
    }
    var note = new WrappedLabel(source.note);
    note.getStyleClass().add("note");
    note.setId(place.curve.getId() + "-note");
    return List.of(place.scores, note);
  }

  /** A point of the model's own line, or a cell of the map, selects its layer and its language. */
  private void clicked(int index, LayerFigures figures, Look look, int row, int column) {
    var chart = scores.get(index);
    if (look.map) {
      click.clicked(chart.source, figures.columns().get(column), figures.rows().get(row));
    } else if (row == 0 && chart.figure instanceof LineFigure f) {
      // the baseline has no layer, the reported line is another model's
      click.clicked(chart.source, (int) f.lines().getFirst().x()[column], ScoreTable.MEAN);
    }
  }

  private Optional<? extends Figure> figure(LayerFigures figures, Source source, Look look) {
    if (look.map) {
      return figures.gains();
    }
    return look.reported && LayerFigures.role(source.evidence) == Role.TEACHER
        ? figures.besidePublished(published)
        : figures.scores(look.language);
  }

  /** The curve of a model's states by itself: its scale is none of scores. */
  private static LineFigure figure(Below below) {
    var line = below.curve.line(below.report).orElseThrow();
    return new LineFigure(
        Messages.get("layers.below.title", line.name(), LayerCurve.best(line)),
        Messages.get(
            "layers.below.caption",
            below.model,
            below.report.text().sentences(),
            below.report.text().languages().size(),
            below.curve.about()
                + below.curve.learned(below.report).map(words -> " " + words).orElse("")),
        Messages.get("similarity.x"),
        Messages.get("similarity.y"),
        List.of(line.bold()),
        Double.NaN);
  }

  /** Teacher and student stand on one axis, so that their heights can be compared. */
  private static List<Made> onOneAxis(List<Made> all) {
    var lines =
        all.stream()
            .map(Made::figure)
            .filter(LineFigure.class::isInstance)
            .map(LineFigure.class::cast)
            .toList();
    double low = lines.stream().mapToDouble(LineFigure::lowest).min().orElse(0);
    double high = lines.stream().mapToDouble(LineFigure::highest).max().orElse(1);
    return all.stream()
        .map(m -> m.with(f -> f instanceof LineFigure l ? l.within(low, high) : f))
        .toList();
  }

  /** Scores and curve of a source have a column for each of its layers, the embeddings first. */
  private UnaryOperator<Figure> columns(Source source) {
    if (source.below.isEmpty() || !(scores.get(index(source)).figure instanceof LineFigure lines)) {
      return f -> f;
    }
    double last = Math.max(source.below.get().report.layers(), lines.to());
    return f -> f instanceof LineFigure l ? l.over(0, last) : f;
  }

  /** Shows a message in place of charts. */
  void say(String text) {
    known = new Wanted(List.of(), known.look);
    scores = List.of();
    curves = List.of();
    allViews().forEach(v -> v.setFigure(null));
    var label = new WrappedLabel(text);
    label.getStyleClass().add("empty");
    node.getChildren().setAll(label);
  }

  Node node() {
    return node;
  }

  /** Each chart of scores, and after it the curve below. */
  List<FigureView> allViews() {
    return places.stream().flatMap(p -> Stream.of(p.scores, p.curve)).toList();
  }
}
