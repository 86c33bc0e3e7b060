package lamina.train;

import java.nio.file.Path;

/** Opens what this package keeps to itself to the trials of damaged files. */
public final class StateReader {
  private StateReader() {}

  /** Reads where a run stands. */
  public static void read(Path folder) {
    TrainState.read(folder);
  }
}
