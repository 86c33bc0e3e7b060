package lamina.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lamina.app.window.Folders;
import lamina.app.window.NoDialogs;
import lamina.app.window.RunningWindow;
import lamina.ui.session.Preferences;
import lamina.ui.session.WorkbenchSettings;
import lamina.ui.window.Panels;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/**
 * A program of its own for {@link DisplayTest}: opens the window on the display there is, clicks
 * through its panels with the display's mouse and writes a picture of each. What is wrong goes to
 * stdout, and the exit code is 1 then.
 */
final class ClickPath {
  private ClickPath() {}

  /** Language, text size in percent, folder to write into. */
  public static void main(String[] args) throws Exception {
    FxToolkit.registerPrimaryStage();
    var folder = Path.of(args[2]);
    var preferences =
        Preferences.defaults()
            .lightTheme()
            .withTextSize(Integer.parseInt(args[1]))
            .withLanguage(args[0]);
    var wrong = new ArrayList<String>();
    try (var session =
        RunningWindow.open(
            WorkbenchSettings.defaults(),
            stage -> new NoDialogs(),
            Folders.standard()
                .withRuns(folder.resolve("runs"))
                .with(TestWindow.user(folder.resolve("user"))),
            preferences,
            1280,
            720)) {
      RunningWindow.onFx(
          () -> {
            session.stage().setX(0);
            session.stage().setY(0);
            return null;
          });
      session.settle();
      var robot = new FxRobot();
      for (var theme : List.of("light", "dark")) {
        for (var panel : List.of("training", "latency", "languages", "layers", "explore")) {
          robot.clickOn("#panel-" + panel);
          session.settle();
          var front = RunningWindow.onFx(session.workbench()::state).panel();
          if (front != Panels.KNOWN.kinds().of(panel)) {
            wrong.add("a click on " + panel + " shows " + front.key());
          }
          RunningWindow.onFx(
              () -> {
                ReadableTest.collect(session.stage().getScene().getRoot(), panel, wrong);
                return null;
              });
          session.picture(folder.resolve(theme + "-" + panel + ".png"));
        }
        session.act(w -> w.run("theme"));
      }
      wrong.addAll(RunningWindow.onFx(session.workbench()::problems));
    }
    wrong.forEach(System.out::println);
    System.exit(wrong.isEmpty() ? 0 : 1);
  }
}
