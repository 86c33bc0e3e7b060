package lamina.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Kills writers at random moments and looks at what they leave: the old contents or the new ones,
 * never a mix. Run from the project's folder, with the classes of its tests:
 *
 * <pre>java -cp ... lamina.files.KillRun 1000 [SEED]</pre>
 */
public final class KillRun {
  /** Longest that writers are let work, in milliseconds; a round of all targets takes some tens. */
  private static final int LONGEST = 120;

  /** A program that writes until it is killed, and what is looked at afterwards. */
  public interface Writer {
    /** Arguments: a folder and the writer's number. It prints a line when all was written once. */
    Class<?> program();

    /** What is wrong in the folder; empty where all is whole. */
    String faults(Path folder) throws IOException;

    /** What stays beside the targets after one more write. */
    List<String> leftovers(Path folder) throws IOException;
  }

  /**
   * What was found.
   *
   * @param kills processes that were killed
   * @param faults what wasn't whole
   * @param leftovers temporary files after one more write
   */
  public record Figures(int kills, List<String> faults, List<String> leftovers) {}

  private KillRun() {}

  /** The writers of plain files, tables and folders. */
  static Writer files() {
    return new Writer() {
      @Override
      public Class<?> program() {
        return KilledWriter.class;
      }

      @Override
      public String faults(Path folder) throws IOException {
        return KilledWriter.faults(folder);
      }

      @Override
      public List<String> leftovers(Path folder) throws IOException {
        return KilledWriter.leftovers(folder);
      }
    };
  }

  /**
   * Lets two processes write the same targets, kills both at moments of their own, looks, and does
   * it again in the same folder.
   *
   * @param rounds each kills two processes
   */
  public static Figures run(Writer writer, Path folder, int rounds, Random random)
      throws IOException, InterruptedException {
    var faults = new ArrayList<String>();
    int kills = 0;
    for (int round = 0; round < rounds; round++) {
      var running = new ArrayList<Process>();
      for (int i = 0; i < 2; i++) {
        running.add(start(writer.program(), folder, i));
      }
      for (var process : running) {
        var said = process.inputReader().readLine();
        if (said == null) {
          faults.add("a writer ended: " + new String(process.getErrorStream().readAllBytes()));
        }
      }
      for (var process : running) {
        Thread.sleep(random.nextInt(LONGEST), random.nextInt(1_000_000));
        process.destroyForcibly().waitFor();
        kills++;
      }
      var wrong = writer.faults(folder);
      if (!wrong.isEmpty()) {
        faults.add("round " + round + ": " + wrong);
      }
    }
    return new Figures(kills, List.copyOf(faults), writer.leftovers(folder));
  }

  private static Process start(Class<?> program, Path folder, int number) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Dai.djl.offline=true",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            program.getName(),
            folder.toString(),
            Integer.toString(number))
        .start();
  }

  /** Arguments: kills, seed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    run(files(), arguments);
  }

  /** The same for another writer. */
  public static void run(Writer writer, String[] arguments)
      throws IOException, InterruptedException {
    int kills = Integer.parseInt(arguments[0]);
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    var folder = Files.createTempDirectory("lamina-kills");
    Figures found;
    try {
      found = run(writer, folder, kills / 2, new Random(seed));
    } finally {
      FileTree.delete(folder);
    }
    System.out.println(found);
    System.exit(found.faults().isEmpty() && found.leftovers().isEmpty() ? 0 : 1);
  }
}
