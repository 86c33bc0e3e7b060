package lamina.experiment;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import lamina.files.AtomicFile;
import lamina.files.Document;
import lamina.files.PlainText;
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

  /**
   * Adds jobs; one that is there already, under whatever name, stays as it is.
   *
   * @return their folders, in the order given
   * @throws Problem where the store can't be written
   */
  public List<Path> add(List<ExperimentJob> jobs) {
    try {
      Files.createDirectories(root);
      var there = new LinkedHashMap<Path, ExperimentJob>();
      for (var directory : jobs()) {
        try {
          there.put(directory, ExperimentJob.read(directory));
        } catch (Problem e) {
          continue; // a broken one is the same as none
        }
      }
      var folders = new ArrayList<Path>();
      for (var job : jobs) {
        var same = there.entrySet().stream().filter(e -> e.getValue().same(job)).findFirst();
        if (same.isPresent()) {
          folders.add(same.get().getKey());
          continue;
        }
        var directory = root.resolve(job.id());
        Files.createDirectories(directory);
        job.write(directory);
        folders.add(directory);
      }
      return folders;
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
      return entries
          .filter(d -> Files.isRegularFile(d.resolve(ExperimentJob.FILE)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new Problem(root + ": there is no such store of results.", e);
    }
  }

  /** Whether a job is done. */
  public static boolean done(Path directory) {
    return Files.isRegularFile(directory.resolve(DONE));
  }

  /**
   * Seconds that a job took, training and scoring, if it is done.
   *
   * @throws Problem where done.json is broken
   */
  public static OptionalDouble seconds(Path directory) {
    return done(directory)
        ? OptionalDouble.of(
            Document.json(directory.resolve(DONE)).get("seconds").number(0, Double.MAX_VALUE))
        : OptionalDouble.empty();
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

  /** Makes a job open again, whose results stay until it has others: its model is needed anew. */
  static void reopen(Path directory) {
    try {
      Files.deleteIfExists(directory.resolve(DONE));
    } catch (IOException e) {
      throw new Problem(directory + ": could not be written (" + e.getMessage() + ").", e);
    }
  }

  /**
   * Refuses to go on with a job whose folder somebody has removed: what is written now would be
   * results of nothing.
   */
  static void refuseRemoved(Path directory) {
    if (!Files.isRegularFile(directory.resolve(ExperimentJob.FILE))) {
      throw new Problem(
          directory
              + ": the job's folder was removed or emptied while it ran; what it had done is gone."
              + " Start it again.");
    }
  }

  static void progress(Path directory, JobProgress progress) {
    refuseRemoved(directory);
    AtomicFile.write(directory.resolve(PROGRESS), progress.text() + "\n");
  }

  /** How far a job is. */
  public static JobProgress progress(Path directory) {
    if (done(directory)) {
      return JobProgress.DONE;
    }
    try {
      return JobProgress.of(PlainText.read(directory.resolve(PROGRESS), 100));
    } catch (Problem e) {
      return JobProgress.NONE;
    }
  }
}
