package lamina.ui.explore;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntBiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import lamina.chart.figure.GateMapFigure;
import lamina.chart.view.FigureView;
import lamina.fusion.Variant;
import lamina.fusion.Variants;
import lamina.model.ModelSummary;
import lamina.model.ModelSummary.Role;
import lamina.service.Analysis;
import lamina.text.Input;
import lamina.text.Tokens;
import lamina.ui.control.Scrolling;
import lamina.ui.control.WrappedLabel;
import lamina.ui.text.FigureTexts;
import lamina.ui.text.Messages;
import lamina.ui.workspace.BackgroundTasks;

/** What the models say of one text: answers, gate maps, and what a cell of them holds. */
final class AnswerView {
  /**
   * A text and all that is known of it.
   *
   * @param models that are shown
   * @param analyses one a model
   * @param gold labels of a sample sentence; empty for a text of one's own
   */
  record Answers(
      List<ModelSummary> models,
      List<Analysis> analyses,
      Input input,
      List<String> gold,
      Variant variant,
      boolean rightToLeft) {}

  private static final double ROW_HEIGHT = 15;
  private static final double MAP_FRAME = 98;

  private final VBox node = new VBox(12);
  private final WrappedLabel cut = new WrappedLabel();
  private final WrappedLabel change = new WrappedLabel();
  private final WrappedLabel effect = new WrappedLabel();
  private final PredictionView prediction = new PredictionView();
  private final VBox maps = new VBox(8);
  private final Map<Role, FigureView> views = new EnumMap<>(Role.class);
  private final CellView details;
  private final ToIntBiFunction<ModelSummary, Analysis> place;
  private final EditEffect edit = new EditEffect();
  private Answers shown;
  private String cell = "";

  /**
   * A view of nothing yet.
   *
   * @param place where the slider stands among the layers of a model's analysis
   */
  AnswerView(BackgroundTasks work, ToIntBiFunction<ModelSummary, Analysis> place) {
    this.place = place;
    details = new CellView(work);
    cut.getStyleClass().add("cut");
    cut.setId("cut");
    change.getStyleClass().add("note");
    change.setId("change");
    effect.setId("edit-effect");
    for (var label : List.of(cut, change, effect)) {
      label.setMinHeight(Region.USE_PREF_SIZE);
      label.managedProperty().bind(label.visibleProperty());
    }
    for (var role : Role.values()) {
      var view = new FigureView();
      view.setId("gates-" + role.name().toLowerCase(Locale.ROOT));
      VBox.setVgrow(view, Priority.ALWAYS);
      view.setOnCell(
          (row, token) -> {
            showChannels(role, row, token);
            Scrolling.into(details.node());
          });
      views.put(role, view);
    }
    // The same tokens stand one under another, wherever the window over a long text is.
    var teacher = views.get(Role.TEACHER).firstTokenProperty();
    views.get(Role.STUDENT).firstTokenProperty().bindBidirectional(teacher);
    details.firstTokenProperty().bindBidirectional(teacher);
    VBox.setVgrow(maps, Priority.ALWAYS);
    VBox.setVgrow(node, Priority.ALWAYS);
  }

  /** Shows a message in place of answers. */
  void say(String text) {
    var empty = new WrappedLabel(text);
    empty.getStyleClass().add("empty");
    shown = null;
    node.getChildren().setAll(new StackPane(empty));
  }

