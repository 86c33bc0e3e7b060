package lamina.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A reader to be tried with damaged files.
 *
 * @param name of the folder of whole and damaged files in {@code src/test/resources/fuzz}
 * @param file name that the file under test has
 * @param beside a folder whose files lie beside it
 * @param reader reads the file in a folder, and may do with it what the program does next
 */
public record Target(String name, Form form, String file, Optional<Path> beside, Reader reader) {
  static final Path CORPUS = Path.of("src/test/resources/fuzz");

  /** Reads from a folder. */
  public interface Reader {
    /** Any exception but a {@link lamina.problem.Problem} is a fault. */
    void read(Path folder) throws Exception;
  }

  /** A reader of one file alone. */
  static Target of(String name, Form form, String file, Reader reader) {
    return new Target(name, form, file, Optional.empty(), reader);
  }

  Target beside(String folder) {
    return new Target(name, form, file, Optional.of(Path.of(folder)), reader);
  }

  /** Files to try as they are and to damage, in a fixed order. */
  List<Path> corpus() throws IOException {
    try (var files = Files.list(CORPUS.resolve(name))) {
      return files.sorted().toList();
    }
  }
}
