package lamina.ui.window;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import lamina.answers.AnswersFile;
import lamina.data.Task;
import lamina.data.format.DatasetReader;
import lamina.data.format.LabelMap;
import lamina.data.format.UnlabelledData;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.problem.Problem;
import lamina.service.FileAnswers;
import lamina.service.Unanswered;
import lamina.ui.control.LabelledFields;
import lamina.ui.control.NotificationBar;
import lamina.ui.control.Overlay;
import lamina.ui.control.SaveDialog;
import lamina.ui.control.WrappedLabel;
import lamina.ui.text.LanguageWords;
import lamina.ui.text.Messages;
import lamina.ui.workspace.BackgroundTasks;
import lamina.ui.workspace.ModelRegistry;
import lamina.ui.workspace.Selection;
import org.controlsfx.control.SearchableComboBox;

/**
 * A whole file answered by the models in use, each by its head at the slider. What the file was
 * taken for is shown, and corrected before anything is answered.
 */
final class PredictSheet {
  private static final double WIDTH = 520;
  private static final double CHOICE = 320;

  private final Selection selection;
  private final ModelRegistry models;
  private final BackgroundTasks work;
  private final NotificationBar notifications;
  private final SaveDialog dialog;
  private final Overlay overlay;
  private final Label title = new Label();
  private final ComboBox<Task> task = new ComboBox<>();
  private final SearchableComboBox<Language> language = new SearchableComboBox<>();
  private final ComboBox<String> format = new ComboBox<>();
  private final WrappedLabel told = new WrappedLabel();
  private final WrappedLabel columns = new WrappedLabel();
  private final Button save = new Button(Messages.get("predict.save"));
  private final VBox node = new VBox(12);
  private Path file = Path.of("");
  private List<FileAnswers.Asked> heads = List.of(); // as they are shown

  /** What a file was taken for; its language where its name tells one. */
  private record Seen(Task task, Optional<Language> language) {}

  PredictSheet(
      Selection selection,
      ModelRegistry models,
      BackgroundTasks work,
      NotificationBar notifications,
      SaveDialog dialog,
      Overlay overlay) {
    this.selection = selection;
    this.models = models;
    this.work = work;
    this.notifications = notifications;
    this.dialog = dialog;
    this.overlay = overlay;
    title.getStyleClass().add("sheet-title");
    List.of(told, columns).forEach(n -> n.getStyleClass().add("note"));
    columns.setId("predict-columns");
    task.setConverter(LabelledFields.named(Task::label));
    language.setConverter(LabelledFields.named(LanguageWords::label));
    format.setConverter(LabelledFields.named(f -> Messages.get("predict.format." + f)));
    task.valueProperty().addListener((o, was, is) -> follow(is));
    language.valueProperty().addListener(o -> mayBeSaved());
    var grid = new GridPane(12, 12);
    row(grid, "bar.task", task, "predict-task");
    row(grid, "bar.language", language, "predict-language");
    row(grid, "predict.format", format, "predict-format");
    save.setId("predict-save");
    save.setDefaultButton(true);
    save.setOnAction(e -> save());
    var close = new Button(Messages.get("sheet.close"));
    close.setId("predict-close");
    close.setOnAction(e -> overlay.close());
    node.getChildren().addAll(title, grid, told, columns, new HBox(8, save, close));
    node.setPrefWidth(WIDTH);
  }

  private static void row(GridPane grid, String key, Control control, String id) {
    var label = LabelledFields.label(key);
    label.setLabelFor(control);
    control.setId(id);
    control.setPrefWidth(CHOICE);
    control.setAccessibleText(label.getText());
    grid.addRow(grid.getRowCount(), label, control);
  }

  /** Looks at a file and offers to answer it. */
  void offer(Path wanted) {
    var preferred = selection.task().get();
    work.read(() -> look(wanted, preferred), seen -> show(wanted, seen), this::refuse);
  }

  private static Seen look(Path wanted, Task preferred) {
    var task =
        UnlabelledData.task(wanted, preferred)
            .orElseGet(() -> DatasetReader.task(wanted, preferred));
    return new Seen(task, DatasetReader.told(wanted));
  }

  private void show(Path wanted, Seen seen) {
    file = wanted;
    title.setText(Messages.get("predict.title", wanted.getFileName().toString()));
    task.getItems().setAll(models.tasks());
    language
        .getItems()
        .setAll(
            Languages.all().stream().sorted(Comparator.comparing(LanguageWords::name)).toList());
    var spoken = seen.language.orElse(selection.language().get());
    if (spoken != null && !language.getItems().contains(spoken)) {
      language.getItems().addFirst(spoken);
    }
    language.setValue(spoken);
    told.say(
        seen.language
            .map(l -> Messages.get("predict.told", LanguageWords.name(l)))
            .orElse(Messages.get("predict.untold")));
    task.setValue(task.getItems().contains(seen.task) ? seen.task : null);
    follow(task.getValue());
    overlay.show(node, save);
  }

  /** What there is to choose follows from the task. */
  private void follow(Task is) {
    heads = is == null ? List.of() : heads(is);
    mayBeSaved();
    if (is == null) {
      columns.say(Messages.get("predict.none"));
      return;
    }
    var before = format.getValue();
    var endings = AnswersFile.endings(is.inTreebanks());
    format.getItems().setAll(endings);
    format.setValue(
        endings.stream().filter(e -> e.equals(before)).findFirst().orElse(endings.getFirst()));
    columns.say(
        heads.isEmpty()
            ? ModelRegistry.none(is, selection.roles().get())
            : Messages.get(
                "predict.columns",
                heads.stream()
                    .map(a -> a.model().name() + ":" + a.heads().getFirst().key())
                    .collect(Collectors.joining(", "))));
  }

  private void mayBeSaved() {
    save.setDisable(heads.isEmpty() || language.getValue() == null);
  }

  /** The models that are shown, each with its head at the slider. */
  private List<FileAnswers.Asked> heads(Task of) {
    return models.shown(of, selection.roles().get()).stream()
        .map(
            m ->
                new FileAnswers.Asked(
                    m, List.of(models.head(m, selection.variant().get(), selection.layer().get()))))
        .toList();
  }

  private void save() {
    var stem = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    dialog
        .save(stem + "-answers." + format.getValue())
        .ifPresent(
            out -> {
              var answers =
                  new FileAnswers(file, language.getValue().code(), LabelMap.NONE, heads, out);
              try {
                answers.check();
              } catch (Problem e) {
                notifications.show(Problem.inWords(e)); // what was corrected stays for another try
                return;
              }
              overlay.close();
              answers.run(work, this::written, this::refuse);
            });
  }

  private void written(FileAnswers.Written done) {
    var said =
        Messages.get("predict.done", done.units(), done.columns(), done.out().toString())
            + done.notes().stream().map(note -> " " + note).collect(Collectors.joining());
    work.log().note(said);
    notifications.show(said);
  }

  private void refuse(Unanswered why) {
    notifications.show(why.words(Messages.get("predict.stopped")));
  }
}
