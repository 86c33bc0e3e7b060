package lamina.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import lamina.app.window.NoDialogs;
import lamina.app.window.RunningWindow;
import lamina.chart.export.ColumnPreset;
import lamina.chart.export.ExportSettings;
import lamina.chart.export.FigureExporter;
import lamina.chart.export.FigureFormat;
import lamina.chart.export.PaperBundle;
import lamina.chart.paint.FigureStyle;
import lamina.chart.paint.Theme;
import lamina.ui.session.WorkbenchSettings;
import lamina.ui.text.FigureTexts;
import lamina.ui.window.Panels;
import lamina.ui.workspace.PanelKind;

/** The window's session where there is no display: every panel's picture and figures as files. */
final class HeadlessSession {
  /** Papers are printed in it. */
  static final String ENGLISH = "en";

  private HeadlessSession() {}

  /**
   * Runs.
   *
   * @param opened a session, model or data file to open first; or a lesson, whose pictures are
   *     written before the panels'
   */
  static int run(Path out, Optional<Path> opened, PrintWriter progress) {
    try (var session =
        RunningWindow.open(WorkbenchSettings.defaults(), s -> new NoDialogs(), 1280, 860)) {
      opened.ifPresent(
          file -> {
            RunningWindow.onFx(
                () -> {
                  session.workbench().drop(List.of(file));
                  return null;
                });
            session.settle();
          });
      for (var file : LessonPictures.write(session, out.resolve("lesson.png"))) {
        progress.println("Wrote " + file);
      }
      for (var panel : Panels.KNOWN.kinds().all()) {
        show(session, panel);
        measure(session);
        session.picture(out.resolve("window-" + panel.key() + ".png"));
        figures(session, panel, ENGLISH, out);
        progress.println("Wrote " + panel.key() + " to " + out);
        progress.flush();
      }
      var problems = RunningWindow.onFx(session.workbench()::problems);
      problems.forEach(progress::println);
      return problems.isEmpty() ? 0 : 1;
    }
  }

  /** Brings a panel to the front. */
  static void show(RunningWindow session, PanelKind panel) {
    RunningWindow.onFx(
        () -> {
          session.workbench().choose(panel);
          return null;
        });
    session.settle();
  }

  /**
   * Writes the figures of the panel in front as the window exports them; how many.
   *
   * @param language of their texts, as a tag
   */
  static int figures(RunningWindow session, PanelKind panel, String language, Path out) {
    var figures = RunningWindow.onFx(() -> session.workbench().figures(language));
    var words = FigureTexts.words(language);
    for (int i = 0; i < figures.size(); i++) {
      for (var format : FigureFormat.values()) {
        var stem = "figure-" + panel.key() + (i == 0 ? "" : "-" + (i + 1));
        FigureExporter.write(
            figures.get(i),
            out.resolve(stem + "." + format.ending()),
            ExportSettings.screen(900, 460, Theme.LIGHT, words));
      }
    }
    return figures.size();
  }

  /**
   * Writes the figures of the panel in front as the window's bundle has them: every format,
   * captions and where they come from; how many.
   *
   * @param language of their texts, as a tag
   */
  static int bundle(
      RunningWindow session, PanelKind panel, String language, ColumnPreset preset, Path out) {
    var figures = RunningWindow.onFx(() -> session.workbench().figures(language));
    if (figures.isEmpty()) {
      return 0;
    }
    var provenance = RunningWindow.onFx(session.workbench()::provenance).get();
    var plain = preset.settings(figures, provenance);
    var style = plain.style();
    var settings =
        new ExportSettings(
            plain.width(),
            plain.height(),
            new FigureStyle(
                style.theme(),
                style.fontSize(),
                style.lineWidth(),
                style.titled(),
                FigureTexts.words(language)),
            plain.dpi(),
            provenance);
    PaperBundle.write(
        PaperBundle.named(panel.key(), figures),
        PaperBundle.folder(out, panel.key()),
        EnumSet.allOf(FigureFormat.class),
        settings);
    return figures.size();
  }

  /** Measures what the panel in front shows. */
  static void measure(RunningWindow session) {
    RunningWindow.onFx(
        () -> {
          session.workbench().measureShown();
          return null;
        });
    session.settle();
  }
}
