package lamina.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lamina.app.window.RunningWindow;

/** Pictures of every beat of the lesson that is open in a window. */
final class LessonPictures {
  private LessonPictures() {}

  /**
   * Goes through the lesson to its end.
   *
   * @param out name of the pictures: {@code a/lesson.png} becomes {@code a/lesson-01.png} and so on
   * @return what was written, in order; nothing where no lesson is open
   */
  static List<Path> write(RunningWindow session, Path out) {
    var name = out.getFileName().toString();
    int dot = name.lastIndexOf('.');
    var stem = dot < 0 ? name : name.substring(0, dot);
    var written = new ArrayList<Path>();
    session.settle();
    boolean open = RunningWindow.onFx(() -> session.workbench().lessons().shown());
    while (open) {
      var file =
          out.resolveSibling(String.format(Locale.ROOT, "%s-%02d.png", stem, written.size() + 1));
      session.picture(file);
      written.add(file);
      open = RunningWindow.onFx(() -> session.workbench().lessons().next());
      session.settle();
    }
    return written;
  }
}
