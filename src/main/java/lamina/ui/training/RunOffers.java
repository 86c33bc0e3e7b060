package lamina.ui.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lamina.experiment.JobRun;
import lamina.experiment.RemovedRun;
import lamina.model.ModelSummary.Role;
import lamina.ui.control.NotificationBar;
import lamina.ui.text.Messages;

/** What training runs have to offer, told in the window's one place for offers. */
public final class RunOffers {
  private final NotificationBar notifications;
  private final Supplier<RunModels> models;

  /** Tells of nothing yet. */
  public RunOffers(NotificationBar notifications, Supplier<RunModels> models) {
    this.notifications = notifications;
    this.models = models;
  }

  /** A run of this window made a model, which may be taken into use. */
  void finished(String run, Path model) {
    notifications.show(
        Messages.get("training.finished", run),
        List.of(
            new NotificationBar.Action(
                Messages.get("training.use.teacher"), () -> use(model, Role.TEACHER)),
            new NotificationBar.Action(
                Messages.get("training.use.student"), () -> use(model, Role.STUDENT))),
        () -> {});
  }

  /** The person wants a run's model in use. */
  void use(Path model, Role role) {
    models.get().use(model, Optional.of(role));
  }

  /** The person wants to see models beside each other. */
  void compare(List<Path> chosen) {
    models.get().compare(chosen);
  }

  /**
   * A run was taken out of the list; it can come back.
   *
   * @param undo brings it back, then runs what it is given
   */
  void removed(RemovedRun run, Consumer<Runnable> undo) {
    var back = models.get().gone(run.directory().resolve(JobRun.MODEL));
    notifications.show(
        Messages.get("training.removed", run.directory().getFileName(), run.kept()),
        Messages.get("training.undo"),
        () -> undo.accept(back),
        () -> {});
  }
}
