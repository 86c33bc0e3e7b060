package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableCell;
import javafx.scene.text.Text;
import lamina.app.window.Folders;
import lamina.app.window.NoDialogs;
import lamina.app.window.RunningWindow;
import lamina.ui.session.Preferences;
import lamina.ui.session.WorkbenchSettings;
import lamina.ui.window.Panels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxToolkit;

/** At 1280 x 720 every panel's texts are shown whole, whatever the language and the text size. */
class ReadableTest {
  @TempDir Path folder;
  private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);
  private RunningWindow session;
  private SmallHome home;

  @BeforeEach
  void begin() throws Exception {
    FxToolkit.registerPrimaryStage();
    home = new SmallHome(folder.resolve("home"));
  }

  @AfterEach
  void end() {
    if (session != null) {
      session.close();
    }
    Locale.setDefault(Locale.Category.DISPLAY, before);
    home.close();
  }

  @ParameterizedTest
  @CsvSource({"en, 100", "ar, 100", "en, 200", "ar, 200"})
  void noTextIsCutOff(String language, int textSize) {
    session =
        RunningWindow.open(
            WorkbenchSettings.defaults(),
            stage -> new NoDialogs(),
            Folders.standard()
                .withRuns(folder.resolve("runs"))
                .with(TestWindow.user(folder.resolve("user"))),
            Preferences.defaults().lightTheme().withTextSize(textSize).withLanguage(language),
            1280,
            720);
    session.settle();
    var cut = new ArrayList<String>();
    for (var panel : Panels.KNOWN.kinds().all()) {
      RunningWindow.onFx(
          () -> {
            session.workbench().choose(panel);
            return null;
          });
      session.settle();
      RunningWindow.onFx(
          () -> {
            var root = session.stage().getScene().getRoot();
            root.applyCss();
            root.layout();
            collect(root, panel.key(), cut);
            return null;
          });
      var pictures = System.getProperty("lamina.pictures");
      if (pictures != null) {
        session.picture(Path.of(pictures, language + "-" + textSize + "-" + panel.key() + ".png"));
      }
    }
    assertEquals(List.of(), cut);
  }

  static void collect(Node node, String panel, List<String> cut) {
    if (!node.isVisible()) {
      return;
    }
    if (node instanceof Labeled label && shown(label) && !label.getText().equals(drawn(label))) {
      // The sample that a list shows in one line stands in full in the field below.
      boolean told =
          label instanceof TableCell
              || label.getTooltip() != null
              || label.getParent() != null && "samples".equals(label.getParent().getId());
      if (!told) {
        cut.add(panel + ": \"" + label.getText() + "\" reads \"" + drawn(label) + "\"");
      }
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> collect(child, panel, cut));
    }
  }

  private static boolean shown(Labeled label) {
    return label.getText() != null
        && !label.getText().isBlank()
        && !label.isMnemonicParsing()
        && label.getWidth() > 0
        && drawn(label) != null;
  }

  /** What the skin draws, with an ellipsis where the place doesn't hold the text; or null. */
  private static String drawn(Labeled label) {
    return label.lookupAll(".text").stream()
        .filter(n -> n instanceof Text && n.getParent() == label)
        .map(n -> ((Text) n).getText())
        .findFirst()
        .orElse(null);
  }
}
