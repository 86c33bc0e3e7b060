package lamina.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import lamina.data.format.SampleData;
import lamina.evaluate.Intervals;
import lamina.evaluate.Percentiles;
import lamina.language.Languages;
import lamina.model.ModelFiles;
import lamina.process.ChildProcess;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * This build beside an older one, call by call in one run: the latency of the default engine and
 * the time from a process' start to its first prediction, as ratios new over old with 95 %
 * intervals.
 */
@Command(name = "builds", mixinStandardHelpOptions = true)
final class BuildBench implements Callable<Integer> {
  private static final int DRAWS = 2000;
  private static final int WARMUP = 60;

  @Option(names = "--old", required = true, description = "Classes of the older build.")
  private Path old;

  @Option(names = "--models", split = ",", required = true, description = "Directories of models.")
  private List<Path> models;

  @Option(
      names = "--named",
      description =
          "The older build is told the engine's name: builds before engines proved themselves.")
  private boolean named;

  @Option(names = "--processes", description = "Pairs of processes, one after another.")
  private int processes = 8;

  @Option(names = "--rounds", description = "Counted calls a process.")
  private int rounds = 100;

  @Option(names = "--starts", description = "Counted starts a build; 0 for none.")
  private int starts = 10;

  @Option(names = "--sentences", description = "English sentences, taken in turn.")
  private int sentences = 20;

