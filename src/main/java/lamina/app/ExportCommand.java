package lamina.app;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import lamina.app.window.Folders;
import lamina.app.window.NoDialogs;
import lamina.app.window.RunningWindow;
import lamina.chart.export.ColumnPreset;
import lamina.cli.CommonOptions;
import lamina.cli.UsageError;
import lamina.files.Destination;
import lamina.problem.Problem;
import lamina.ui.session.Preferences;
import lamina.ui.session.SessionFile;
import lamina.ui.session.WorkbenchSettings;
import lamina.ui.text.Messages;
import lamina.ui.window.Panels;
import lamina.ui.workspace.PanelKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws a session's figures as the window exports them, without a display. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description =
        "Draw the figures of a session as PDF, SVG, PNG, HTML, pgfplots and CSV, without a"
            + " display.")
final class ExportCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(index = "0", paramLabel = "SESSION", description = "File that the window saved.")
  private Path file;

  @Option(names = "--out", required = true, description = "Folder to write into.")
  private Path out;

  @Option(
      names = "--language",
      description = "Language of the figures' texts, en or ar, whatever the window spoke.")
  private String language = HeadlessSession.ENGLISH;

  @Option(
      names = "--preset",
      completionCandidates = PresetNames.class,
      description =
          "Size of a publisher's column, one of ${COMPLETION-CANDIDATES}: a folder for each panel,"
              + " with captions and provenance, as the window's Export writes it.")
  private String preset;

  @Option(
      names = "--panels",
      split = ",",
      description = "Panels to draw, by name, or all; the session's own if left out.")
  private List<String> panels = List.of();

  /** Names of the presets. */
  static final class PresetNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ColumnPreset.keys().iterator();
    }
  }

  /** What is asked for, checked. */
  private record Asked(Optional<ColumnPreset> preset, List<PanelKind> panels) {}

  private Asked check() {
    Messages.spoken(language);
    var kinds = Panels.KNOWN.kinds();
    var chosen =
        panels.equals(List.of("all")) ? kinds.all() : panels.stream().map(kinds::of).toList();
    return new Asked(Optional.ofNullable(preset).map(ColumnPreset::of), chosen);
  }

  @Override
  public Integer call() {
    var asked = UsageError.checked(this::check);
    Destination.folder(out);
    var state = SessionFile.read(file, Panels.KNOWN.kinds());
    var preferences = Preferences.defaults().lightTheme().withLanguage(state.interfaceLanguage());
    try (var session =
        RunningWindow.open(
            WorkbenchSettings.defaults(),
            s -> new NoDialogs(),
            Folders.standard(),
            preferences,
            1280,
            860)) {
      session.restore(state);
      int figures = 0;
      var shown = asked.panels.isEmpty() ? List.of(state.panel()) : asked.panels;
      for (var panel : shown) {
        figures += write(session, panel, asked.preset);
      }
      var problems = RunningWindow.onFx(session.workbench()::problems);
      problems.forEach(common::progress);
      if (figures == 0) {
        throw new Problem(
            file + ": " + String.join(", ", keys(shown)) + ": no chart to export is shown.");
      }
      common.progress("Wrote " + figures + (figures == 1 ? " figure" : " figures") + " to " + out);
      return problems.isEmpty() ? 0 : 1;
    }
  }

  private static List<String> keys(List<PanelKind> panels) {
    return panels.stream().map(PanelKind::key).toList();
  }

  private int write(RunningWindow session, PanelKind panel, Optional<ColumnPreset> preset) {
    HeadlessSession.show(session, panel);
    int figures =
        preset
            .map(p -> HeadlessSession.bundle(session, panel, language, p, out))
            .orElseGet(() -> HeadlessSession.figures(session, panel, language, out));
    if (figures == 0) {
      common.progress(panel.key() + ": shows no chart.");
    }
    return figures;
  }
}
