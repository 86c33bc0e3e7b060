package lamina.ui.window;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lamina.data.Dataset;
import lamina.data.Task;
import lamina.data.format.DatasetReader;
import lamina.data.format.SampleData;
import lamina.data.format.UnlabelledData;
import lamina.language.Language;
import lamina.model.ModelFiles;
import lamina.model.ModelSummary;
import lamina.model.ModelSummary.Role;
import lamina.problem.Problem;
import lamina.service.Unanswered;
import lamina.ui.control.NotificationBar;
import lamina.ui.control.Overlay;
import lamina.ui.control.SaveDialog;
import lamina.ui.explore.ExplorePanel;
import lamina.ui.explore.OwnFiles;
import lamina.ui.scores.LanguagesPanel;
import lamina.ui.session.SessionCapture;
import lamina.ui.text.FigureTexts;
import lamina.ui.text.LanguageWords;
import lamina.ui.text.Messages;
import lamina.ui.training.RunModels;
import lamina.ui.training.TrainingPanel;
import lamina.ui.workspace.BackgroundTasks;
import lamina.ui.workspace.ModelRegistry;
import lamina.ui.workspace.PanelKind;
import lamina.ui.workspace.Roles;
import lamina.ui.workspace.Selection;

/** What a person brings: models come into use, encoders to Training, data into the sentences. */
final class FileOpener implements RunModels {
  private final Selection selection;
  private final ModelRegistry models;
  private final SampleData sample;
  private final BackgroundTasks work;
  private final NotificationBar notifications;
  private final SaveDialog dialog;
  private final PredictSheet predict;
  private final SessionCapture screen;
  private final ExplorePanel explore;
  private final TrainingPanel training;
  private final Consumer<PanelKind> front;
  private final Runnable changed;
  private final Runnable replaced;
  private final Runnable dataChanged;

  /**
   * A file that was read; where its name doesn't tell its language, which one was tried.
   *
   * @param plain whether it has no labels, and isn't read
   */
  private record Read(Dataset dataset, boolean asks, boolean plain, Problem problem) {
    static Read of(Dataset dataset, boolean asks) {
      return new Read(dataset, asks, false, null);
    }

    static Read not(Problem why) {
      return new Read(null, false, false, why);
    }
  }

  /**
   * Puts it between the window's parts.
   *
   * @param front brings a panel to the front
   * @param changed told when a model was opened for the task that is selected
   * @param replaced told when another model than before stands there
   * @param dataChanged told when there are other data for it
   */
  FileOpener(
      Selection selection,
      ModelRegistry models,
      SampleData sample,
      BackgroundTasks work,
      NotificationBar notifications,
      SaveDialog dialog,
      Overlay overlay,
      SessionCapture screen,
      ExplorePanel explore,
      TrainingPanel training,
      Consumer<PanelKind> front,
      Runnable changed,
      Runnable replaced,
      Runnable dataChanged) {
    this.selection = selection;
    this.models = models;
    this.sample = sample;
    this.work = work;
    this.notifications = notifications;
    this.dialog = dialog;
    predict = new PredictSheet(selection, models, work, notifications, dialog, overlay);
    this.screen = screen;
    this.explore = explore;
    this.training = training;
    this.front = front;
    this.changed = changed;
    this.replaced = replaced;
    this.dataChanged = dataChanged;
  }

  /** Takes a directory into use: a model as one, a bare encoder as something to train heads on. */
  void directory(Path directory) {
    work.read(
        () -> {
          try {
            var kind = ModelFiles.kind(directory);
            if (kind == ModelFiles.Kind.ENCODER) {
              ModelFiles.checkEncoder(directory);
            }
            return new Looked(kind, null);
          } catch (Problem e) {
            return new Looked(ModelFiles.Kind.OTHER, e);
          }
        },
        looked -> {
          if (looked.problem != null) {
            refuse(looked.problem);
          } else if (looked.kind == ModelFiles.Kind.ENCODER) {
            encoder(directory);
          } else {
            use(directory, Optional.empty());
          }
        });
  }

  /** A session's model can't be opened: it can be found, or forgotten. */
  void lost(Path model) {
    lost(
        model,
        () -> dialog.directory().ifPresentOrElse(now -> relocate(model, now), () -> lost(model)),
        () -> screen.forget(model));
  }

  /** A session's data file can't be read: it can be found, or forgotten. */
  void lost(OwnFiles.Data data) {
    lost(
        data.path(),
        () -> dialog.file().ifPresentOrElse(now -> explore.relocate(data, now), () -> lost(data)),
        () -> explore.forget(data));
  }

  private void relocate(Path model, Path now) {
    screen.open(
        now,
        screen.role(model),
        found -> {
          if (!now.equals(model)) {
            screen.forget(model);
          }
          opened(found);
        },
        failure -> lost(model));
  }

  /** Tells again what of a session is missing. */
  void missing() {
    screen.missing().forEach(this::lost);
    explore.missing().forEach(this::lost);
    if (screen.missing().isEmpty() && explore.missing().isEmpty()) {
      notifications.show(Messages.get("session.complete"));
    }
  }

  private void lost(Path path, Runnable locate, Runnable forget) {
    notifications.show(
        Messages.get("session.lost", path),
        List.of(
            new NotificationBar.Action(Messages.get("session.locate"), locate),
            new NotificationBar.Action(Messages.get("session.forget"), forget)),
        () -> {});
  }

