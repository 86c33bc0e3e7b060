package lamina.fuzz;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lamina.data.Task;
import lamina.files.RegularFileTest;
import lamina.files.Sha256;
import lamina.model.RandomCheckpoint;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A named pipe in a file's place is refused, or counts as no file: its reader never waits. */
class PipeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  static List<Target> targets() {
    return Targets.all();
  }

  private void pipe(Path path) throws IOException, InterruptedException {
    Files.deleteIfExists(path);
    assumeTrue(RegularFileTest.fifo(path), "pipes have no names here");
  }

  @ParameterizedTest
  @MethodSource("targets")
  void noReaderWaitsForAPipe(Target target) throws Exception {
    if (target.beside().isPresent()) {
      try (var files = Files.list(target.beside().get())) {
        for (var file : files.toList()) {
          Files.copy(file, folder.resolve(file.getFileName()));
        }
      }
    }
    pipe(folder.resolve(target.file()));
    assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          try {
            target.reader().read(folder);
          } catch (Problem refused) {
            // most say so; preferences, say, begin anew
          }
        });
  }

  @Test
  void hashesAndVocabulariesRefuseIt() throws Exception {
    var pipe = folder.resolve("pipe");
    pipe(pipe);
    assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          assertThrows(Problem.class, () -> Sha256.of(pipe));
          assertThrows(Problem.class, () -> Sha256.ofText(pipe));
          assertThrows(
              Problem.class,
              () ->
                  RandomCheckpoint.write(
                      RandomCheckpoint.Shape.MBERT, Task.POS, pipe, folder.resolve("out"), 1));
        });
  }
}
