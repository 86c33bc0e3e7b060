package lamina.app.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import lamina.app.window.FolderDialogs;
import lamina.app.window.Folders;
import lamina.app.window.NoDialogs;
import lamina.app.window.RunningWindow;
import lamina.cli.CommonOptions;
import lamina.cli.ModelLookup;
import lamina.cli.UsageError;
import lamina.data.Task;
import lamina.data.format.SampleData;
import lamina.evaluate.Percentiles;
import lamina.files.TemporaryFolder;
import lamina.model.RandomModel;
import lamina.problem.Problem;
import lamina.ui.explore.ExplorePanel;
import lamina.ui.session.Preferences;
import lamina.ui.session.UserFolder;
import lamina.ui.session.WorkbenchSettings;
import lamina.ui.workspace.Roles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how fast the window follows a person. */
@Command(
    name = "measure-ui",
    mixinStandardHelpOptions = true,
    description =
        "Measure start, layer change and new sentence in the window; or its pauses at long texts,"
            + " or a long table, or lessons, or its memory over minutes.")
public final class MeasureUiCommand implements Callable<Integer> {
  private static final String WORDS =
      "The committee said on Monday that the new bridge over the river would open in the spring of"
          + " next year, after engineers had tested it for three months, and that it would cost"
          + " less than planned";

  @Mixin private CommonOptions common;

  @Option(names = "--changes", description = "Layer changes to time.")
  private int changes = 300;

  @Option(names = "--sentences", description = "New sentences to time.")
  private int sentences = 150;

  @Option(
      names = "--long",
      description =
          "Measure the longest pauses of the window at texts of 512 pieces instead, with a model of"
              + " random weights that reads as many.")
  private boolean longTexts;

  @Option(
      names = "--table",
      description = "Measure how a chart's table of 10,000 rows scrolls instead.")
  private boolean table;

  @Option(
      names = "--lessons",
      description =
          "Measure the first showing of every step of the bundled lessons instead, twice over.")
  private boolean lessons;

  @Option(
      names = "--soak",
      paramLabel = "MINUTES",
      description =
          "Use the window at random for some minutes instead and print after each what the process"
              + " holds: heap, native memory, files, threads; 0 for no soak.")
  private int soak;

  @Option(names = "--seed", description = "Decides what --soak does, and in which order.")
  private long seed = 7;

  @Override
  public Integer call() {
    UsageError.checked(this::check);
    if (soak > 0) {
      return soak();
    }
    var settings =
        new WorkbenchSettings(
            Optional.of(Task.DEFAULT),
            Optional.of("en"),
            Optional.of(Roles.TEACHER),
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.of(ExplorePanel.KIND),
            false);
    try (var session = RunningWindow.open(settings, s -> new NoDialogs(), 980, 860)) {
      session.settle();
      if (longTexts) {
        return longTexts(session);
      }
      if (table) {
        return new LongTable(session).print(common);
      }
      if (lessons) {
        var folder = ModelLookup.home().resolve("sample-data/lessons");
        return new LessonSteps(session, folder).print(common);
      }
      double start = ManagementFactory.getRuntimeMXBean().getUptime();
      text(session, WORDS);
      session.settle();
      var layer = layers(session);
      double[] sentence = sentences(session);
      var out = new ObjectMapper().createObjectNode();
      out.put("startMillis", start);
      put(
          out.putObject("layerChangeMillis"),
          layer.millis,
          "slider event to finished layout pulse");
      put(out.putObject("layerChangeUiCpuMillis"), layer.cpuMillis, "work of the UI thread in it");
      put(out.putObject("newSentenceMillis"), sentence, "text event to painted gate map");
      if (common.json()) {
        common.print(out);
      } else {
        common
            .out()
            .printf(
                Locale.ROOT,
                "start to usable window  %.0f ms%nlayer change            p50 %.2f ms, p95 %.2f ms"
                    + " (n = %d)%n  of it UI thread's work p50 %.2f ms, p95 %.2f ms%n"
                    + "new sentence            p50 %.1f ms, p95 %.1f ms (n = %d)%n",
                start,
                Percentiles.of(layer.millis, 50).value(),
                Percentiles.of(layer.millis, 95).value(),
                layer.millis.length,
                Percentiles.of(layer.cpuMillis, 50).value(),
                Percentiles.of(layer.cpuMillis, 95).value(),
                Percentiles.of(sentence, 50).value(),
                Percentiles.of(sentence, 95).value(),
                sentence.length);
        common.out().flush();
      }
      return 0;
    }
  }

  private Integer check() {
    long others = Stream.of(longTexts, table, lessons, soak != 0).filter(o -> o).count();
    if (soak < 0 || others > 1 || changes < 1 || sentences < 1) {
      throw new Problem(
          "--soak takes minutes, 1 or more; choose one of --soak, --long, --table and --lessons;"
              + " --changes and --sentences are 1 or more.");
    }
    return 0;
  }

