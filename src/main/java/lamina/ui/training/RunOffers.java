package lamina.ui.training;

import java.nio.file.Path;
import java.util.function.Consumer;
import lamina.experiment.RemovedRun;
import lamina.ui.control.NotificationBar;
import lamina.ui.text.Messages;

/** What training runs have to offer, told in the window's one place for offers. */
public final class RunOffers {
  private final NotificationBar notifications;
  private final Consumer<Path> taken;

  /**
   * Tells of nothing yet.
   *
   * @param taken told the directory of a model that the person wants in use
   */
  public RunOffers(NotificationBar notifications, Consumer<Path> taken) {
    this.notifications = notifications;
    this.taken = taken;
  }

  /** A run of this window made a model, which may be taken into use. */
  void finished(String run, Path model) {
    notifications.show(
        Messages.get("training.finished", run),
        Messages.get("training.use"),
        () -> use(model),
        () -> {});
  }

  /** The person wants a run's model in use. */
  void use(Path model) {
    taken.accept(model);
  }

  /** A run was taken out of the list; it can come back. */
  void removed(RemovedRun run, Runnable undo) {
    notifications.show(
        Messages.get("training.removed", run.directory().getFileName(), run.kept()),
        Messages.get("training.undo"),
        undo,
        () -> {});
  }
}
