package lamina.app.window;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import lamina.cli.ModelLookup;
import lamina.ui.session.UserFolder;

/**
 * Where a session keeps and finds things.
 *
 * @param runs of training; made with the first of them
 * @param experiments results of sweeps; it need not exist
 * @param user where preferences and states are kept; empty to keep nothing
 */
public record Folders(Path runs, Path experiments, Optional<UserFolder> user) {
  private static final String RUNS = "lamina-runs";

  /** Runs beside the working directory, the committed results of sweeps, nothing of the user. */
  public static Folders standard() {
    return new Folders(
        Path.of(RUNS), ModelLookup.home().resolve("sample-data/experiments"), Optional.empty());
  }

  /** The same with a folder of the user. */
  public Folders with(UserFolder folder) {
    return new Folders(runs, experiments, Optional.of(folder));
  }

  /**
   * The same with a folder of the user, and runs there where the working folder can't be written.
   *
   * @param working folder that the program was started in
   */
  public Folders of(UserFolder folder, Path working) {
    var here = working.resolve(RUNS);
    boolean writable = Files.isWritable(Files.isDirectory(here) ? here : working);
    return (writable ? this : withRuns(folder.directory().resolve("runs"))).with(folder);
  }

  /** The same with other runs. */
  public Folders withRuns(Path other) {
    return new Folders(other, experiments, user);
  }

  /** The same with other results of sweeps. */
  public Folders withExperiments(Path other) {
    return new Folders(runs, other, user);
  }
}
