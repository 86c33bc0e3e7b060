package lamina.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import lamina.app.window.Folders;
import lamina.app.window.NoDialogs;
import lamina.app.window.RunningWindow;
import lamina.cli.CommonOptions;
import lamina.cli.UsageError;
import lamina.files.Destination;
import lamina.problem.Problem;
import lamina.ui.session.Preferences;
import lamina.ui.session.SessionFile;
import lamina.ui.session.WorkbenchSettings;
import lamina.ui.text.Messages;
import lamina.ui.window.Panels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws a session's figures as the window exports them, without a display. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description =
        "Draw the figures of a session as PDF, SVG, PNG, pgfplots and CSV, without a display.")
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

  private String check() {
    return Messages.spoken(language);
  }

  @Override
  public Integer call() {
    UsageError.checked(this::check);
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
      int figures = HeadlessSession.figures(session, state.panel(), language, out);
      var problems = RunningWindow.onFx(session.workbench()::problems);
      problems.forEach(common::progress);
      if (figures == 0) {
        throw new Problem(
            file + ": its panel, " + state.panel().key() + ", shows no chart to export.");
      }
      common.progress("Wrote " + figures + (figures == 1 ? " figure" : " figures") + " to " + out);
      return problems.isEmpty() ? 0 : 1;
    }
  }
}
