package lamina.ui.training;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import lamina.data.Task;
import lamina.data.Tasks;
import lamina.data.format.SampleData;
import lamina.experiment.ExperimentJob;
import lamina.fusion.Variant;
import lamina.fusion.Variants;
import lamina.language.Languages;
import lamina.model.ModelSummary;
import lamina.model.ModelSummary.Role;
import lamina.problem.Problem;
import lamina.ui.control.LabelledFields;
import lamina.ui.control.SaveDialog;
import lamina.ui.control.WrappedLabel;
import lamina.ui.text.Messages;
import lamina.ui.workspace.ModelRegistry;
import lamina.ui.workspace.PanelState;
import lamina.ui.workspace.Selection;
import org.controlsfx.control.CheckComboBox;
import org.controlsfx.control.SegmentedButton;
import org.jspecify.annotations.Nullable;

/** What a person chooses of a training run; all else keeps its default. */
final class TrainingForm {
  private static final List<String> PROTOCOLS = List.of("shared", "single", "frozen");

  private final Selection selection;
  private final ModelRegistry models;
  private final SampleData sample;
  private final SaveDialog dialog;
  private final LinkedHashMap<String, Path> bases = new LinkedHashMap<>(); // the bundled one first
  private final VBox node = new VBox(8);
  private final ToggleButton train = toggle("training.kind.train", "kind-train");
  private final ToggleButton distil = toggle("training.kind.distil", "kind-distil");
  private final ComboBox<String> from = new ComboBox<>();
  private final ComboBox<String> protocol =
      new ComboBox<>(FXCollections.observableArrayList(PROTOCOLS));
  private final CheckComboBox<Variant> variants =
      new CheckComboBox<>(FXCollections.observableArrayList(Variants.KNOWN.all()));
  private final TextField layers = new TextField();
  private final Spinner<Integer> epochs = new Spinner<>(1, 50, 1);
  private final TextField rate = new TextField("2e-4");
  private final Spinner<Integer> seed = new Spinner<>(1, 1_000_000, 1);
  private final ComboBox<Integer> depth = new ComboBox<>();
  private final Button trainFile = new Button(Messages.get("training.train"));
  private final Button devFile = new Button(Messages.get("training.dev"));
  private final Button start = new Button(Messages.get("training.start"));
  private final WrappedLabel problem = new WrappedLabel();
  private final Map<Task, Map<Button, Path>> files =
      new TreeMap<>(Tasks.KNOWN.order()); // a person's own
  private final Map<Task, Integer> depths = new TreeMap<>(Tasks.KNOWN.order());
  private final Map<Boolean, String> sources = new HashMap<>(); // chosen to train from, or distil
  private boolean filling;

  /**
   * Builds the form.
   *
   * @param base directory of the bundled encoder
   * @param submit makes the job in the background, because its files are hashed, and takes it
   */
  TrainingForm(
      Selection selection,
      ModelRegistry models,
      SampleData sample,
      SaveDialog dialog,
      Path base,
      Consumer<Supplier<ExperimentJob>> submit) {
    this.selection = selection;
    this.models = models;
    this.sample = sample;
    this.dialog = dialog;
    bases.put(ModelSummary.nameAmong(List.of(), base), base);
    var kinds = new SegmentedButton(train, distil);
    kinds.setToggleGroup(new ToggleGroup());
    train.setSelected(true);
    protocol.getSelectionModel().selectFirst();
    Variants.KNOWN.all().stream()
        .filter(Variant::trainedByDefault)
        .forEach(variants.getCheckModel()::check);
    variants.getStyleClass().add("variants-choice");
    layers.setPromptText(Messages.get("training.layers.prompt"));
    layers.setPrefColumnCount(6);
    rate.setPrefColumnCount(5);
    List.of(epochs, seed).forEach(s -> s.getStyleClass().add("small-number"));
    seed.setEditable(true);
    epochs.setEditable(true);
    trainFile.setId("training-train-file");
    devFile.setId("training-dev-file");
    start.setId("training-start");
    start.getStyleClass().add("accent");
    problem.getStyleClass().add("problem-badge");
    problem.setId("training-problem");
    var depthField = field("training.depth", depth, "training-depth");
    depthField.visibleProperty().bind(distil.selectedProperty());
    depthField.managedProperty().bind(distil.selectedProperty());
    var first =
        new FlowPane(12, 8, kinds, field("training.from", from, "training-from"), depthField);
    first
        .getChildren()
        .addAll(
            field("training.protocol", protocol, "training-protocol"),
            field("training.variants", variants, "training-variants"),
            field("training.layers", layers, "training-layers"));
    var second =
        new FlowPane(
            12,
            8,
            field("training.epochs", epochs, "training-epochs"),
            field("training.rate", rate, "training-rate"),
            field("training.seed", seed, "training-seed"),
            trainFile,
            devFile,
            start);
    node.getChildren().addAll(first, second, problem);
    problem.managedProperty().bind(problem.textProperty().isNotEmpty());
    trainFile.setOnAction(e -> choose(trainFile));
    devFile.setOnAction(e -> choose(devFile));
    train.selectedProperty().addListener(o -> fill());
    start.setOnAction(e -> submit(submit));
    from.valueProperty().addListener((o, was, is) -> chosen(() -> choose(is), is));
    depth
        .valueProperty()
        .addListener((o, was, is) -> chosen(() -> depths.put(selection.task().get(), is), is));
    selection.task().addListener(o -> fill());
    fill();
  }

