package lamina.ui.errors;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import lamina.answers.AnsweredSet;
import lamina.answers.AnswersFile;
import lamina.answers.Change;
import lamina.answers.LabelScore;
import lamina.chart.figure.HeatMapFigure;
import lamina.chart.view.FigureView;
import lamina.data.Example;
import lamina.data.Task;
import lamina.data.format.LabelMap;
import lamina.data.format.SampleData;
import lamina.evaluate.AnswerEffect;
import lamina.evaluate.Metric;
import lamina.language.Language;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.service.Channel;
import lamina.service.Request;
import lamina.service.Unanswered;
import lamina.ui.control.SaveDialog;
import lamina.ui.control.WrappedLabel;
import lamina.ui.text.LanguageWords;
import lamina.ui.text.Messages;
import lamina.ui.workspace.BackgroundTasks;
import lamina.ui.workspace.ModelRegistry;
import lamina.ui.workspace.Panel;
import lamina.ui.workspace.PanelKind;
import lamina.ui.workspace.Selection;
import org.jspecify.annotations.Nullable;

/** Where the models err in the language chosen; a click on a cell lists its examples. */
public final class ErrorsPanel implements Panel {
  /** Its name. */
  public static final PanelKind KIND = new PanelKind("errors");

  private static final int KEPT = 12;
  private static final double MAP_HEIGHT = 300;

  private final Selection selection;
  private final ModelRegistry models;
  private final SampleData sample;
  private final SaveDialog dialog;
  private final BackgroundTasks work;
  private final Consumer<Example> open;
  private final VBox node = new VBox(8);
  private final FigureView chart = new FigureView();
  private final WrappedLabel summary = new WrappedLabel();
  private final Button all = new Button(Messages.get("errors.all"));
  private final Button save = new Button(Messages.get("errors.save"));
  private final TableView<ErrorTables.Scored> labels = ErrorTables.labels();
  private final TableView<ErrorTables.Row> examples;
  private final SplitPane split = new SplitPane();
  private final Map<String, Channel> channels = new HashMap<>();
  private final Map<Key, AnsweredSet> known = new LinkedHashMap<>();
  private List<Answered> shown = List.of();
  private int asks;
  private int counts;

  /** What answers are of. */
  private record Key(Path model, Path file, List<HeadKey> heads) {}

  /**
   * A panel of nothing yet.
   *
   * @param open told the example that is to be looked at
   */
  public ErrorsPanel(
      Selection selection,
      ModelRegistry models,
      SampleData sample,
      SaveDialog dialog,
      BackgroundTasks work,
      Consumer<Example> open) {
    this.selection = selection;
    this.models = models;
    this.sample = sample;
    this.dialog = dialog;
    this.work = work;
    this.open = open;
    examples = ErrorTables.examples(row -> this.open.accept(row.example()));
    node.getStyleClass().add("panel");
    chart.setId("errors-chart");
    chart.setLeastHeight(MAP_HEIGHT);
    chart.setOnCell(this::list);
    summary.setId("errors-summary");
    all.setId("errors-all");
    all.setOnAction(e -> listChanges());
    save.setId("errors-save");
    save.setOnAction(e -> save());
    for (var button : List.of(all, save)) {
      button.setMinWidth(Region.USE_PREF_SIZE);
    }
    summary.setMinHeight(Region.USE_PREF_SIZE);
    HBox.setHgrow(summary, Priority.ALWAYS);
    summary.setMaxWidth(Double.MAX_VALUE);
    var line = new HBox(8, summary, all, save);
    line.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    var below = new SplitPane(labels, examples);
    below.setDividerPositions(0.4);
    below.getStyleClass().add("plain-split");
    split.getItems().addAll(chart, new VBox(8, line, below));
    VBox.setVgrow(below, Priority.ALWAYS);
    split.setOrientation(Orientation.VERTICAL);
    split.setDividerPositions(0.55);
    split.getStyleClass().add("plain-split");
    VBox.setVgrow(split, Priority.ALWAYS);
    selection.language().addListener(o -> refresh());
    selection.roles().addListener(o -> refresh());
    selection.variant().addListener(o -> refresh());
    selection.layer().addListener(o -> layer());
  }

  private void refresh() {
    if (node.getScene() != null) {
      shown();
    }
  }

  @Override
  public void shown() {
    var task = selection.task().get();
    var language = selection.language().get();
    var list = models.shown(task, selection.roles().get());
    int mine = ++asks;
    if (language == null || list.isEmpty()) {
      say(ModelRegistry.none(task, selection.roles().get()));
      return;
    }
    var file = file(task, language);
    if (file == null) {
      say(Messages.get("errors.nodata", task.label(), LanguageWords.name(language)));
      return;
    }
    var found = new HashMap<String, AnsweredSet>();
    for (var model : list) {
      var key = new Key(model.directory(), file, heads(model));
      if (known.containsKey(key)) {
        found.put(model.name(), known.get(key));
      } else {
        ask(model, key, language, set -> arrived(list, found, model, set, mine), mine);
      }
    }
    if (found.size() == list.size()) {
      show(list, found);
    } else if (!shown.stream().allMatch(a -> a.isOf(task, language)) || shown.isEmpty()) {
      say(Messages.get("errors.answering", list.getFirst().name(), file.getFileName().toString()));
    }
  }

  /** Null where the sample has no data of it. */
  private @Nullable Path file(Task task, Language language) {
    return sample.languages(task).contains(language)
        ? sample.evaluation(task, language).path()
        : null;
  }

