package lamina.ui.window;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.List;
import java.util.Locale;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.geometry.NodeOrientation;
import javafx.scene.Parent;
import lamina.chart.paint.Theme;
import lamina.chart.view.FigureView;
import lamina.ui.session.Preferences;
import lamina.ui.session.Preferences.ThemeChoice;
import lamina.ui.text.FigureTexts;
import lamina.ui.text.Messages;

/** Colours, size of text and direction of the window. */
final class Appearance {
  private static final double POINTS = 13;

  private final Parent root;
  private final List<FigureView> views;
  private final ChangeListener<ColorScheme> followed = (o, was, is) -> follow();
  private ThemeChoice choice = ThemeChoice.LIGHT;
  private boolean dark;

  Appearance(Parent root, List<FigureView> views) {
    this.root = root;
    this.views = views;
    root.setNodeOrientation(
        Messages.rightToLeft() ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT);
    if (Messages.rightToLeft()) {
      root.getStyleClass().add("right-to-left");
    }
    // Charts are drawn left to right in every interface, as papers print them.
    views.forEach(v -> v.setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT));
    var words = FigureTexts.words();
    views.forEach(v -> v.setWords(words));
    Platform.getPreferences().colorSchemeProperty().addListener(new WeakChangeListener<>(followed));
  }

  void apply(Preferences preferences) {
    choice = preferences.theme();
    root.setStyle(
        String.format(
            Locale.ROOT, "-fx-font-size: %.2fpx;", POINTS * preferences.textSize() / 100));
    views.forEach(v -> v.zoomProperty().set(preferences.textSize() / 100.0));
    follow();
  }

  private void follow() {
    boolean system = Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
    setDark(choice == ThemeChoice.DARK || choice == ThemeChoice.SYSTEM && system);
  }

  /** Light or dark for now, whatever is preferred. */
  void setDark(boolean on) {
    dark = on;
    Application.setUserAgentStylesheet(
        (on ? new PrimerDark() : new PrimerLight()).getUserAgentStylesheet());
    root.getStyleClass().remove("dark");
    if (on) {
      root.getStyleClass().add("dark");
    }
    views.forEach(v -> v.setTheme(on ? Theme.DARK : Theme.LIGHT));
  }

  boolean dark() {
    return dark;
  }
}