  private static ToggleButton toggle(String key, String id) {
    var button = new ToggleButton(Messages.get(key));
    button.setId(id);
    return button;
  }

  private static HBox field(String key, javafx.scene.control.Control control, String id) {
    control.setId(id);
    return LabelledFields.field(key, control);
  }

  private boolean trains() {
    return train.isSelected();
  }

  private void choose(String source) {
    sources.put(trains(), source);
    fillDepths();
  }

  private void chosen(Runnable keep, Object value) {
    if (!filling && value != null) {
      keep.run();
    }
  }

  /** Offers what there is for the kind and the task; what was chosen for them before stays. */
  void fill() {
    filling = true;
    var task = selection.task().get();
    problem.say("");
    var names =
        trains()
            ? List.copyOf(bases.keySet())
            : models.all(task).stream().map(m -> m.model().name()).toList();
    from.getItems().setAll(names);
    var first =
        trains()
            ? names.stream().findFirst()
            : models.find(task, Role.TEACHER).map(ModelSummary::name);
    var wanted = Optional.ofNullable(sources.get(trains())).filter(names::contains);
    from.setValue(wanted.or(() -> first).orElse(null));
    filling = false;
    fillDepths();
    tell(trainFile);
    tell(devFile);
  }

  /** Depths that a student of the teacher in the form can have. */
  private void fillDepths() {
    var task = selection.task().get();
    int all =
        models.all(task).stream()
            .map(ModelRegistry.AtHand::model)
            .filter(m -> m.name().equals(from.getValue()))
            .findFirst()
            .or(() -> models.scale(task))
            .map(ModelSummary::layers)
            .orElse(12);
    filling = true;
    depth.getItems().setAll(divisors(all));
    int half = Math.max(1, all / 2);
    depth.setValue(
        Optional.ofNullable(depths.get(task)).filter(depth.getItems()::contains).orElse(half));
    filling = false;
  }

  private static List<Integer> divisors(int all) {
    return java.util.stream.IntStream.range(2, all).filter(d -> all % d == 0).boxed().toList();
  }

  /** The file that a button stands for: a person's own for this task, else the sample data's. */
  private Optional<Path> file(Button button) {
    var task = selection.task().get();
    var split = button == trainFile ? SampleData.TRAIN : SampleData.DEV;
    return Optional.ofNullable(files.getOrDefault(task, Map.of()).get(button))
        .or(() -> sample.find(task, Languages.of("en"), split).map(SampleData.Entry::path));
  }

  private void tell(Button button) {
    var tip = button == trainFile ? "training.train.tip" : "training.dev.tip";
    button.setTooltip(file(button).map(f -> new Tooltip(Messages.get(tip, f))).orElse(null));
  }

  private void keep(Task task, Button button, Path file) {
    files.computeIfAbsent(task, t -> new HashMap<>()).put(button, file);
    tell(button);
  }

  private void choose(Button button) {
    var task = selection.task().get();
    dialog.file().ifPresent(file -> keep(task, button, file));
  }

  /** Takes a file as training data of a task. */
  void useData(Task task, Path file) {
    keep(task, trainFile, file);
  }

  /** Offers a directory's encoder to train from; its name in the list. */
  String offerBase(Path directory) {
    var absolute = directory.toAbsolutePath().normalize();
    for (var known : bases.entrySet()) {
      if (known.getValue().toAbsolutePath().normalize().equals(absolute)) {
        return known.getKey();
      }
    }
    var name = ModelSummary.nameAmong(bases.keySet(), directory);
    bases.put(name, directory);
    if (trains()) {
      from.getItems().add(name);
    }
    return name;
  }

  /** Takes an encoder to train heads on, which leaves it as it is. */
  void useBase(Path directory) {
    var name = offerBase(directory);
    train.setSelected(true);
    from.setValue(name);
    protocol.setValue("frozen");
  }

  /** What the form says. */
  PanelState state() {
    var options = new LinkedHashMap<String, String>();
    options.put("kind", trains() ? "train" : "distil");
    put(options, "protocol", protocol.getValue());
    options.put(
        "variants",
        variants.getCheckModel().getCheckedItems().stream()
            .map(Variant::key)
            .collect(Collectors.joining(" ")));
    options.put("layers", layers.getText());
    put(options, "epochs", epochs.getValue());
    options.put("rate", rate.getText());
    put(options, "seed", seed.getValue());
    depths.forEach((task, layers) -> put(options, "studentLayers." + task.key(), layers));
    var chosen = new LinkedHashMap<String, Path>();
    files.forEach(
        (task, own) -> {
          own.forEach((button, file) -> chosen.put(split(button) + "." + task.key(), file));
        });
    var base = bases.get(sources.getOrDefault(true, ""));
    if (base != null && !base.equals(bases.firstEntry().getValue())) {
      chosen.put("base", base);
    }
    return new PanelState(options, chosen);
  }

