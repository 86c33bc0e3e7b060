package lamina.app.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import javafx.animation.AnimationTimer;
import javafx.event.Event;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableView;
import javafx.scene.input.ScrollEvent;
import lamina.app.window.RunningWindow;
import lamina.chart.figure.EcdfFigure;
import lamina.chart.figure.Role;
import lamina.chart.view.FigureView;
import lamina.cli.CommonOptions;
import lamina.evaluate.Percentiles;
import lamina.ui.scores.LanguagesPanel;

/**
 * How a chart's table of 10,000 rows scrolls: the times of two models on 5,000 inputs each, shown
 * as the window shows every chart's numbers.
 */
final class LongTable {
  /** Rows of the table. */
  static final int ROWS = 10_000;

  private static final int STEPS = 300;
  private static final int WHEEL = -120;
  private static final int WARM_UP = 60;

  /**
   * One way of scrolling, step by step with the window's pulses.
   *
   * @param work milliseconds of each pulse on the UI thread, from the event to the end of layout
   * @param apart milliseconds from each pulse to the next; about 16.7 at full rate
   * @param pause the longest of the UI thread meanwhile
   */
  record Scrolled(double[] work, double[] apart, PauseWatch.Pause pause) {}

  private final RunningWindow session;
  private final TableView<?> table;
  private final PauseWatch.Pause opening;

  /** Opens the table. */
  LongTable(RunningWindow session) {
    this.session = session;
    session.act(w -> w.choose(LanguagesPanel.KIND));
    session.act(w -> w.run("tables"));
    show(ROWS / 100); // classes are loaded and compiled
    try (var watch = new PauseWatch()) {
      session.settle();
      watch.longest();
      show(ROWS);
      opening = watch.longest();
    }
    table =
        RunningWindow.onFx(
            () -> (TableView<?>) session.workbench().root().lookup("#figure-tables .table-view"));
    if (table.getItems().size() != ROWS) {
      throw new IllegalStateException("the table has " + table.getItems().size() + " rows");
    }
  }

  private void show(int rows) {
    var random = new Random(rows);
    var series = new ArrayList<EcdfFigure.Series>();
    for (var role : List.of(Role.TEACHER, Role.STUDENT)) {
      double[] millis = random.doubles(rows / 2, 2, 20).toArray();
      series.add(new EcdfFigure.Series(role.name(), role, false, millis));
    }
    var figure = new EcdfFigure("Latency", "", series);
    session.act(w -> ((FigureView) w.root().lookup("#languages-chart")).setFigure(figure));
  }

  /** Measures and prints; the exit code. */
  int print(CommonOptions common) {
    var all = scroll(STEPS);
    var json = new ObjectMapper().createObjectNode().put("rows", ROWS);
    var lines = new ArrayList<String>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%d rows come in     longest pause %.1f ms, longest work of the UI thread %.1f ms",
            ROWS,
            opening.millis(),
            opening.cpuMillis()));
    json.putObject("coming in")
        .put("longestPauseMillis", opening.millis())
        .put("longestUiCpuMillis", opening.cpuMillis());
    all.forEach(
        (how, s) -> {
          double p50 = Percentiles.of(s.work, 50).value();
          double p95 = Percentiles.of(s.work, 95).value();
          double longest = Arrays.stream(s.work).max().orElseThrow();
          double apart50 = Percentiles.of(s.apart, 50).value();
          double apart95 = Percentiles.of(s.apart, 95).value();
          lines.add(
              String.format(
                  Locale.ROOT,
                  "%-20s pulse p50 %.1f, p95 %.1f, longest %.1f ms; from pulse to pulse p50 %.1f,"
                      + " p95 %.1f ms; longest pause %.1f ms (n = %d)",
                  how,
                  p50,
                  p95,
                  longest,
                  apart50,
                  apart95,
                  s.pause.millis(),
                  s.work.length));
          json.putObject(how)
              .put("what", "event to finished layout pulse")
              .put("n", s.work.length)
              .put("p50", p50)
              .put("p95", p95)
              .put("longest", longest)
              .put("pulseToPulseP50", apart50)
              .put("pulseToPulseP95", apart95)
              .put("longestPauseMillis", s.pause.millis())
              .put("longestUiCpuMillis", s.pause.cpuMillis());
        });
    if (common.json()) {
      common.print(json);
    } else {
      lines.forEach(common.out()::println);
      common.out().flush();
    }
    return 0;
  }

  /**
   * Scrolls with the wheel, and by the bar from end to end.
   *
   * @param steps of each
   */
  private Map<String, Scrolled> scroll(int steps) {
    var all = new LinkedHashMap<String, Scrolled>();
    all.put("wheel", scrolled(steps, i -> wheel()));
    var bar = bar();
    all.put("bar from end to end", scrolled(steps, i -> bar.setValue((double) i / steps)));
    return all;
  }

  private Scrolled scrolled(int steps, IntConsumer step) {
    var bar = bar();
    RunningWindow.onFx(
        () -> {
          bar.setValue(0);
          table.requestFocus();
          return null;
        });
    each(WARM_UP, step);
    session.settle();
    try (var watch = new PauseWatch()) {
      session.settle();
      watch.longest();
      long[][] times = each(steps, step);
      var pause = watch.longest();
      if (!RunningWindow.onFx(() -> bar.getValue() > 0.02)) {
        throw new IllegalStateException("the table did not scroll: it stands at " + bar.getValue());
      }
      var work = new double[steps];
      var apart = new double[steps - 1];
      for (int i = 0; i < steps; i++) {
        work[i] = (times[1][i] - times[0][i]) / 1e6;
        if (i > 0) {
          apart[i - 1] = (times[0][i] - times[0][i - 1]) / 1e6;
        }
      }
      return new Scrolled(work, apart, pause);
    }
  }

  /** One step a pulse; when each pulse began and when its layout was done, in nanoseconds. */
  private long[][] each(int steps, IntConsumer step) {
    var begun = new long[steps];
    var done = new long[steps];
    var all = new CompletableFuture<Void>();
    RunningWindow.onFx(
        () -> {
          var scene = session.stage().getScene();
          var at = new int[] {-1};
          Runnable laidOut =
              () -> {
                if (at[0] >= 0 && at[0] < steps) {
                  done[at[0]] = System.nanoTime();
                }
              };
          scene.addPostLayoutPulseListener(laidOut);
          new AnimationTimer() {
            @Override
            public void handle(long now) {
              if (++at[0] < steps) {
                begun[at[0]] = System.nanoTime();
                step.accept(at[0]);
              } else {
                stop();
                scene.removePostLayoutPulseListener(laidOut);
                all.complete(null);
              }
            }
          }.start();
          return null;
        });
    all.join();
    return new long[][] {begun, done};
  }

  private ScrollBar bar() {
    return RunningWindow.onFx(
        () ->
            table.lookupAll(".scroll-bar").stream()
                .map(ScrollBar.class::cast)
                .filter(b -> b.getOrientation() == Orientation.VERTICAL)
                .findFirst()
                .orElseThrow());
  }

  private void wheel() {
    Node flow = table.lookup(".virtual-flow");
    Event.fireEvent(
        flow,
        new ScrollEvent(
            ScrollEvent.SCROLL,
            5,
            5,
            5,
            5,
            false,
            false,
            false,
            false,
            false,
            false,
            0,
            WHEEL,
            0,
            WHEEL,
            ScrollEvent.HorizontalTextScrollUnits.NONE,
            0,
            ScrollEvent.VerticalTextScrollUnits.NONE,
            0,
            1,
            null));
  }
}
