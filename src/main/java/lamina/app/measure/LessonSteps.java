package lamina.app.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.scene.control.Label;
import lamina.app.window.RunningWindow;
import lamina.cli.CommonOptions;

/** What every press of a lesson costs the UI thread, the first time in a window and again. */
final class LessonSteps {
  private static final List<String> LESSONS =
      List.of("1-transfer.yaml", "2-layers.yaml", "3-distillation.yaml");

  private static final int READING_MILLIS = 1000;

  /**
   * A press of Next.
   *
   * @param place the step as the lesson counts it
   * @param makeMillis processor time of making the nodes
   * @param layoutMillis processor time of their style and layout
   */
  record Press(String lesson, String place, double makeMillis, double layoutMillis) {}

  private final RunningWindow session;
  private final Path folder;

  LessonSteps(RunningWindow session, Path folder) {
    this.session = session;
    this.folder = folder;
  }

  /** Goes through all lessons. */
  List<Press> presses() {
    var presses = new ArrayList<Press>();
    for (var lesson : LESSONS) {
      session.act(w -> w.lessons().open(folder.resolve(lesson)));
      read();
      while (RunningWindow.onFx(() -> session.workbench().lessons().shown())) {
        presses.add(press(lesson));
        session.settle();
        read();
      }
    }
    return presses;
  }

  /** No class presses Next again within a second; meanwhile the window may prepare. */
  private static void read() {
    try {
      Thread.sleep(READING_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** From the press to the end of the pulse that laid the step out. */
  private Press press(String lesson) {
    var done = new CompletableFuture<Press>();
    Platform.runLater(
        () -> {
          var threads = ManagementFactory.getThreadMXBean();
          var scene = session.stage().getScene();
          long start = threads.getCurrentThreadCpuTime();
          session.workbench().lessons().next();
          long made = threads.getCurrentThreadCpuTime();
          var listener = new Runnable[1];
          listener[0] =
              () -> {
                long laidOut = threads.getCurrentThreadCpuTime();
                scene.removePostLayoutPulseListener(listener[0]);
                var place = session.workbench().root().lookup("#lesson-place");
                done.complete(
                    new Press(
                        lesson,
                        place instanceof Label label ? label.getText() : "left",
                        (made - start) / 1e6,
                        (laidOut - made) / 1e6));
              };
          scene.addPostLayoutPulseListener(listener[0]);
          Platform.requestNextPulse();
        });
    return done.join();
  }

  /** Measures twice and prints; the exit code. */
  int print(CommonOptions common) {
    var json = new ObjectMapper().createArrayNode();
    for (var time : List.of("first", "again")) {
      for (var press : presses()) {
        json.addObject()
            .put("time", time)
            .put("lesson", press.lesson)
            .put("place", press.place)
            .put("makeCpuMillis", press.makeMillis)
            .put("layoutCpuMillis", press.layoutMillis);
        if (!common.json()) {
          common
              .out()
              .printf(
                  Locale.ROOT,
                  "%-6s %-22s %-14s make %5.1f  style and layout %5.1f ms%n",
                  time,
                  press.lesson,
                  press.place,
                  press.makeMillis,
                  press.layoutMillis);
        }
      }
    }
    if (common.json()) {
      common.print(new ObjectMapper().createObjectNode().set("presses", json));
    } else {
      common.out().flush();
    }
    return 0;
  }
}
