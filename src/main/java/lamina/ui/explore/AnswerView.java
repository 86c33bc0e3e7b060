package lamina.ui.explore;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import lamina.chart.figure.LayerMapFigure;
import lamina.chart.paint.FigureCells;
import lamina.chart.paint.LayerMapLayout;
import lamina.chart.view.FigureView;
import lamina.fusion.Variant;
import lamina.fusion.Variants;
import lamina.language.Language;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.model.ModelSummary.Role;
import lamina.service.Analysis;
import lamina.text.Input;
import lamina.text.Tokens;
import lamina.ui.control.HelpMark;
import lamina.ui.control.Scrolling;
import lamina.ui.control.WrappedLabel;
import lamina.ui.text.Messages;
import lamina.ui.workspace.BackgroundTasks;

/** What the models say of one text: answers and gates by layer, and what a gate holds. */
final class AnswerView {
  /**
   * A text and all that is known of it.
   *
   * @param models that are shown
   * @param analyses one a model
   * @param gold labels of a sample sentence; empty for a text of one's own
   * @param language of the sample; empty for a text of one's own
   */
  record Answers(
      List<ModelSummary> models,
      List<Analysis> analyses,
      Input input,
      List<String> gold,
      Optional<Language> language,
      Variant variant,
      boolean rightToLeft) {}

  private final VBox node = new VBox(8);
  private final WrappedLabel cut = new WrappedLabel();
  private final WrappedLabel hint = new WrappedLabel();
  private final WrappedLabel effect = new WrappedLabel();
  private final WrappedLabel ungated = new WrappedLabel();
  private final WrappedLabel evidence = new WrappedLabel();
  private final CheckBox pieces = new CheckBox(Messages.get("explore.pieces"));
  private final CheckBox unusual = new CheckBox(Messages.get("explore.unusual"));
  private final StackPane unusualPlace = new StackPane(unusual); // says why it can't be chosen
  private final HBox switches = new HBox(16, hint, new HelpMark("gate"), unusualPlace, pieces);
  private final VBox maps = new VBox(8);
  private final Map<Role, FigureView> views = new EnumMap<>(Role.class);
  private final CellView details;
  private final UsualGates usual;
  private boolean byTheRule;
  private final SliderPlace place;
  private final BiConsumer<ModelSummary, HeadKey> slide;
  private final EditEffect edit = new EditEffect();
  private List<LayerMaps> groups = List.of();
  private Answers shown;
  private String cell = "";

  /**
   * A view of nothing yet.
   *
   * @param place of the slider
   * @param slide moves the slider to a head of a model
   */
  AnswerView(BackgroundTasks work, SliderPlace place, BiConsumer<ModelSummary, HeadKey> slide) {
    this.place = place;
    this.slide = slide;
    details = new CellView(work);
    usual = new UsualGates(work, this::draw);
    cut.getStyleClass().add("cut");
    cut.setId("cut");
    hint.getStyleClass().add("note");
    hint.setId("hint");
    effect.setId("edit-effect");
    ungated.getStyleClass().add("note");
    ungated.setId("no-gates");
    evidence.setId("evidence");
    for (var label : List.of(cut, hint, effect, ungated, evidence)) {
      label.setMinHeight(Region.USE_PREF_SIZE);
      label.managedProperty().bind(label.visibleProperty());
    }
    pieces.setId("pieces");
    pieces.setTooltip(new Tooltip(Messages.get("explore.pieces.tip")));
    unusual.setId("unusual");
    for (var box : List.of(unusualPlace, pieces)) {
      box.setMinWidth(Region.USE_PREF_SIZE);
      box.managedProperty().bind(box.visibleProperty());
    }
    pieces.selectedProperty().addListener(o -> draw());
    unusual.setOnAction(
        e -> {
          byTheRule = unusual.isSelected();
          draw();
        });
    HBox.setHgrow(hint, Priority.ALWAYS);
    hint.setMaxWidth(Double.MAX_VALUE);
    switches.setAlignment(Pos.CENTER_LEFT);
    for (var role : Role.values()) {
      var view = new FigureView();
      view.setId("answers-" + role.name().toLowerCase(Locale.ROOT));
      VBox.setVgrow(view, Priority.ALWAYS);
      view.setOnCell((row, column) -> clicked(role, row, column));
      view.zoomProperty().addListener(o -> fit());
      views.put(role, view);
    }
    // The same words stand one under another, wherever the window over a long text is.
    views
        .get(Role.STUDENT)
        .firstTokenProperty()
        .bindBidirectional(views.get(Role.TEACHER).firstTokenProperty());
    maps.widthProperty().addListener(o -> fit());
    VBox.setVgrow(maps, Priority.ALWAYS);
    VBox.setVgrow(node, Priority.ALWAYS);
  }

