package lamina.experiment;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import lamina.files.AtomicFile;
import lamina.problem.Problem;

/**
 * A folder of jobs, each in a folder of its own: {@code job.json}, and once it is done {@code
 * metrics.csv}, {@code items.csv.gz} and {@code done.json}.
 *
 * @param root the folder
 */
public record Store(Path root) {
  private static final String DONE = "done.json";
  private static final String PROGRESS = "progress";

  /** Adds jobs; one that is there already stays as it is. */
  public void add(List<Job> jobs) {
    try {
      for (var job : jobs) {
        var directory = root.resolve(job.id());
        if (!Files.exists(directory.resolve(Job.FILE))) {
          Files.createDirectories(directory);
          job.write(directory);
        }
      }
    } catch (IOException e) {
      throw new Problem(root + ": the store could not be written (" + e.getMessage() + ").", e);
    }
  }

  /**
   * Folders of all its jobs, by name.
   *
   * @throws Problem where the store doesn't exist
   */
  public List<Path> jobs() {
    try (var entries = Files.list(root)) {
      return entries.filter(d -> Files.isRegularFile(d.resolve(Job.FILE))).sorted().toList();
    } catch (IOException e) {
      throw new Problem(root + ": there is no such store of results.", e);
    }
  }

  /** Whether a job is done. */
  public static boolean done(Path directory) {
    return Files.isRegularFile(directory.resolve(DONE));
  }

  /** Seconds that a job took, if it is done. */
  static OptionalDouble seconds(Path directory) {
    try {
      return done(directory)
          ? OptionalDouble.of(
              new ObjectMapper()
                  .readTree(Files.readString(directory.resolve(DONE)))
                  .path("seconds")
                  .asDouble())
          : OptionalDouble.empty();
    } catch (IOException e) {
      throw new Problem(directory.resolve(DONE) + ": could not be read.", e);
    }
  }

  static void finish(Path directory, Duration took) {
    var json = new ObjectMapper().createObjectNode();
    json.put("seconds", took.toSeconds());
    AtomicFile.write(directory.resolve(DONE), json + "\n");
    try {
      Files.deleteIfExists(directory.resolve(PROGRESS));
    } catch (IOException e) {
      throw new Problem(directory + ": could not be written (" + e.getMessage() + ").", e);
    }
  }

  static void progress(Path directory, double share) {
    AtomicFile.write(directory.resolve(PROGRESS), share + "\n");
  }

  /** How far a job is, 0 to 1. */
  public static double progress(Path directory) {
    if (done(directory)) {
      return 1;
    }
    try {
      return Double.parseDouble(Files.readString(directory.resolve(PROGRESS)).strip());
    } catch (IOException | NumberFormatException e) {
      return 0; // not begun
    }
  }
}
