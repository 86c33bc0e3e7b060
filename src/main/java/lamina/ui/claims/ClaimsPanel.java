package lamina.ui.claims;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import lamina.chart.figure.Figure;
import lamina.chart.view.FigureView;
import lamina.claims.ClaimFinding;
import lamina.claims.ClaimReport;
import lamina.claims.ClaimSource;
import lamina.claims.Shown;
import lamina.report.ClaimFigures;
import lamina.report.ClaimFiles;
import lamina.ui.control.HelpMark;
import lamina.ui.control.SaveDialog;
import lamina.ui.control.WrappedLabel;
import lamina.ui.text.Messages;
import lamina.ui.workspace.BackgroundTasks;
import lamina.ui.workspace.Panel;
import lamina.ui.workspace.PanelKind;
import lamina.ui.workspace.PanelState;
import org.jspecify.annotations.Nullable;

/**
 * The research question and the claims about the method, each with its verdict and everything
 * behind it. It settles them from what is stored whenever it comes to the front.
 */
public final class ClaimsPanel implements Panel {
  /** Its name. */
  public static final PanelKind KIND = new PanelKind("claims");

  private static final String CLAIM = "claim";

  private final ClaimSource source;
  private final SaveDialog dialog;
  private final BackgroundTasks work;
  private final VBox node = new VBox();
  private final WrappedLabel counts = new WrappedLabel();
  private final WrappedLabel note = new WrappedLabel();
  private final Button save = new Button(Messages.get("claims.save"));
  private final ListView<ClaimFinding> list = new ListView<>();
  private final ClaimDetails details = new ClaimDetails();
  private final SplitPane split = new SplitPane(list, details.node());
  private final HBox top;
  private @Nullable Settled settled;
  private int wanted;
  private int asks;

  /** A report with its figures. */
  private record Settled(ClaimReport report, Map<Shown.Chart, Figure> figures) {}

  /**
   * A panel of nothing yet.
   *
   * @param source settles the claims; slow, and not on the UI thread
   */
  public ClaimsPanel(ClaimSource source, SaveDialog dialog, BackgroundTasks work) {
    this.source = source;
    this.dialog = dialog;
    this.work = work;
    node.getStyleClass().add("panel");
    counts.setId("claims-counts");
    counts.getStyleClass().add("sheet-title");
    note.setId("claims-note");
    note.getStyleClass().add("note");
    save.setId("claims-save");
    save.setMinWidth(Region.USE_PREF_SIZE);
    save.setOnAction(e -> save());
    list.setId("claims-list");
    list.setAccessibleText(Messages.get("claims.list"));
    list.setCellFactory(l -> new ClaimCell());
    list.getSelectionModel().selectedItemProperty().addListener(o -> detail());
    split.setDividerPositions(0.38);
    split.getStyleClass().add("plain-split");
    VBox.setVgrow(split, Priority.ALWAYS);
    counts.setMinHeight(Region.USE_PREF_SIZE);
    note.setMinHeight(Region.USE_PREF_SIZE);
    var words = new VBox(2, counts, note);
    words.setMinHeight(Region.USE_PREF_SIZE);
    HBox.setHgrow(words, Priority.ALWAYS);
    top = new HBox(12, words, save, new HelpMark("claims"));
    top.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    top.setMinHeight(Region.USE_PREF_SIZE);
  }

  @Override
  public void shown() {
    if (settled == null) {
      say(Messages.get("claims.reading"));
    }
    int mine = ++asks; // only the newest is shown
    work.read(
        () -> {
          var report = source.report();
          return new Settled(report, ClaimFigures.of(report));
        },
        found -> {
          if (mine == asks) {
            show(found);
          }
        },
        why -> {
          if (mine == asks && settled == null) {
            say(why.words(Messages.get("claims.stopped")));
          }
        });
  }

  private void show(Settled found) {
    var report = found.report();
    if (settled != null && settled.report() == report) {
      return; // nothing has changed, and what is chosen and scrolled to stays
    }
    settled = found;
    counts.say(ClaimWords.counts(report.findings()));
    note.say(
        Messages.get("claims.of", report.encoder().name(), report.findings().size() - 1)
            + (report.leftOut().isEmpty()
                ? ""
                : " " + Messages.get("claims.leftOut", String.join("; ", report.leftOut()))));
    list.getItems().setAll(report.findings());
    list.getSelectionModel().select(Math.clamp(wanted, 0, report.findings().size() - 1));
    if (!node.getChildren().equals(List.of(top, split))) {
      node.getChildren().setAll(top, split);
    }
  }

  private void detail() {
    var finding = list.getSelectionModel().getSelectedItem();
    var shown = settled;
    if (finding != null && shown != null) {
      wanted = finding.statement().number();
      details.show(
          shown.report(),
          finding,
          finding.shown().figure().flatMap(f -> Optional.ofNullable(shown.figures().get(f))));
    }
  }

  /** Writes what is shown, with all figures, into a folder that the person chooses. */
  private void save() {
    var shown = settled;
    if (shown != null) {
      dialog.directory().ifPresent(folder -> write(shown.report(), folder));
    }
  }

  private void write(ClaimReport report, Path folder) {
    var own = folder.resolve("claims"); // a folder of figures may have some of these names
    work.read(
        () -> ClaimFiles.write(report, own),
        files -> note.say(Messages.get("claims.saved", files.size(), own.toString())));
  }

  private void say(String text) {
    var label = new WrappedLabel(text);
    label.getStyleClass().add("empty");
    node.getChildren().setAll(label);
  }

  @Override
  public Node node() {
    return node;
  }

  @Override
  public PanelState state() {
    return new PanelState(Map.of(CLAIM, String.valueOf(wanted)), Map.of());
  }

  @Override
  public void restore(PanelState state) {
    var text = state.option(CLAIM, "");
    wanted = text.matches("\\d{1,2}") ? Integer.parseInt(text) : 0;
    list.getSelectionModel().select(Math.clamp(wanted, 0, Math.max(0, list.getItems().size() - 1)));
  }

  @Override
  public List<FigureView> figures() {
    return Stream.of(details.chart()).filter(v -> v.figure() != null).toList();
  }

  @Override
  public List<FigureView> allViews() {
    return List.of(details.chart());
  }
}