  private int longTexts(RunningWindow session) {
    try (var texts = new LongText(session, ModelLookup.home().resolve("models/base"))) {
      var pauses = texts.pauses();
      if (common.json()) {
        var out = new ObjectMapper().createObjectNode();
        out.put("pieces", LongText.POSITIONS);
        pauses.forEach(
            (what, pause) ->
                out.putObject(what)
                    .put("longestPauseMillis", pause.millis())
                    .put("longestUiCpuMillis", pause.cpuMillis()));
        common.print(out);
      } else {
        pauses.forEach(
            (what, pause) ->
                common
                    .out()
                    .printf(
                        Locale.ROOT,
                        "%d pieces, %-24s longest pause %.1f ms, longest work of the UI thread"
                            + " %.1f ms%n",
                        LongText.POSITIONS,
                        what,
                        pause.millis(),
                        pause.cpuMillis()));
        common.out().flush();
      }
    }
    return 0;
  }

  private int soak() {
    try (var temporary = TemporaryFolder.create("lamina-soak")) {
      return soak(temporary.path());
    }
  }

  private int soak(Path folder) {
    var folders = Folders.standard().withRuns(folder.resolve("runs")).with(new UserFolder(folder));
    var look = Preferences.defaults().lightTheme();
    try (var session =
        RunningWindow.open(
            WorkbenchSettings.defaults(),
            s -> new FolderDialogs(folder),
            folders,
            look,
            980,
            860)) {
      session.settle();
      var own = folder.resolve("pos-teacher"); // named like a bundled one
      RandomModel.write(ModelLookup.home().resolve("models/base"), Task.DEFAULT, 128, seed, own);
      session.act(w -> w.drop(List.of(own)));
      var sample = SampleData.open(ModelLookup.home().resolve("sample-data"));
      var use = new RandomUse(session, sample, folder, seed);
      var rows = new MemorySoak(use).run(soak, row -> common.progress(row.line()));
      var problems = RunningWindow.onFx(session.workbench()::problems);
      problems.forEach(common::progress);
      var growth = MemorySoak.growth(rows);
      if (common.json()) {
        var out = new ObjectMapper().createObjectNode().put("seed", seed);
        MemorySoak.write(rows, out);
        common.print(out);
      } else {
        rows.forEach(row -> common.out().println(row.line()));
        growth.forEach(each -> common.out().println(each.line()));
        common.out().flush();
      }
      return problems.isEmpty() ? 0 : 1;
    }
  }

  private static void put(
      com.fasterxml.jackson.databind.node.ObjectNode into, double[] millis, String what) {
    into.put("what", what).put("n", millis.length);
    into.put("p50", Percentiles.of(millis, 50).value());
    into.put("p95", Percentiles.of(millis, 95).value());
  }

  private static void text(RunningWindow session, String text) {
    RunningWindow.onFx(
        () -> {
          session.workbench().setText(text);
          return null;
        });
  }

  /** Of each layer change the time to its finished layout and the UI thread's CPU time in it. */
  private record LayerChanges(double[] millis, double[] cpuMillis) {}

  /** A moment of the UI thread, in nanoseconds. */
  private record Moment(long time, long cpu) {
    static Moment now() {
      return new Moment(
          System.nanoTime(), ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }
  }

  private LayerChanges layers(RunningWindow session) {
    var random = new Random(5);
    var all = new LayerChanges(new double[changes], new double[changes]);
    for (int i = -20; i < changes; i++) {
      // A hand moves without regard to the screen's pulse.
      pause(random.nextInt(17));
      var done = new CompletableFuture<Moment>();
      int layer = 1 + random.nextInt(11);
      var start = RunningWindow.onFx(() -> layerChange(session, layer, done));
      var end = done.join();
      if (i >= 0) {
        all.millis[i] = (end.time - start.time) / 1e6;
        all.cpuMillis[i] = (end.cpu - start.cpu) / 1e6;
      }
    }
    return all;
  }

  /** From the slider's event to the end of the pulse that laid the new position out. */
  private static Moment layerChange(
      RunningWindow session, int layer, CompletableFuture<Moment> finished) {
    var slider = session.workbench().layerSlider();
    var scene = session.stage().getScene();
    var start = Moment.now();
    slider.setValue(slider.getValue() == layer ? layer % 11 + 1 : layer);
    var listener = new Runnable[1];
    listener[0] =
        () -> {
          scene.removePostLayoutPulseListener(listener[0]);
          finished.complete(Moment.now());
        };
    scene.addPostLayoutPulseListener(listener[0]);
    javafx.application.Platform.requestNextPulse();
    return start;
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private double[] sentences(RunningWindow session) {
    var words = WORDS.split(" ");
    var random = new Random(6);
    var millis = new double[sentences];
    for (int i = -5; i < sentences; i++) {
      var text = new StringBuilder();
      for (int w = 0; w < words.length; w++) {
        text.append(words[random.nextInt(words.length)]).append(' ');
      }
      long start = System.nanoTime();
      text(session, text.toString());
      while (!RunningWindow.onFx(session.workbench()::settled)) {
        pause(1); // polling must not take the cores from what it waits for
      }
      if (i >= 0) {
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    return millis;
  }
}
