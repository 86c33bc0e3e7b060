package lamina.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import lamina.cli.Models;
import lamina.ui.UserFolder;

/**
 * Where a session keeps and finds things.
 *
 * @param runs of training; made with the first of them
 * @param experiments results of sweeps; it need not exist
 * @param user where preferences and states are kept; empty to keep nothing
 */
record Folders(Path runs, Path experiments, Optional<UserFolder> user) {
  private static final String RUNS = "lamina-runs";

  /** Runs beside the working directory, the committed results of sweeps, nothing of the user. */
  static Folders standard() {
    return new Folders(
        Path.of(RUNS), Models.home().resolve("sample-data/experiments"), Optional.empty());
  }

  /** The same with a folder of the user. */
  Folders with(UserFolder folder) {
    return new Folders(runs, experiments, Optional.of(folder));
  }

  /**
   * The same with a folder of the user, and runs there where the working folder can't be written.
   *
   * @param working folder that the program was started in
   */
  Folders of(UserFolder folder, Path working) {
    var here = working.resolve(RUNS);
    boolean writable = Files.isWritable(Files.isDirectory(here) ? here : working);
    return (writable ? this : withRuns(folder.directory().resolve("runs"))).with(folder);
  }

  /** The same with other runs. */
  Folders withRuns(Path other) {
    return new Folders(other, experiments, user);
  }

  /** The same with other results of sweeps. */
  Folders withExperiments(Path other) {
    return new Folders(runs, other, user);
  }
}
