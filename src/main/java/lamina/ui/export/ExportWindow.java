package lamina.ui.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;
import lamina.chart.export.ColumnPreset;
import lamina.chart.export.ExportSettings;
import lamina.chart.export.FigureFormat;
import lamina.chart.export.PaperBundle;
import lamina.chart.export.Provenance;
import lamina.chart.figure.Figure;
import lamina.chart.paint.FigureStyle;
import lamina.chart.view.PrintPreview;
import lamina.problem.Problem;
import lamina.ui.control.LabelledFields;
import lamina.ui.control.SaveDialog;
import lamina.ui.control.ScrollArea;
import lamina.ui.control.WrappedLabel;
import lamina.ui.text.FigureTexts;
import lamina.ui.text.Messages;
import lamina.ui.workspace.BackgroundTasks;

/** Figures at the size of a page's column, and the way to write them as files for a paper. */
public final class ExportWindow {
  private static final double MARGIN = 16;

  /** What papers are printed in, whatever the interface speaks. */
  private static final String ENGLISH = "en";

  private final String name;
  private final Function<String, List<Figure>> inLanguage;
  private final ComboBox<String> language = new ComboBox<>();
  private List<Figure> figures;
  private final Supplier<Provenance> provenance;
  private final SaveDialog dialog;
  private final BackgroundTasks work;
  private final Stage stage = new Stage();
  private final ComboBox<ColumnPreset> preset = new ComboBox<>();
  private final Spinner<Double> width = spinner("export-width", 1, 50, 0.05);
  private final Spinner<Double> height = spinner("export-height", 0.5, 50, 0.05);
  private final Label widthLabel = new Label();
  private final Label heightLabel = new Label();
  private final Label zoom = new Label();
  private final Spinner<Double> fontSize = spinner("export-font", 4, 40, 0.5);
  private final Spinner<Double> lineWidth = spinner("export-line", 0.2, 10, 0.1);
  private final Map<FigureFormat, CheckBox> formats = new EnumMap<>(FigureFormat.class);
  private final List<CheckBox> chosen = new ArrayList<>();
  private final VBox previews = new VBox(16);
  private final WrappedLabel done = new WrappedLabel();

  /**
   * Builds the window.
   *
   * @param name beginning of the files' names
   * @param inLanguage gives the figures with their texts in a language
   * @param provenance asked in the background, when files are written
   */
  public ExportWindow(
      String name,
      Function<String, List<Figure>> inLanguage,
      Supplier<Provenance> provenance,
      SaveDialog dialog,
      BackgroundTasks work) {
    this.name = name;
    this.inLanguage = inLanguage;
    figures = inLanguage.apply(ENGLISH);
    this.provenance = provenance;
    this.dialog = dialog;
    this.work = work;
  }

  /** Opens the window beside its owner, which stays in use. */
  public void show(Window owner, List<String> styles) {
    var root = new BorderPane();
    var scroll = new ScrollArea(previews);
    previews.setPadding(new Insets(MARGIN));
    previews.widthProperty().addListener(this::changed);
    scroll.setFitToWidth(true);
    zoom.setId("export-zoom");
    zoom.getStyleClass().add("note");
    root.setCenter(scroll);
    root.setLeft(form());
    var scene = new Scene(root, 960, 620);
    scene.getStylesheets().addAll(styles);
    stage.initOwner(owner);
    stage.setTitle(Messages.get("export.title"));
    stage.setScene(scene);
    preset.setValue(ColumnPreset.ACL_COLUMN);
    stage.show();
    preview();
  }

  private Node form() {
    preset.setId("export-preset");
    preset.getItems().setAll(ColumnPreset.values());
    preset.setConverter(LabelledFields.named(ColumnPreset::label));
    preset
        .valueProperty()
        .addListener(o -> fill(preset.getValue().settings(figures, Provenance.NONE)));
    for (var spinner : List.of(width, height, fontSize, lineWidth)) {
      spinner.valueProperty().addListener(this::changed);
    }
    var box = new VBox(8);
    box.getStyleClass().add("panel");
    box.setMinWidth(280);
    field(box, "export.preset", preset);
    if (!Messages.language().equals(ENGLISH)) {
      language.setId("export-language");
      language.getItems().setAll(ENGLISH, Messages.language());
      language.setConverter(LabelledFields.named(l -> Messages.get("language." + l)));
      language.setValue(ENGLISH);
      language.valueProperty().addListener((o, was, is) -> speak(is));
      field(box, "export.language", language);
    }
    field(box, widthLabel, width);
    field(box, heightLabel, height);
    field(box, "export.font", fontSize);
    field(box, "export.line", lineWidth);
    var which = new FlowPane(12, 8);
    for (var format : FigureFormat.values()) {
      var check = check("export-" + format.ending(), format.ending());
      formats.put(format, check);
      which.getChildren().add(check);
    }
    field(box, "export.formats", which);
    box.getChildren().add(label("export.figures"));
    for (int i = 0; i < figures.size(); i++) {
      var check = check("export-figure-" + (i + 1), figures.get(i).title());
      check.setMaxWidth(260);
      check.selectedProperty().addListener(this::changed);
      chosen.add(check);
      box.getChildren().add(check);
    }
    var write = new Button(Messages.get("export.write"));
    write.setId("export-write");
    write.setDefaultButton(true);
    write.setOnAction(e -> write());
    done.setId("export-done");
    done.setMaxWidth(260);
    done.getStyleClass().add("note");
    box.getChildren().addAll(write, done);
    var scroll = new ScrollArea(box);
    scroll.setFitToWidth(true);
    scroll.setMinWidth(300);
    return scroll;
  }

