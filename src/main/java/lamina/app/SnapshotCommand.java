package lamina.app;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import lamina.app.window.Folders;
import lamina.app.window.NoDialogs;
import lamina.app.window.RunningWindow;
import lamina.cli.CommonOptions;
import lamina.cli.TaskNames;
import lamina.cli.UsageError;
import lamina.cli.VariantNames;
import lamina.data.Task;
import lamina.files.Destination;
import lamina.fusion.Variants;
import lamina.language.Languages;
import lamina.problem.Problem;
import lamina.ui.session.Preferences;
import lamina.ui.session.Preferences.ThemeChoice;
import lamina.ui.session.SessionFile;
import lamina.ui.session.WorkbenchSettings;
import lamina.ui.text.Messages;
import lamina.ui.window.Panels;
import lamina.ui.workspace.Roles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the window's picture. */
@Command(
    name = "snapshot",
    mixinStandardHelpOptions = true,
    description = "Write a picture of the window, without a display.")
final class SnapshotCommand implements Callable<Integer> {
  /** Larger pictures take gigabytes. */
  private static final int MOST_POINTS = 8000;

  /** Stands for the last layer of whatever model is shown. */
  private static final int LAST = Integer.MAX_VALUE;

  @Mixin private CommonOptions common;

  @Option(
      names = "--panel",
      completionCandidates = PanelNames.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private String panel;

  @Option(
      names = "--lesson",
      description =
          "A lesson in place of a panel: OUT-01.png and so on, one at each press of Next.")
  private Path lesson;

  @Option(names = "--out", required = true, description = "PNG file to write.")
  private Path out;

  @Option(names = "--theme", description = "light or dark.")
  private String theme = "light";

  @Option(
      names = "--task",
      completionCandidates = TaskNames.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private String task;

  @Option(names = "--lang", description = "Language code.")
  private String language;

  @Option(names = "--layer", description = "Fusion layer of the teacher, or last.")
  private String layer;

  @Option(
      names = "--variant",
      completionCandidates = VariantNames.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private String variant;

  @Option(names = "--model", description = "teacher, student or both.")
  private String model;

  @Option(names = "--text", description = "A text in place of a sample sentence.")
  private String text;

  @Option(names = "--width", description = "Width of the window in points.")
  private int width = 1280;

  @Option(names = "--height", description = "Height of the window in points.")
  private int height = 860;

  @Option(names = "--session", description = "A session to show; other choices don't hold then.")
  private Path saved;

  @Option(names = "--text-size", description = "Size of the window's text in percent.")
  private int textSize = 100;

  @Option(names = "--interface", description = "Language of the window: en or ar.")
  private String interfaceLanguage = "";

  @Option(
      names = "--run",
      description = "Id of a command of the window to run first, for example tables.")
  private String command;

  @Override
  public Integer call() {
    var settings = UsageError.checked(this::settings);
    Destination.file(out);
    var look =
        Preferences.defaults()
            .with(theme.equals("dark") ? ThemeChoice.DARK : ThemeChoice.LIGHT)
            .withTextSize(textSize)
            .withLanguage(interfaceLanguage);
    try (var session =
        RunningWindow.open(
            settings, s -> new NoDialogs(), Folders.standard(), look, width, height)) {
      UsageError.checked(() -> layer(session, settings));
      if (saved != null) {
        session.restore(SessionFile.read(saved, Panels.KNOWN.kinds()));
      }
      if (command != null) {
        RunningWindow.onFx(
            () -> {
              session.workbench().run(command);
              return null;
            });
      }
      session.settle();
      if (lesson != null) {
        return lesson(session);
      }
      HeadlessSession.measure(session);
      session.picture(out);
      var problems = RunningWindow.onFx(session.workbench()::problems);
      problems.forEach(common::progress);
      common.progress("Wrote " + out);
      return problems.isEmpty() ? 0 : 1;
    }
  }

  private int lesson(RunningWindow session) {
    RunningWindow.onFx(
        () -> {
          session.workbench().lessons().open(lesson);
          return null;
        });
    var written = LessonPictures.write(session, out);
    var problems = RunningWindow.onFx(session.workbench()::problems);
    problems.forEach(common::progress);
    written.forEach(file -> common.progress("Wrote " + file));
    return problems.isEmpty() ? 0 : 1;
  }

  /** The layer that is shown; another than was asked for would be taken for it. */
  private int layer(RunningWindow session, WorkbenchSettings settings) {
    int shown = RunningWindow.onFx(() -> session.workbench().selection().layer().get());
    int asked = settings.layer().orElse(shown);
    if (asked != shown && asked != LAST) {
      throw new Problem("Layer " + asked + " isn't there; choose another, or last.");
    }
    return shown;
  }

  private static void within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new Problem(
          option + " is " + value + "; a number from " + least + " to " + most + " was expected.");
    }
  }

  private WorkbenchSettings settings() {
    within("--width", width, 320, MOST_POINTS);
    within("--height", height, 240, MOST_POINTS);
    within("--text-size", textSize, Preferences.SMALLEST, Preferences.LARGEST);
    if (!interfaceLanguage.isEmpty()) {
      Messages.spoken(interfaceLanguage);
    }
    if (Stream.of(panel, lesson, saved).filter(Objects::nonNull).count() != 1) {
      throw new Problem("Give one of --panel, --lesson and --session.");
    }
    if (!theme.equals("light") && !theme.equals("dark")) {
      throw new Problem("Unknown theme \"" + theme + "\": choose light or dark.");
    }
    return new WorkbenchSettings(
        Optional.ofNullable(task).map(Task::of),
        Optional.ofNullable(language).map(l -> Languages.of(l).code()),
        Optional.ofNullable(model).map(SnapshotCommand::roles),
        Optional.ofNullable(variant).map(Variants.KNOWN::of),
        layer == null ? OptionalInt.empty() : OptionalInt.of(number(layer)),
        Optional.ofNullable(text),
        Optional.ofNullable(panel).map(Panels.KNOWN.kinds()::of),
        theme.equals("dark"));
  }

  private static Roles roles(String name) {
    return switch (name) {
      case "teacher" -> Roles.TEACHER;
      case "student" -> Roles.STUDENT;
      case "both" -> Roles.BOTH;
      default ->
          throw new Problem("Unknown model \"" + name + "\": choose teacher, student or both.");
    };
  }

  private static int number(String layer) {
    if (layer.equals("last")) {
      return LAST;
    }
    try {
      return Math.max(0, Integer.parseInt(layer)); // of which none is there
    } catch (NumberFormatException e) {
      throw new Problem("Layer \"" + layer + "\" is no layer: give a number, or last.", e);
    }
  }
}
