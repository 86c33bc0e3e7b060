package lamina.ui.window;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.input.TransferMode;
import lamina.data.format.DataFormats;
import lamina.lesson.LessonFile;
import lamina.model.Description;
import lamina.problem.Problem;
import lamina.ui.session.SessionFile;

/** Files that are dropped on the window, by their kind. */
final class FileDropHandler {
  private static final List<String> MODEL = List.of(Description.FILE, "config.json");

  private final Consumer<Path> model;
  private final Consumer<Path> session;
  private final Consumer<Path> lesson;
  private final Consumer<Path> data;
  private final Consumer<Problem> other;

  FileDropHandler(
      Consumer<Path> model,
      Consumer<Path> session,
      Consumer<Path> lesson,
      Consumer<Path> data,
      Consumer<Problem> other) {
    this.model = model;
    this.session = session;
    this.lesson = lesson;
    this.data = data;
    this.other = other;
  }

  void install(Node target) {
    target.setOnDragOver(
        e -> {
          if (e.getDragboard().hasFiles()) {
            e.acceptTransferModes(TransferMode.COPY);
          }
          e.consume();
        });
    target.setOnDragDropped(
        e -> {
          take(e.getDragboard().getFiles().stream().map(java.io.File::toPath).toList());
          e.setDropCompleted(true);
          e.consume();
        });
  }

  /** Takes each path as what it is; others become a message. */
  void take(List<Path> paths) {
    for (var path : paths) {
      var name = path.getFileName() == null ? "" : path.getFileName().toString();
      var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      boolean plain = Files.isRegularFile(path);
      if (MODEL.stream().anyMatch(f -> Files.isRegularFile(path.resolve(f)))) {
        model.accept(path);
      } else if (plain && MODEL.contains(name)) {
        model.accept(path.toAbsolutePath().getParent());
      } else if (name.endsWith(SessionFile.ENDING)) {
        session.accept(path);
      } else if (LessonFile.named(path)) {
        lesson.accept(path);
      } else if (plain && (DataFormats.KNOWN.endings().contains(ending) || name.indexOf('.') < 0)) {
        data.accept(path);
      } else {
        other.accept(
            new Problem(
                path
                    + ": neither a model's directory (with "
                    + String.join(" or ", MODEL)
                    + "), nor a session ("
                    + SessionFile.ENDING
                    + "), nor a lesson ("
                    + String.join(", ", LessonFile.ENDINGS)
                    + "), nor a data file (."
                    + String.join(", .", DataFormats.KNOWN.endings())
                    + "). Drop one of these."));
      }
    }
  }
}
