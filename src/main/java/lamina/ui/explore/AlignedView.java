package lamina.ui.explore;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToIntBiFunction;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import lamina.chart.figure.AlignedFigure;
import lamina.chart.paint.AlignedLayout;
import lamina.chart.view.FigureView;
import lamina.data.Example;
import lamina.data.Task;
import lamina.data.format.SampleData;
import lamina.fusion.Variant;
import lamina.language.Language;
import lamina.model.ModelSummary;
import lamina.model.ModelSummary.Role;
import lamina.service.Analysis;
import lamina.service.Request;
import lamina.service.Ticket;
import lamina.service.Unanswered;
import lamina.text.Tokenizer;
import lamina.ui.workspace.BackgroundTasks;
import lamina.ui.workspace.ModelRegistry;

/** A sample sentence in all the languages that it was translated to, one under another. */
final class AlignedView {
  private final SampleData sample;
  private final BackgroundTasks work;
  private final ToIntBiFunction<ModelSummary, Analysis> position;
  private final VBox node = new VBox(16);
  private final Map<Role, FigureView> views = new EnumMap<>(Role.class);
  private final List<Ticket<?>> asked = new ArrayList<>();
  private List<AlignedFigures> figures = List.of();
  private int shows;
  private int heights;

  /**
   * A view of nothing yet.
   *
   * @param position where the slider stands among the layers of a model's analysis
   * @param select told the language of a line that is clicked
   */
  AlignedView(
      SampleData sample,
      BackgroundTasks work,
      ToIntBiFunction<ModelSummary, Analysis> position,
      Consumer<Language> select) {
    this.sample = sample;
    this.work = work;
    this.position = position;
    for (var role : Role.values()) {
      var view = new FigureView();
      view.setId("aligned-" + role.name().toLowerCase(Locale.ROOT));
      view.setOnCell(
          (line, word) ->
              figures.stream()
                  .filter(f -> f.model().role() == role)
                  .findFirst()
                  .ifPresent(f -> select.accept(f.sentences().get(line).example().language())));
      views.put(role, view);
    }
    node.setId("aligned");
    node.widthProperty().addListener(o -> fit());
    views.get(Role.TEACHER).zoomProperty().addListener(o -> fit());
  }

  /**
   * Reads and asks in the background, then shows; what is shown stays until then.
   *
   * @param then told the answers to the sentence itself
   * @param none told where the example has no translations
   * @param failed told why nothing can be shown, unless something newer is to be shown
   */
  void show(
      Task task,
      Example example,
      List<ModelSummary> models,
      Variant variant,
      Runnable then,
      Runnable none,
      Consumer<Unanswered> failed) {
    int mine = ++shows;
    asked.forEach(t -> t.cancel().run());
    asked.clear();
    work.read(
        () -> Translation.of(sample, task, example),
        sentences -> {
          if (mine != shows) {
            return;
          }
          if (sentences.isEmpty()) {
            none.run();
            return;
          }
          var inputs = sentences.stream().map(t -> Tokenizer.input(t.example())).toList();
          var found = new HashMap<String, AlignedFigures>();
          for (var model : models) {
            var request =
                new Request.AnalyseAll(model.name(), inputs, ModelRegistry.variant(model, variant));
            asked.add(
                work.ask(
                    request,
                    list -> {
                      found.put(model.name(), AlignedFigures.of(model, sentences, list));
                      if (mine == shows && found.size() == models.size()) {
                        figures = models.stream().map(m -> found.get(m.name())).toList();
                        place();
                        then.run();
                      }
                    },
                    failure -> failed(mine, failure, failed)));
          }
        },
        failure -> failed(mine, failure, failed));
  }

  private void failed(int mine, Unanswered failure, Consumer<Unanswered> told) {
    if (mine == shows) {
      told.accept(failure);
    }
  }

  private void place() {
    var shown = figures.stream().map(f -> views.get(f.model().role())).toList();
    views.values().stream().filter(v -> !shown.contains(v)).forEach(v -> v.setFigure(null));
    node.getChildren().setAll(shown);
    layer();
    fit();
  }

  /** Follows the slider: the service isn't asked. */
  void layer() {
    for (var each : figures) {
      int at = position.applyAsInt(each.model(), each.analyses().getFirst());
      views.get(each.model().role()).draw(() -> each.at(at));
    }
  }

  /** Measures how high the figures are; words stay where they are from layer to layer. */
  private void fit() {
    double width = node.getWidth() / views.get(Role.TEACHER).zoomProperty().get();
    var shown = new EnumMap<Role, AlignedFigure>(Role.class);
    views.forEach(
        (role, view) -> {
          if (view.figure() instanceof AlignedFigure f) {
            shown.put(role, f);
          }
        });
    if (width < 1 || shown.isEmpty()) {
      return;
    }
    int mine = ++heights;
    work.read(
        () -> {
          var high = new EnumMap<Role, Double>(Role.class);
          shown.forEach((role, figure) -> high.put(role, AlignedLayout.of(figure, width).height()));
          return high;
        },
        high -> {
          if (mine == heights) {
            high.forEach(
                (role, height) -> {
                  views.get(role).setFixedHeight(height);
                });
          }
        });
  }

  /** Shows nothing; an answer that is on its way is dropped. */
  void clear() {
    shows++;
    asked.forEach(t -> t.cancel().run());
    asked.clear();
    figures = List.of();
    views.values().forEach(v -> v.setFigure(null));
  }

  /** Charts that are shown. */
  List<FigureView> figures() {
    return allViews().stream().filter(v -> v.figure() != null).toList();
  }

  List<FigureView> allViews() {
    return List.of(views.get(Role.TEACHER), views.get(Role.STUDENT));
  }

  Node node() {
    return node;
  }
}