  private static void put(Map<String, String> options, String name, Object value) {
    if (value != null) { // a number that is being typed
      options.put(name, value.toString());
    }
  }

  private String split(Button button) {
    return button == trainFile ? SampleData.TRAIN : SampleData.DEV;
  }

  /** Takes over what a session says; what it doesn't say stays. */
  void restore(PanelState state) {
    boolean distilled = state.option("kind", "train").equals("distil");
    Optional.ofNullable(state.files().get("base")).ifPresent(this::useBase);
    (distilled ? distil : train).setSelected(true);
    protocol.setValue(state.option("protocol", protocol.getValue()));
    if (state.options().containsKey("variants")) {
      variants.getCheckModel().clearChecks();
      Arrays.stream(state.option("variants", "").split(" "))
          .filter(v -> !v.isEmpty())
          .map(Variants.KNOWN::of)
          .forEach(variants.getCheckModel()::check);
    }
    layers.setText(state.option("layers", layers.getText()));
    rate.setText(state.option("rate", rate.getText()));
    number(state, "epochs").ifPresent(epochs.getValueFactory()::setValue);
    number(state, "seed").ifPresent(seed.getValueFactory()::setValue);
    // Sessions of before named no task: what they say is about the one that is selected.
    number(state, "studentLayers").ifPresent(n -> depths.put(selection.task().get(), n));
    for (var task : Tasks.KNOWN.all()) {
      number(state, "studentLayers." + task.key()).ifPresent(n -> depths.put(task, n));
      for (var button : List.of(trainFile, devFile)) {
        var name = split(button);
        Optional.ofNullable(state.files().get(name + "." + task.key()))
            .or(
                () ->
                    Optional.ofNullable(state.files().get(name))
                        .filter(f -> task == selection.task().get()))
            .ifPresent(f -> keep(task, button, f));
      }
    }
    fill();
  }

  private static Optional<Integer> number(PanelState state, String option) {
    var text = state.option(option, "");
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Integer.valueOf(text));
    } catch (NumberFormatException e) {
      throw new Problem(
          "The session's option "
              + option
              + " of the training panel is \""
              + text
              + "\"; a whole number was expected. Correct it in the file.",
          e);
    }
  }

  private void submit(Consumer<Supplier<ExperimentJob>> then) {
    refuse("");
    try {
      then.accept(job());
    } catch (Problem e) {
      refuse(e.getMessage());
    }
  }

  /** Says what is wrong with the choice; nothing where it is right. */
  void refuse(String why) {
    problem.say(why);
  }

  /** The job that the form describes. */
  private Supplier<ExperimentJob> job() {
    var task = selection.task().get();
    var settings = new LinkedHashMap<String, Object>();
    settings.put("task", task.key());
    settings.put("protocol", protocol.getValue());
    settings.put(
        "variants", variants.getCheckModel().getCheckedItems().stream().map(Variant::key).toList());
    settings.put("layers", numbers());
    settings.put("epochs", epochs.getValue());
    settings.put("rate", number(rate.getText()));
    settings.put("seed", seed.getValue());
    settings.put("words", "frozen");
    settings.put("train", List.of(relative(file(trainFile).orElse(null))));
    settings.put("dev", relative(file(devFile).orElse(null)));
    if (train.isSelected()) {
      settings.put("base", relative(bases.get(from.getValue())));
    } else {
      settings.put("teacher", relative(teacher(task).directory()));
      settings.put("studentLayers", depth.getValue());
    }
    var test = sample.evaluations(task).stream().map(entry -> relative(entry.path())).toList();
    var name = task.key() + (train.isSelected() ? "-teacher-" : "-student-") + protocol.getValue();
    return () -> ExperimentJob.of(name, settings, test, true);
  }

  private ModelSummary teacher(Task task) {
    return models.all(task).stream()
        .map(ModelRegistry.AtHand::model)
        .filter(m -> m.name().equals(from.getValue()))
        .findFirst()
        .orElseThrow(() -> new Problem(Messages.get("training.noteacher", task.label())));
  }

  private List<Integer> numbers() {
    var text = layers.getText().strip();
    try {
      return text.isEmpty() || text.equals(Messages.get("training.layers.prompt"))
          ? List.of()
          : Arrays.stream(text.split("[,\\s]+")).map(Integer::parseInt).toList();
    } catch (NumberFormatException e) {
      throw new Problem("Layers: \"" + text + "\" isn't a list of numbers such as 1, 5, 9.", e);
    }
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new Problem("Rate: \"" + text + "\" isn't a number such as 5e-4.", e);
    }
  }

  /** A job names files relative to the working directory. */
  private static String relative(@Nullable Path file) {
    if (file == null) {
      throw new Problem("Choose English training and development data first.");
    }
    var here = Path.of("").toAbsolutePath();
    return here.relativize(file.toAbsolutePath().normalize()).toString().replace('\\', '/');
  }

  Node node() {
    return node;
  }
}
