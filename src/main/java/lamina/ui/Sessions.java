package lamina.ui;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.util.Duration;

/** Saves and opens sessions, and keeps the last state for after a crash. */
final class Sessions {
  private static final double AUTOSAVE_SECONDS = 3;

  private final Supplier<SessionState> state;
  private final Consumer<SessionState> restore;
  private final SaveDialog dialog;
  private final Work work;
  private final NotificationBar notifications;
  private final Optional<UserFolder> folder;
  private final Supplier<Preferences> preferences;
  private final Consumer<Preferences> changed;
  private final Menu recent = new Menu(Messages.get("session.recent"));
  private final Timeline timer =
      new Timeline(new KeyFrame(Duration.seconds(AUTOSAVE_SECONDS), e -> autosave()));
  private Path file;
  private SessionState kept;

  Sessions(
      Supplier<SessionState> state,
      Consumer<SessionState> restore,
      SaveDialog dialog,
      Work work,
      NotificationBar notifications,
      Optional<UserFolder> folder,
      Supplier<Preferences> preferences,
      Consumer<Preferences> changed) {
    this.state = state;
    this.restore = restore;
    this.dialog = dialog;
    this.work = work;
    this.notifications = notifications;
    this.folder = folder;
    this.preferences = preferences;
    this.changed = changed;
    recent.setId("recent");
    timer.setCycleCount(Animation.INDEFINITE);
  }

  /** Offers what a crash left behind and begins to keep the state. */
  void start() {
    fillRecent();
    folder.ifPresent(
        f -> {
          f.leftBehind()
              .ifPresent(
                  left ->
                      notifications.show(
                          Messages.get("session.crashed"),
                          Messages.get("session.restore"),
                          () ->
                              work.read(
                                  () -> SessionFile.read(left),
                                  read -> {
                                    restore.accept(read);
                                    f.forget();
                                  }),
                          f::forget));
          timer.play();
        });
  }

  void save() {
    if (file == null) {
      saveAs();
    } else {
      write(file);
    }
  }

  void saveAs() {
    dialog.save("session" + SessionFile.ENDING).ifPresent(this::write);
  }

  private void write(Path chosen) {
    boolean named = chosen.toString().endsWith(SessionFile.ENDING);
    var target = named ? chosen : chosen.resolveSibling(chosen.getFileName() + SessionFile.ENDING);
    var now = state.get();
    work.read(
        () -> {
          SessionFile.write(target, now);
          return target;
        },
        done -> {
          used(done);
          notifications.show(Messages.get("session.saved", done));
        });
  }

  void open() {
    dialog.file().ifPresent(this::open);
  }

  void open(Path chosen) {
    work.read(
        () -> SessionFile.read(chosen),
        read -> {
          restore.accept(read);
          used(chosen);
        });
  }

  private void used(Path session) {
    file = session;
    changed.accept(preferences.get().withRecent(session));
    fillRecent();
  }

  private void fillRecent() {
    recent.getItems().clear();
    for (var session : preferences.get().recent()) {
      var item = new MenuItem(session.toString());
      item.setMnemonicParsing(false);
      item.setOnAction(e -> open(session));
      recent.getItems().add(item);
    }
    recent.setDisable(recent.getItems().isEmpty());
  }

  Menu recent() {
    return recent;
  }

  /** Keeps the state if it changed since the last time. */
  void autosave() {
    var now = state.get();
    if (!now.equals(kept)) {
      kept = now;
      folder.ifPresent(
          f ->
              work.quietly(
                  () -> {
                    SessionFile.write(f.autosave(), now);
                    return now;
                  },
                  done -> {},
                  work::report));
    }
  }

  /** The window closes as it should: nothing is left behind. */
  void end() {
    timer.stop();
    folder.ifPresent(f -> UserFolder.delete(f.autosave()));
  }
}