  /** Shows a message in place of answers. */
  void say(String text) {
    var empty = new WrappedLabel(text);
    empty.getStyleClass().add("empty");
    shown = null;
    groups = List.of();
    allViews().forEach(v -> v.setFigure(null)); // of another text
    node.getChildren().setAll(new StackPane(empty));
  }

  /** Shows answers. */
  void show(Answers answers) {
    boolean other = shown == null || !shown.input.equals(answers.input);
    shown = answers;
    if (!answers.gold.isEmpty()) {
      var unedited = answers.analyses.stream().collect(Collectors.toMap(Analysis::model, a -> a));
      edit.keep(unedited); // to compare edits with
    }
    // Models differ in how much they read, and in pieces.
    var all = answers.analyses.stream().map(Analysis::tokens).toList();
    var least = all.stream().filter(t -> t.cut().happened()).findFirst();
    cut.say(cutNote(least.orElse(all.getFirst())));
    cut.setVisible(least.isPresent());
    if (other) {
      views.get(Role.TEACHER).firstTokenProperty().set(0);
    }
    draw();
    if (gated()) {
      usual.read(answers.models);
    }
  }

  private void draw() {
    if (shown == null) {
      return;
    }
    groups =
        LayerMaps.of(
            shown.models, shown.analyses, shown.gold, place.last(), reading(), shown.rightToLeft);
    details.clear();
    showMaps();
    layer();
    fit();
    node.getChildren().setAll(cut, effect, maps, evidence, ungated, switches);
    if (cell.matches("(TEACHER|STUDENT) \\d{1,4} \\d{1,4}")) {
      var parts = cell.split(" ");
      showChannels(Role.valueOf(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }
  }

  private GateReading reading() {
    if (!gated()) {
      return GateReading.WORDS;
    }
    var norms = usual.of(shown.models);
    boolean known = norms.stream().anyMatch(Optional::isPresent);
    unusual.setDisable(!known);
    unusual.setSelected(known && byTheRule);
    var tip = new Tooltip(Messages.get(known ? "explore.unusual.tip" : "explore.unusual.none"));
    Tooltip.install(unusualPlace, tip);
    return new GateReading(pieces.isSelected(), unusual.isSelected() ? norms : List.of());
  }

  private boolean gated() {
    return shown.analyses.stream().anyMatch(a -> a.variant().hasGate());
  }

  private void showMaps() {
    var wanted = new ArrayList<Node>();
    groups.forEach(g -> wanted.add(view(g)));
    views.values().stream()
        .filter(v -> !wanted.contains(v))
        .forEach(v -> v.setFigure(null)); // of a model that isn't shown any more
    views.values().forEach(v -> v.setOpened(Optional.empty()));
    if (!maps.getChildren().equals(wanted)) {
      maps.getChildren().setAll(wanted);
    }
    boolean gated = gated();
    boolean ever =
        shown.models.stream().anyMatch(m -> m.variants().stream().anyMatch(Variant::hasGate));
    ungated.say(
        ever
            ? Messages.get(
                "explore.nogate",
                shown.variant.key(),
                Messages.anyOf(Variants.KNOWN.keys(Variant::hasGate)))
            : Messages.get("explore.onehead", shown.models.getFirst().name()));
    ungated.setVisible(!gated);
    pieces.setVisible(gated);
    unusualPlace.setVisible(gated);
    hint.say(Messages.get(gated ? "explore.click" : "explore.clickRow"));
  }

  /** The view of a group of models is that of its first. */
  private FigureView view(LayerMaps group) {
    return views.get(group.models().getFirst().role());
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
    for (var group : groups) {
      var positions = positions(group);
      var stops = stops(group);
      var text = text(shown.input);
      var language = shown.language;
      view(group)
          .draw(() -> group.at(positions), () -> group.moved(positions, stops, text, language));
    }
    var words =
        IntStream.range(0, shown.models.size())
            .mapToObj(
                i -> {
                  var model = shown.models.get(i);
                  var analysis = shown.analyses.get(i);
                  return edit.words(model, analysis, place.now(model, analysis));
                })
            .filter(w -> !w.isEmpty())
            .toList();
    effect.say(String.join("  ·  ", words));
    effect.setVisible(!words.isEmpty());
  }

  private static String text(Input input) {
    return switch (input) {
      case Input.Text t -> t.text();
      case Input.Words w -> String.join(" ", w.words());
      case Input.Pair p -> p.premise() + " / " + p.hypothesis();
    };
  }

  /** Says what the layer does over a whole test set, under what it does here. */
  void evidence(String words) {
    evidence.say(words);
    evidence.setVisible(!words.isEmpty());
  }

  private List<Integer> positions(LayerMaps group) {
    return positions(group, place.layer());
  }

  private List<Integer> positions(LayerMaps group, int layer) {
    return IntStream.range(0, group.models().size())
        .mapToObj(i -> place.of(group.models().get(i), group.analyses().get(i), layer))
        .toList();
  }

  /** What a file's reader can move through; nothing where all stops are one. */
  private Map<String, List<Integer>> stops(LayerMaps group) {
    var stops = new LinkedHashMap<String, List<Integer>>();
    for (int layer = 1; layer <= place.last(); layer++) {
      var name = layer == place.last() ? Messages.get("bar.last") : Integer.toString(layer);
      stops.put(name, positions(group, layer));
    }
    return stops.values().stream().distinct().count() > 1 ? stops : Map.of();
  }

  /** Gives each figure the height that its rows need. */
  private void fit() {
    for (var group : groups) {
      var view = view(group);
      double width = maps.getWidth() / view.zoomProperty().get();
      if (width > 1 && view.figure() instanceof LayerMapFigure f) {
        var heights = LayerMapLayout.heights(f, width);
        view.setHeights(heights.least(), heights.full());
      }
    }
  }

  /** A click on a row moves the slider; one on a gate shows what it holds, too. */
  private void clicked(Role role, int row, int column) {
    var group = group(role);
    if (group.isEmpty() || !(views.get(role).figure() instanceof LayerMapFigure f)) {
      return;
    }
    int answers = f.answerRows().size();
    boolean gates = row >= answers;
    var at = gates ? f.gateRows().get(row - answers) : f.answerRows().get(row);
    slide.accept(group.get().models().get(at.block()), group.get().head(at));
    int token = gates && column >= 0 ? group.get().token(at.block(), column) : -1;
    if (token >= 0) {
      showChannels(group.get().models().get(at.block()).role(), group.get().position(at), token);
      Scrolling.into(details.node());
    }
  }

  private Optional<LayerMaps> group(Role role) {
    return groups.stream()
        .filter(g -> g.models().stream().anyMatch(m -> m.role() == role))
        .findFirst();
  }

  /**
   * Shows what a gate holds.
   *
   * @param position of the layer in its analysis
   * @param token a piece
   */
  private void showChannels(Role role, int position, int token) {
    var group = group(role);
    if (shown == null || group.isEmpty()) {
      return;
    }
    int index = shown.models.stream().map(ModelSummary::role).toList().indexOf(role);
    var analysis = shown.analyses.get(index);
    boolean there =
        position < analysis.layers().size()
            && token < analysis.layers().get(position).gate().length;
    if (!there) {
      return;
    }
    cell = role.name() + " " + position + " " + token;
    details.show(
        shown.models.get(index), analysis, shown.input, position, token, shown.rightToLeft);
    outline(group.get(), role, position, token);
    maps.getChildren().remove(details.node());
    maps.getChildren().add(maps.getChildren().indexOf(view(group.get())) + 1, details.node());
  }

  private void outline(LayerMaps group, Role role, int position, int token) {
    views.values().forEach(v -> v.setOpened(Optional.empty()));
    int block = group.models().stream().map(ModelSummary::role).toList().indexOf(role);
    if (view(group).figure() instanceof LayerMapFigure f) {
      var rows = f.gateRows();
      for (int r = 0; r < rows.size(); r++) {
        if (rows.get(r).block() == block && group.position(rows.get(r)) == position) {
          var at = new FigureCells.Cell(f.answerRows().size() + r, group.column(block, token));
          view(group).setOpened(Optional.of(at));
        }
      }
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

  /** Whether every piece has a column, rather than every word. */
  boolean pieces() {
    return pieces.isSelected();
  }

  void setPieces(boolean shownByPiece) {
    pieces.setSelected(shownByPiece);
  }

  /** Whether gates are shown by what they are as a rule. */
  boolean unusual() {
    return byTheRule;
  }

  void setUnusual(boolean wanted) {
    byTheRule = wanted;
    draw();
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
