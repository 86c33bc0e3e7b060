package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import lamina.app.window.Folders;
import lamina.app.window.NoDialogs;
import lamina.app.window.RunningWindow;
import lamina.engine.Engine;
import lamina.engine.EngineChoice;
import lamina.ui.session.Preferences;
import lamina.ui.session.UserFolder;
import lamina.ui.session.WorkbenchSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** The engine is chosen among the preferences, and the status bar names it. */
class EngineInWindowTest {
  @TempDir Path folder;
  private final FxRobot robot = new FxRobot();
  private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);
  private RunningWindow session;

  private void open(String language) throws Exception {
    FxToolkit.registerPrimaryStage();
    session =
        TestWindow.open(
            WorkbenchSettings.defaults(),
            new NoDialogs(),
            Folders.standard()
                .withRuns(folder.resolve("runs"))
                .with(TestWindow.user(folder.resolve("user"))),
            Preferences.defaults().lightTheme().withLanguage(language));
  }

  @AfterEach
  void close() {
    session.close();
    Locale.setDefault(Locale.Category.DISPLAY, before);
  }

  private <T extends Node> T find(String id, Class<T> type) {
    return TestWindow.find(session, id, type);
  }

  private void preferences() {
    RunningWindow.onFx(
        () -> {
          session.workbench().run("preferences");
          return null;
        });
    session.settle();
    var pictures = System.getProperty("lamina.pictures");
    if (pictures != null) {
      session.picture(
          Path.of(pictures, "preferences-" + Locale.getDefault(Locale.Category.DISPLAY) + ".png"));
    }
  }

  @SuppressWarnings("unchecked") // what the sheet put there
  private ComboBox<EngineChoice> choice() {
    return find("preferences-engine", ComboBox.class);
  }

  @Test
  void theStatusBarNamesWhatIsChosenAndItIsKept() throws Exception {
    open("en");
    var device = find("device", Label.class);
    assertTrue(device.getText().contains("fp32 (scripted)"), device.getText());
    preferences();
    assertEquals(EngineChoice.AUTO, choice().getValue());
    var offered = List.copyOf(choice().getItems());
    assertTrue(offered.contains(EngineChoice.of(Engine.NDARRAY)), offered.toString());
    RunningWindow.onFx(
        () -> {
          choice().setValue(EngineChoice.of(Engine.NDARRAY));
          return null;
        });
    session.settle();
    assertTrue(device.getText().contains("fp32 (ndarray)"), device.getText());
    assertTrue(
        find("timing", Label.class).getText().contains("encod"),
        "the text is encoded again: " + find("timing", Label.class).getText());
    assertEquals(List.of(), RunningWindow.onFx(session.workbench()::problems));
    assertEquals(
        EngineChoice.of(Engine.NDARRAY),
        new UserFolder(folder.resolve("user")).preferences(p -> {}).engine());
  }

  @Test
  void itIsSaidInArabicToo() throws Exception {
    open("ar");
    preferences();
    assertEquals(EngineChoice.AUTO, choice().getValue());
  }
}