  private static CheckBox check(String id, String text) {
    var check = new CheckBox(text);
    check.setId(id);
    check.setSelected(true);
    return check;
  }

  private static Label label(String key) {
    var label = new Label(Messages.get(key));
    label.getStyleClass().add("field-label");
    return label;
  }

  private static void field(VBox box, String key, Node control) {
    field(box, label(key), control);
  }

  private static void field(VBox box, Label label, Node control) {
    label.getStyleClass().add("field-label");
    label.setLabelFor(control);
    box.getChildren().addAll(label, control);
  }

  private static Spinner<Double> spinner(String id, double low, double high, double step) {
    var spinner = new Spinner<Double>(low, high, low, step);
    spinner.setId(id);
    spinner.setEditable(true);
    return spinner;
  }

  /** Lengths are told in the publisher's unit. */
  private void fill(ExportSettings s) {
    var unit = preset.getValue().unit();
    var name = Messages.get("export.unit." + unit.name().toLowerCase(Locale.ROOT));
    widthLabel.setText(Messages.get("export.width", name));
    heightLabel.setText(Messages.get("export.height", name));
    width.getValueFactory().setValue(s.width() / unit.points());
    height.getValueFactory().setValue(s.height() / unit.points());
    fontSize.getValueFactory().setValue(s.style().fontSize());
    lineWidth.getValueFactory().setValue(s.style().lineWidth());
  }

  private String spoken() {
    return language.getValue() == null ? ENGLISH : language.getValue();
  }

  private void speak(String tag) {
    figures = inLanguage.apply(tag);
    for (int i = 0; i < chosen.size(); i++) {
      chosen.get(i).setText(figures.get(i).title());
    }
    preview();
  }

  private void changed(ObservableValue<?> value, Object was, Object is) {
    if (stage.isShowing()) {
      preview();
    }
  }

  private ExportSettings settings(Provenance from) {
    var base = preset.getValue().settings(from);
    return new ExportSettings(
        width.getValue() * preset.getValue().unit().points(),
        height.getValue() * preset.getValue().unit().points(),
        new FigureStyle(
            base.style().theme(),
            fontSize.getValue(),
            lineWidth.getValue(),
            base.style().titled(),
            FigureTexts.words(spoken())),
        base.dpi(),
        from);
  }

  /** True size, as many pixels an inch as the screen says it has, or as large as there is room. */
  private void preview() {
    var settings = settings(Provenance.NONE);
    double real = Screen.getPrimary().getDpi() / ColumnPreset.Unit.INCH.points();
    double room = Math.max(100, previews.getWidth() - 2 * MARGIN);
    double pixels = previews.getWidth() < 1 ? real : Math.min(real, room / settings.width());
    zoom.setText(Messages.get("export.zoom", Math.round(100 * pixels / real)));
    var shown = new ArrayList<Node>(List.of(zoom));
    for (int i = 0; i < figures.size(); i++) {
      if (chosen.get(i).isSelected()) {
        var preview = new PrintPreview();
        preview.setId("export-preview-" + (i + 1));
        preview.show(figures.get(i), settings, pixels);
        shown.add(preview);
      }
    }
    previews.getChildren().setAll(shown);
  }

  private void write() {
    var wanted = EnumSet.noneOf(FigureFormat.class);
    formats.forEach(
        (format, check) -> {
          if (check.isSelected()) {
            wanted.add(format);
          }
        });
    var files = PaperBundle.named(name, figures);
    for (int i = 0; i < figures.size(); i++) {
      if (!chosen.get(i).isSelected()) {
        files.values().remove(figures.get(i));
      }
    }
    if (wanted.isEmpty() || files.isEmpty()) {
      work.report(new Problem(Messages.get("export.nothing")));
      done.say(Messages.get("export.nothing"));
      return;
    }
    dialog.directory().ifPresent(folder -> write(files, PaperBundle.folder(folder, name), wanted));
  }

  private void write(Map<String, Figure> files, Path folder, EnumSet<FigureFormat> wanted) {
    done.say("");
    var plain = settings(Provenance.NONE);
    work.read(
        () ->
            PaperBundle.write(
                files,
                folder,
                wanted,
                new ExportSettings(
                    plain.width(), plain.height(), plain.style(), plain.dpi(), provenance.get())),
        written -> done.say(Messages.get("export.done", written.size(), folder.toString())));
  }
}
