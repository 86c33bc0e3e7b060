package lamina.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** How many files, sockets and pipes this process holds open, as Linux counts them. */
public final class OpenFiles {
  private static final Path HANDLES = Path.of("/proc/self/fd");

  private OpenFiles() {}

  /** Their number now; nothing where the system doesn't tell. */
  public static OptionalDouble count() {
    if (!Files.isDirectory(HANDLES)) {
      return OptionalDouble.empty();
    }
    try (var handles = Files.list(HANDLES)) {
      return OptionalDouble.of(handles.count() - 1); // one is the listing's own
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }
}
