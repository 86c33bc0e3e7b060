package lamina.ui.session;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.util.Duration;
import lamina.service.Unanswered;
import lamina.ui.control.NotificationBar;
import lamina.ui.control.SaveDialog;
import lamina.ui.text.Messages;
import lamina.ui.workspace.BackgroundTasks;
import lamina.ui.workspace.PanelKinds;
import org.jspecify.annotations.Nullable;

/** Saves and opens sessions, and keeps the last state for after a crash. */
public final class Sessions {
  private static final String PROGRAM = "Lamina";
  private static final double AUTOSAVE_SECONDS = 3;

  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper(PROGRAM);
  private final Supplier<SessionState> state;
  private final Consumer<SessionState> restore;
  private final SaveDialog dialog;
  private final BackgroundTasks work;
  private final NotificationBar notifications;
  private final Optional<UserFolder> folder;
  private final PanelKinds kinds;
  private final Supplier<Preferences> preferences;
  private final Consumer<Preferences> changed;
  private final Menu recent = new Menu(Messages.get("session.recent"));
  private final Timeline timer =
      new Timeline(new KeyFrame(Duration.seconds(AUTOSAVE_SECONDS), e -> autosave()));
  private final BooleanSupplier own;
  private @Nullable Path file;
  private @Nullable SessionState saved;
  private @Nullable SessionState kept;
  private boolean keeping;
  private String failed = "";

  /**
   * Keeps nothing before {@link #start}.
   *
   * @param kinds panels that a session may name
   * @param own whether there is anything on screen that the person made
   */
  public Sessions(
      PanelKinds kinds,
      Supplier<SessionState> state,
      BooleanSupplier own,
      Consumer<SessionState> restore,
      SaveDialog dialog,
      BackgroundTasks work,
      NotificationBar notifications,
      Optional<UserFolder> folder,
      Supplier<Preferences> preferences,
      Consumer<Preferences> changed) {
    this.kinds = kinds;
    this.state = state;
    this.own = own;
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

  /** The name of the session that is open, and the program's. */
  public ReadOnlyStringProperty title() {
    return title.getReadOnlyProperty();
  }

  /** Offers what a crash, or the last window, left behind and begins to keep the state. */
  public void start() {
    fillRecent();
    folder.ifPresent(
        f -> {
          offerNext(f);
          timer.play();
        });
  }

  /** One at a time; each stays on disk until the person has decided. */
  private void offerNext(UserFolder from) {
    work.read(from::left, left -> left.ifPresent(l -> offer(from, l)));
  }

  private void offer(UserFolder from, UserFolder.Left left) {
    notifications.show(
        Messages.get(left.crashed() ? "session.crashed" : "session.last"),
        Messages.get(left.crashed() ? "session.restore" : "session.continue"),
        () ->
            work.read(
                () -> SessionFile.read(left.file(), kinds),
                read -> {
                  restore.accept(read);
                  forget(from, left);
                }),
        () -> forget(from, left));
  }

  private void forget(UserFolder from, UserFolder.Left left) {
    work.read(
        () -> {
          left.forget();
          return left;
        },
        done -> offerNext(from));
  }

  public void save() {
    if (file == null) {
      saveAs();
    } else {
      write(file);
    }
  }

  public void saveAs() {
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
          saved = now;
          used(done);
          notifications.show(Messages.get("session.saved", done));
        });
  }

  public void open() {
    dialog.file().ifPresent(this::open);
  }

  public void open(Path chosen) {
    work.read(
        () -> SessionFile.read(chosen, kinds),
        read -> {
          var before = state.get();
          boolean unsaved = own.getAsBoolean() && !before.equals(saved);
          restore.accept(read);
          used(chosen);
          if (unsaved) {
            notifications.show(
                Messages.get("session.opened", chosen.getFileName()),
                Messages.get("session.undo"),
                () -> restore.accept(before),
                () -> {});
          }
        });
  }

  private void used(Path session) {
    file = session;
    title.set(session.getFileName() + " - " + PROGRAM);
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

  public Menu recent() {
    return recent;
  }

  /** Keeps the state if it changed since the last time; a failure is told once. */
  void autosave() {
    if (keeping || folder.isEmpty()) {
      return;
    }
    keeping = true;
    try {
      var now = state.get();
      if (now.equals(kept)) {
        keeping = false;
        return;
      }
      work.quietly(
          () -> {
            SessionFile.write(folder.get().autosave(), now);
            return now;
          },
          this::keptOnDisk,
          this::notKept);
    } catch (RuntimeException e) {
      notKept(new Unanswered.Failed(e));
    }
  }

  private void keptOnDisk(SessionState now) {
    keeping = false;
    failed = "";
    kept = now;
  }

  private void notKept(Unanswered why) {
    keeping = false; // tried again in a while
    if (!failed.equals(why.words())) {
      failed = why.words();
      work.report(why);
    }
  }

  /** The window closes as it should; what the person made and didn't save is offered again. */
  public void end() {
    timer.stop();
    try {
      var now = state.get();
      boolean unsaved = own.getAsBoolean() && !now.equals(saved);
      folder.ifPresent(f -> f.closed(unsaved ? Optional.of(now) : Optional.empty()));
    } catch (RuntimeException e) {
      work.report(e); // what was kept last stays on disk, and is offered
    }
  }
}