  /** Shows answers. */
  void show(Answers answers) {
    boolean other = shown == null || !shown.input.equals(answers.input);
    shown = answers;
    node.getChildren().setAll(cut, prediction.node(), effect, change, maps);
    if (!answers.gold.isEmpty()) {
      var unedited = answers.analyses.stream().collect(Collectors.toMap(Analysis::model, a -> a));
      edit.keep(unedited); // to compare edits with
    }
    // Models differ in how much they read, and in pieces.
    var all = answers.analyses.stream().map(Analysis::tokens).toList();
    var least = all.stream().filter(t -> t.cut().happened()).findFirst();
    cut.say(cutNote(least.orElse(all.getFirst())));
    cut.setVisible(least.isPresent());
    prediction.show(answers.models, answers.analyses, answers.gold, answers.rightToLeft);
    if (other) {
      views.get(Role.TEACHER).firstTokenProperty().set(0);
    }
    showMaps();
    layer();
    if (cell.matches("(TEACHER|STUDENT) \\d{1,4} \\d{1,4}")) {
      var parts = cell.split(" ");
      showChannels(Role.valueOf(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }
  }

  private void showMaps() {
    maps.getChildren().clear();
    for (int i = 0; i < shown.models.size(); i++) {
      var model = shown.models.get(i);
      var view = views.get(model.role());
      var analysis = shown.analyses.get(i);
      boolean rightToLeft = shown.rightToLeft;
      FigureTexts.gateMap(model, analysis, rightToLeft)
          .ifPresent(
              figure -> {
                view.draw(() -> FigureTexts.gateMap(model, analysis, rightToLeft).orElseThrow());
                // Room for every layer's label, so that both maps have rows of about one height.
                view.setLeastHeight(ROW_HEIGHT * figure.layers().size() + MAP_FRAME);
                maps.getChildren().add(view);
              });
    }
    views.values().stream()
        .filter(v -> !maps.getChildren().contains(v))
        .forEach(v -> v.setFigure(null)); // the map of a model that isn't shown any more
    if (maps.getChildren().isEmpty()) {
      boolean ever =
          shown.models.stream().anyMatch(m -> m.variants().stream().anyMatch(Variant::hasGate));
      var none =
          new WrappedLabel(
              ever
                  ? Messages.get(
                      "explore.nogate",
                      shown.variant.key(),
                      Messages.anyOf(Variants.KNOWN.keys(Variant::hasGate)))
                  : Messages.get("explore.onehead", shown.models.getFirst().name()));
      none.getStyleClass().add("empty");
      maps.getChildren().add(none);
    } else if (details.shown()) {
      details.clear();
    }
  }

  private static String cutNote(Tokens tokens) {
    var stops =
        tokens.stops().stream()
            .map(w -> Messages.get("cut.word", tokens.word(w), w + 1, tokens.words().size()))
            .collect(Collectors.joining(Messages.get("cut.and")));
    int kept = tokens.cut().keptPieces();
    int all = tokens.cut().allPieces();
    return stops.isEmpty()
        ? Messages.get("cut.pieces", tokens.length(), kept, all)
        : Messages.get("cut.note", tokens.length(), kept, all, stops);
  }

  /** Follows the slider: writes into nodes that are there, of the answers that are shown. */
  void layer() {
    if (shown == null) {
      return;
    }
    var positions =
        IntStream.range(0, shown.models.size())
            .mapToObj(i -> place.applyAsInt(shown.models.get(i), shown.analyses.get(i)))
            .toList();
    for (int i = 0; i < positions.size(); i++) {
      views.get(shown.models.get(i).role()).setHighlightedRow(positions.get(i));
    }
    int[] differing = prediction.update(positions);
    var words =
        IntStream.range(0, positions.size())
            .mapToObj(i -> edit.words(shown.models.get(i), shown.analyses.get(i), positions.get(i)))
            .filter(w -> !w.isEmpty())
            .toList();
    effect.say(String.join("  ·  ", words));
    effect.setVisible(!words.isEmpty());
    boolean baseline = positions.getFirst() < 0 || shown.analyses.getFirst().variant().isBaseline();
    var role =
        FigureTexts.name(FigureTexts.role(shown.models.getFirst().role())).toLowerCase(Locale.ROOT);
    change.say(
        baseline
            ? Messages.get("explore.baselineShown")
            : Messages.get("explore.change", differing[0], differing[1], role)
                + (shown.variant.hasGate() ? " " + Messages.get("explore.click") : ""));
  }

  private void showChannels(Role role, int row, int token) {
    int index =
        shown == null ? -1 : shown.models.stream().map(ModelSummary::role).toList().indexOf(role);
    boolean there =
        index >= 0
            && views.get(role).figure() instanceof GateMapFigure map
            && row < map.layers().size()
            && token < map.tokens().size();
    if (there) {
      cell = role.name() + " " + row + " " + token;
      details.show(
          shown.models.get(index),
          shown.analyses.get(index),
          shown.input,
          row,
          token,
          shown.rightToLeft);
      maps.getChildren().remove(details.node());
      maps.getChildren().add(maps.getChildren().indexOf(views.get(role)) + 1, details.node());
    }
  }

  /** The cell that is opened, as a session keeps it; empty where none is. */
  String cell() {
    return cell;
  }

  /** The cell to open with the next answers. */
  void openCell(String name) {
    cell = name;
  }

  /** Charts that are shown, the hero first. */
  List<FigureView> figures() {
    return allViews().stream().filter(v -> v.figure() != null).toList();
  }

  List<FigureView> allViews() {
    var all = new ArrayList<FigureView>();
    all.add(views.get(Role.TEACHER));
    all.add(views.get(Role.STUDENT));
    all.addAll(details.views());
    return all;
  }

  Node node() {
    return node;
  }
}