  private final ObjectMapper json = new ObjectMapper();
  private final WorkerProtocol wire = new WorkerProtocol();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new BuildBench()).execute(arguments));
  }

  /** A worker of a build. */
  private static final class Child implements AutoCloseable {
    private final Process process;
    private final BufferedWriter orders;
    private final BufferedReader replies;

    Child(List<String> command) throws IOException {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      orders =
          new BufferedWriter(
              new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
      replies =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Milliseconds of processor time that its threads used; Linux alone tells. */
    double processorMillis() throws IOException {
      long nanos = 0;
      try (var threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
        for (var thread : threads.toList()) {
          nanos += Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]);
        }
      } catch (NoSuchFileException e) {
        return Double.NaN; // another system, or a thread that ended just now
      }
      return nanos / 1e6;
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private JsonNode ask(Child child, String order) throws IOException {
    child.orders.write(order);
    child.orders.newLine();
    child.orders.flush();
    for (var line = child.replies.readLine(); line != null; line = child.replies.readLine()) {
      if (WorkerProtocol.ours(line)) {
        var reply = json.readTree(line.substring(1));
        if (reply.has("problem")) {
          throw new IOException(reply.path("problem").asText());
        }
        return reply;
      }
    }
    throw new IOException("a worker ended");
  }

  private double stream(Child child, int sentence) throws IOException {
    return ask(child, wire.line(new BenchmarkRequest.Stream(sentence))).path("millis").asDouble();
  }

  private List<String> command(boolean older) {
    var command = new ArrayList<>(ChildProcess.command(Worker.class.getName()));
    int at = command.indexOf("-cp") + 1;
    if (older) {
      var rest =
          Arrays.stream(command.get(at).split(File.pathSeparator))
              .filter(part -> !part.endsWith("classes"))
              .toList();
      command.set(at, old + File.pathSeparator + String.join(File.pathSeparator, rest));
    }
    return command;
  }

  private Child ready(boolean older, Path model, String read) throws IOException {
    return ready(older, order(older, model), read);
  }

  /**
   * Loads a model by the default engine; builds before there was a proof name the engine itself.
   */
  private JsonNode order(boolean older, Path model) {
    var load = json.createObjectNode().put("order", "load").put("directory", model.toString());
    load.put("head", ModelFiles.summary(model).chosen().key());
    if (older && named) {
      return load.put("engine", "SCRIPTED");
    }
    load.putObject("choice").put("key", "auto");
    return load;
  }

  private Child ready(boolean older, JsonNode load, String read) throws IOException {
    var child = new Child(command(older));
    try {
      ask(child, ">" + load);
      ask(child, read);
      return child;
    } catch (IOException e) {
      child.close();
      throw e;
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var sample = SampleData.open(Path.of("sample-data"));
    for (var model : models) {
      var task = ModelFiles.summary(model).task();
      var size = new SamplePlan(sentences, 0, 1, 1, 0, LatencyPlan.BUDGET, false);
      var plan = size.of(sample, task, List.of(Languages.of("en")));
      var inputs = plan.stream().stream().map(LatencyPlan.Sentence::input).toList();
      var read = wire.line(new BenchmarkRequest.Read(inputs, List.of(), LatencyPlan.BUDGET));
      latency(model, read);
      starts(model, read);
    }
    return 0;
  }

  private void latency(Path model, String read) throws IOException, InterruptedException {
    var millis = new ArrayList<double[][]>();
    var processor = new ArrayList<double[][]>();
    for (int p = 0; p < processes; p++) {
      try (var before = ready(true, model, read);
          var now = ready(false, model, read)) {
        millis.add(new double[2][rounds]);
        processor.add(new double[2][rounds]);
        calls(List.of(before, now), millis.getLast(), processor.getLast());
      }
    }
    print(model, "latency", millis);
    print(model, "processor time of a call", processor);
  }

  private void calls(List<Child> children, double[][] millis, double[][] processor)
      throws IOException, InterruptedException {
    for (int r = -WARMUP; r < rounds; r++) {
      for (int turn = 0; turn < 2; turn++) {
        int c = Math.floorMod(r + turn, 2);
        Thread.sleep(LatencyLab.PAUSE_MILLIS);
        double used = children.get(c).processorMillis();
        double took = stream(children.get(c), Math.floorMod(r / 2, sentences));
        if (r >= 0) {
          millis[c][r] = took;
          processor[c][r] = children.get(c).processorMillis() - used;
        }
      }
    }
  }

  private void starts(Path model, String read) throws IOException {
    var millis = new ArrayList<double[][]>();
    var processor = new ArrayList<double[][]>();
    for (int r = -1; r < starts; r++) {
      var took = new double[2][1];
      var used = new double[2][1];
      for (int turn = 0; turn < 2; turn++) {
        int c = Math.floorMod(r + turn, 2);
        var load = order(c == 0, model);
        long start = System.nanoTime();
        try (var child = ready(c == 0, load, read)) {
          stream(child, 0);
          took[c][0] = (System.nanoTime() - start) / 1e6;
          used[c][0] = child.processorMillis();
        }
      }
      if (r >= 0) {
        millis.add(took);
        processor.add(used);
      }
    }
    if (starts > 0) {
      print(model, "start to first prediction", millis);
      print(model, "processor time of a start", processor);
    }
  }

  /**
   * The median of the ratios of calls that followed each other, with a bootstrap over the pairs of
   * processes: two processes of one build differ by more than their calls do.
   */
  private static void print(Path model, String what, List<double[][]> pairs) {
    var ratios =
        pairs.stream()
            .map(
                p ->
                    IntStream.range(0, p[0].length)
                        .mapToDouble(i -> p[1][i] / p[0][i])
                        .filter(Double::isFinite)
                        .toArray())
            .toList();
    var random = new SplittableRandom(17);
    var drawn = new double[DRAWS];
    for (int d = 0; d < DRAWS; d++) {
      drawn[d] =
          Percentiles.median(
              random
                  .ints(ratios.size(), 0, ratios.size())
                  .mapToObj(ratios::get)
                  .flatMapToDouble(Arrays::stream)
                  .toArray());
    }
    var interval = Intervals.interval(drawn);
    System.out.printf(
        Locale.ROOT,
        "%s, %s: old %.2f ms, new %.2f ms, new over old %.3f [%.3f, %.3f], n = %d x %d%n",
        model.getFileName(),
        what,
        Percentiles.median(pairs.stream().flatMapToDouble(p -> Arrays.stream(p[0])).toArray()),
        Percentiles.median(pairs.stream().flatMapToDouble(p -> Arrays.stream(p[1])).toArray()),
        Percentiles.median(ratios.stream().flatMapToDouble(Arrays::stream).toArray()),
        interval.low(),
        interval.high(),
        pairs.size(),
        pairs.getFirst()[0].length);
  }
}
