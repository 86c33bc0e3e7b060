package lamina.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import lamina.files.FileTree;
import lamina.process.ChildProcess;
import lamina.process.NativeLibraries;
import lamina.process.Termination;

/**
 * Sends SIGTERM at random moments to commands that compute and counts how they end. By hand, from
 * the root of the sources after a build: {@code SignalRun [signals a command] [seed]}.
 */
public final class SignalRun {
  private static final int TERMINATED = 128 + 15;
  private static final int LONGEST_MILLIS = 8000;
  private static final int PATIENCE_SECONDS = 120;

  private SignalRun() {}

  /** Runs; exit code 1 where a process ended otherwise than by the signal or by being done. */
  public static void main(String[] arguments) throws Exception {
    Termination.install();
    NativeLibraries.prepare();
    int signals = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50;
    var random = new Random(arguments.length > 1 ? Long.parseLong(arguments[1]) : 1);
    var folder = Files.createTempDirectory("lamina-signals");
    boolean good = true;
    try {
      for (var command : commands(folder)) {
        var codes = new TreeMap<Integer, Integer>();
        int halves = 0;
        for (int i = 0; i < signals; i++) {
          var out = folder.resolve("out");
          codes.merge(ended(command, out, folder, random), 1, Integer::sum);
          halves += whole(out) ? 0 : 1;
        }
        int crashes = count(folder);
        System.out.println(
            command.getFirst()
                + ": exit codes "
                + codes
                + ", native crash reports "
                + crashes
                + ", results cut off "
                + halves);
        codes.remove(TERMINATED);
        codes.remove(0);
        good &= codes.isEmpty() && crashes == 0 && halves == 0;
      }
    } finally {
      FileTree.delete(folder);
    }
    System.exit(good ? 0 : 1);
  }

  private static List<List<String>> commands(Path folder) {
    var train =
        "train --task pos --base src/test/resources/checkpoints/small/base --train"
            + " sample-data/pos/train/en.conllu";
    train += " --dev sample-data/pos/en.conllu --batch 16 --variants convex,last --layers 6 --json";
    var lines =
        List.of(
            "evaluate --model student --layer all --data sample-data/pos --json",
            "bench --rounds 500 --json",
            "predict --lang en --json --text word",
            train + " --out " + folder.resolve("model"));
    return lines.stream().map(l -> List.of(l.split(" "))).toList();
  }

  private static int ended(List<String> arguments, Path out, Path folder, Random random)
      throws IOException, InterruptedException {
    var line =
        new ArrayList<>(
            ChildProcess.command(Main.class.getName(), arguments.toArray(String[]::new)));
    line.add(1, "-XX:ErrorFile=" + folder.resolve("hs_err_%p.log"));
    var builder = ChildProcess.builder(line).redirectOutput(out.toFile());
    builder.environment().putIfAbsent("OMP_NUM_THREADS", "2");
    var process = builder.start();
    try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
      errors.readLine(); // it has begun to load
      if (!process.waitFor(random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS)) {
        process.toHandle().destroy(); // which leaves its streams open
      }
      errors.lines().forEach(l -> {});
      return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } finally {
      process.destroyForcibly();
    }
  }

  /** Nothing, or all of an object. */
  private static boolean whole(Path out) throws IOException {
    var text = Files.readString(out);
    if (text.isEmpty()) {
      return true;
    }
    try {
      return new com.fasterxml.jackson.databind.ObjectMapper().readTree(text).isObject();
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      return false;
    }
  }

  private static int count(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return (int) files.filter(f -> f.getFileName().toString().startsWith("hs_err")).count();
    }
  }
}