  /** All heads of the variant, so that the slider asks nobody, and the last layer alone. */
  private List<HeadKey> heads(ModelSummary model) {
    var variant = ModelRegistry.variant(model, selection.variant().get());
    var heads = new LinkedHashSet<HeadKey>();
    model.heads().stream().filter(h -> h.variant().equals(variant)).forEach(heads::add);
    if (model.heads().contains(HeadKey.LAST)) {
      heads.add(HeadKey.LAST);
    }
    return List.copyOf(heads);
  }

  private void ask(
      ModelSummary model, Key key, Language language, Consumer<AnsweredSet> then, int mine) {
    work.ask(
        channels.computeIfAbsent("errors " + model.name(), Channel::new),
        new Request.AnswerSets(
            model.name(),
            List.of(key.file),
            language.code(),
            key.heads,
            Metric.of(model.task()),
            LabelMap.NONE),
        sets -> {
          keep(key, sets.sets().getFirst());
          then.accept(sets.sets().getFirst());
        },
        why -> {
          if (mine == asks && why instanceof Unanswered.Failed failed) {
            say(failed.words());
          } else if (mine == asks && why instanceof Unanswered.Cancelled) {
            say(Messages.get("errors.stopped"));
          }
        });
  }

  private void keep(Key key, AnsweredSet set) {
    if (known.size() >= KEPT) {
      known.remove(known.keySet().iterator().next());
    }
    known.put(key, set);
  }

  private void arrived(
      List<ModelSummary> list,
      Map<String, AnsweredSet> found,
      ModelSummary model,
      AnsweredSet set,
      int mine) {
    found.put(model.name(), set);
    if (mine == asks && found.size() == list.size()) {
      show(list, found);
    }
  }

  private void show(List<ModelSummary> list, Map<String, AnsweredSet> found) {
    shown =
        list.stream()
            .flatMap(
                m ->
                    Stream.ofNullable(found.get(m.name()))
                        .map(set -> new Answered(m, set, head(m))))
            .toList();
    if (!node.getChildren().equals(List.of(split))) {
      node.getChildren().setAll(split);
    }
    draw();
  }

  private HeadKey head(ModelSummary model) {
    return models.head(model, selection.variant().get(), selection.layer().get());
  }

  /** Follows the slider: nobody is asked. */
  private void layer() {
    if (!shown.isEmpty() && node.getScene() != null) {
      shown = shown.stream().map(a -> new Answered(a.model(), a.set(), head(a.model()))).toList();
      draw();
    }
  }

  private void draw() {
    var list = shown;
    chart.draw(
        () ->
            list.size() == 1
                ? ErrorFigures.confusion(list.getFirst())
                : ErrorFigures.difference(list.getFirst(), list.getLast()));
    listChanges();
    count();
  }

  /**
   * Intervals of the labels' scores take a moment; of a drag the last position alone is counted.
   */
  private void count() {
    int mine = ++counts;
    var list = shown;
    work.read(
        () ->
            mine != counts
                ? List.<ErrorTables.Scored>of()
                : list.stream()
                    .flatMap(
                        a ->
                            LabelScore.of(a.set(), a.head()).stream()
                                .map(s -> new ErrorTables.Scored(a, s)))
                    .toList(),
        rows -> {
          if (mine == counts) {
            labels.getItems().setAll(rows);
          }
        },
        why -> {});
  }

  private void listChanges() {
    var changes = shown.stream().map(a -> new ErrorTables.Changed(a, a.changes())).toList();
    examples.getItems().setAll(ErrorTables.changes(changes));
    var words =
        changes.stream()
            .map(
                c ->
                    Messages.get(
                        "errors.changes",
                        ErrorFigures.name(c.of()),
                        Change.count(c.changes(), AnswerEffect.FIXED),
                        Change.count(c.changes(), AnswerEffect.BROKEN),
                        Change.count(c.changes(), AnswerEffect.CHANGED)))
            .toList();
    summary.say(Messages.get("errors.against") + String.join("  ·  ", words));
  }

  /** Lists the examples of a cell. */
  private void list(int row, int column) {
    if (chart.figure() instanceof HeatMapFigure f && !shown.isEmpty()) {
      var label = f.rows().get(row);
      var name = f.columns().get(column);
      var answer = name.equals(ErrorFigures.answer("")) ? "" : name;
      var rows = ErrorTables.taken(shown, label, answer);
      examples.getItems().setAll(rows);
      summary.say(Messages.get("errors.listed", rows.size(), label, name));
    }
  }

  /** Writes the answers of all models that are shown, a column for each head. */
  private void save() {
    var sets = shown.stream().map(Answered::set).toList();
    if (sets.isEmpty()) {
      return;
    }
    var name = sets.getFirst().name().replaceFirst("\\.[^.]*$", "") + "-answers.tsv";
    dialog
        .save(name)
        .ifPresent(
            file ->
                work.read(
                    () -> {
                      AnswersFile.write(sets, file);
                      return file;
                    },
                    done -> summary.say(Messages.get("errors.saved", done.toString()))));
  }

  private void say(String text) {
    chart.setFigure(null);
    shown = List.of();
    var label = new WrappedLabel(text);
    label.getStyleClass().add("empty");
    node.getChildren().setAll(label);
  }

  @Override
  public Node node() {
    return node;
  }

  @Override
  public List<FigureView> figures() {
    return Stream.of(chart).filter(v -> v.figure() != null).toList();
  }

  @Override
  public List<FigureView> allViews() {
    return new ArrayList<>(List.of(chart));
  }
}
