package lamina.ui.window;

import java.util.ArrayList;
import java.util.Optional;
import lamina.problem.Problem;
import lamina.ui.session.Preferences;
import lamina.ui.session.Preferences.WindowSize;
import lamina.ui.session.UserFolder;
import lamina.ui.workspace.BackgroundTasks;

/** The preferences that hold now: a change is seen at once, and kept in the user's folder. */
final class CurrentPreferences {
  private final Appearance appearance;
  private final EngineSwitch engines;
  private final Optional<UserFolder> folder;
  private final BackgroundTasks work;
  private Preferences now;

  /**
   * Begins; nothing is applied yet.
   *
   * @param folder where changes are kept; empty to keep nothing
   */
  CurrentPreferences(
      Preferences now,
      Appearance appearance,
      EngineSwitch engines,
      Optional<UserFolder> folder,
      BackgroundTasks work) {
    this.now = now;
    this.appearance = appearance;
    this.engines = engines;
    this.folder = folder;
    this.work = work;
  }

  Preferences get() {
    return now;
  }

  /** Whether the user has none yet; they are kept from now on, so that this is true once. */
  boolean first() {
    boolean first = folder.isPresent() && folder.get().fresh();
    if (first) {
      keep(now);
    }
    return first;
  }

  /**
   * The window closes, of that size; the user finds it so again. What another window has kept since
   * stays, and so does a file that is damaged.
   */
  void end(double width, double height) {
    var size = new WindowSize((int) Math.round(width), (int) Math.round(height));
    try {
      if (folder.isPresent() && !size.equals(now.window())) {
        var damaged = new ArrayList<Problem>();
        var kept = folder.get().preferences(damaged::add);
        if (damaged.isEmpty()) {
          folder.get().save(kept.withWindow(size));
        }
      }
    } catch (Problem e) {
      work.report(e);
    }
  }

  /** Makes the window look and compute as they say. */
  void apply() {
    appearance.apply(now);
    engines.prefer(now.engine());
  }

  void change(Preferences changed) {
    if (!changed.equals(now)) {
      boolean look = changed.theme() != now.theme() || changed.textSize() != now.textSize();
      now = changed;
      engines.prefer(changed.engine());
      if (look) {
        appearance.apply(changed);
      }
      keep(changed);
    }
  }

  private void keep(Preferences changed) {
    folder.ifPresent(
        f ->
            work.read(
                () -> {
                  f.save(changed);
                  return f;
                },
                done -> {}));
  }

  void resize(int percent) {
    change(now.withTextSize(now.textSize() + percent));
  }

  boolean dark() {
    return appearance.dark();
  }

  /** Shows light or dark for now; the preference stays. */
  void setDark(boolean dark) {
    appearance.setDark(dark);
  }

  void switchTheme() {
    change(
        now.with(appearance.dark() ? Preferences.ThemeChoice.LIGHT : Preferences.ThemeChoice.DARK));
    appearance.setDark(now.theme() == Preferences.ThemeChoice.DARK);
  }
}