  private record Looked(ModelFiles.Kind kind, Problem problem) {}

  @Override
  public void use(Path model, Optional<Role> role) {
    screen.open(
        model,
        role,
        opened -> opened(role.map(opened::as).orElse(opened)),
        why -> {
          if (why instanceof Unanswered.Failed failed) {
            notifications.show(failed.words());
          }
        });
  }

  @Override
  public void compare(List<Path> chosen) {
    boolean standsAsTeacher =
        models
            .of(chosen.getFirst())
            .filter(m -> models.roles(m).contains(Role.TEACHER))
            .isPresent();
    if (chosen.size() == 2 || !standsAsTeacher) { // a teacher stands beside the student already
      for (int i = 0; i < chosen.size(); i++) {
        use(chosen.get(i), Optional.of(i < chosen.size() - 1 ? Role.TEACHER : Role.STUDENT));
      }
    }
    selection.roles().set(Roles.BOTH);
    front.accept(LanguagesPanel.KIND);
  }

  @Override
  public Runnable gone(Path directory) {
    var found = models.of(directory);
    if (found.isEmpty()) {
      return () -> {};
    }
    var roles = models.roles(found.get());
    models.remove(found.get());
    screen.gone(directory);
    if (selection.task().get() == found.get().task()) {
      replaced.run();
    }
    return () -> roles.forEach(role -> use(directory, Optional.of(role)));
  }

  private void opened(ModelSummary model) {
    work.log().note(Messages.get("model.opened", model.name()));
    if (!selection.roles().get().shown().contains(model.role())) {
      selection.roles().set(Roles.BOTH);
    }
    if (selection.task().get() == model.task()) {
      changed.run();
    } else {
      selection.task().set(model.task());
    }
    if (model.external()) {
      training.offerBase(model.directory());
      var role = FigureTexts.name(FigureTexts.role(model.role())).toLowerCase(Locale.ROOT);
      var notes = String.join(" ", model.notes());
      notifications.show(
          Messages.get("model.external", model.name(), role, model.task().label(), notes).strip());
    }
  }

  private void encoder(Path directory) {
    notifications.show(
        Messages.get("encoder.bare", directory.toAbsolutePath().normalize().getFileName()),
        Messages.get("encoder.train"),
        () -> {
          training.useBase(directory);
          front.accept(TrainingPanel.KIND);
        },
        () -> {});
  }

  /** Says why something isn't taken. */
  void refuse(Problem problem) {
    work.report(problem);
    notifications.show(problem.getMessage());
  }

  /** Asks for a model's directory, or an encoder's, and takes it into use. */
  void chooseDirectory() {
    dialog.directory().ifPresent(this::directory);
  }

  /** Asks for a data file and takes it among the sentences. */
  void chooseData() {
    dialog.file().ifPresent(this::data);
  }

  /** Asks for a file whose texts the models in use are to answer. */
  void choosePrediction() {
    dialog.file().ifPresent(predict::offer);
  }

  /**
   * Takes a data file among the sentences of its task and language. One without labels can be
   * answered.
   */
  void data(Path file) {
    var preferred = selection.task().get();
    var tried = selection.language().get();
    work.read(
        () -> read(file, preferred, tried),
        read -> {
          if (read.problem != null) {
            refuse(read.problem);
          } else if (read.plain) {
            predict.offer(file);
          } else if (read.asks) {
            notifications.show(
                Messages.get("data.language", file.getFileName()),
                Messages.get("data.language.take"),
                () -> take(file, read.dataset.task(), selection.language().get()),
                () -> {});
          } else {
            landed(file, read.dataset);
          }
        });
  }

  private static Read read(Path file, Task preferred, Language tried) {
    try {
      if (UnlabelledData.task(file, preferred).isPresent()) {
        return new Read(null, false, true, null);
      }
      var task = DatasetReader.task(file, preferred);
      try {
        return Read.of(DatasetReader.read(file, task, null), false);
      } catch (Problem untold) {
        return Read.of(DatasetReader.read(file, task, tried), true);
      }
    } catch (Problem e) {
      return Read.not(e);
    }
  }

  private void take(Path file, Task task, Language language) {
    work.read(
        () -> {
          try {
            return Read.of(DatasetReader.read(file, task, language), false);
          } catch (Problem e) {
            return Read.not(e);
          }
        },
        read -> {
          if (read.problem != null) {
            refuse(read.problem);
          } else {
            landed(file, read.dataset);
          }
        });
  }

  private void landed(Path file, Dataset data) {
    sample.add(file, data);
    boolean usable = models.tasks().contains(data.task());
    if (usable) {
      selection.task().set(data.task());
      selection.language().set(data.language());
      dataChanged.run();
      explore.loadAnew();
      front.accept(ExplorePanel.KIND);
    }
    var said =
        Messages.get(
                usable ? "data.opened" : "data.nomodel",
                file.getFileName(),
                data.examples().size(),
                data.task().label(),
                LanguageWords.name(data.language()))
            + data.notes().stream().map(note -> " " + note).collect(Collectors.joining());
    if (data.language().code().equals("en")) {
      notifications.show(said, Messages.get("data.train"), () -> train(file, data), () -> {});
    } else {
      notifications.show(said);
    }
  }

  private void train(Path file, Dataset data) {
    if (models.tasks().contains(data.task())) {
      selection.task().set(data.task());
    }
    training.useData(data.task(), file);
    front.accept(TrainingPanel.KIND);
  }
}
