package lamina.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lamina.files.RegularFile;

/** Opens what this package keeps to itself to the trials of damaged files. */
public final class ResultReader {
  private ResultReader() {}

  /** Reads how long a job took. */
  public static void seconds(Path folder) {
    Store.seconds(folder);
  }

  /** Reads how large a model is, and how far its job is from a file of the same content. */
  public static void size(Path folder) throws IOException {
    Files.write(
        folder.resolve("progress"), RegularFile.bytes(folder.resolve(ModelSize.FILE), 1 << 20));
    Store.progress(folder);
    ModelSize.read(folder);
  }
}
