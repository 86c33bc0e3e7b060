package lamina.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No reader lets a foreign exception out: neither for the files that once went wrong, nor for some
 * hundreds of new ones. {@link FuzzRun} tries far more.
 */
class FuzzTest {
  private static final int EACH = 400;

  @TempDir Path folder;

  static Stream<Target> targets() {
    return Targets.all().stream();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void damagedFilesAreRefusedInWords(Target target) throws Exception {
    var trial = new Trial(target, folder, Path.of("target/fuzz"));
    trial.replay();
    trial.run(1, 0, EACH);
    assertEquals(Map.of(), trial.faults(), trial.line());
  }

  /** A reader that refuses everything lets no exception out either. */
  @ParameterizedTest
  @MethodSource("targets")
  void wholeFilesAreRead(Target target) throws Exception {
    new Trial(target, folder, folder.resolve("kept"));
    int whole = 0;
    for (var file : target.corpus()) {
      if (file.getFileName().toString().startsWith("whole")) {
        Files.copy(file, folder.resolve(target.file()), StandardCopyOption.REPLACE_EXISTING);
        target.reader().read(folder);
        whole++;
      }
    }
    assertTrue(whole > 0, target.name() + " has no whole file");
  }

  @Test
  void everyFolderOfFilesHasItsReader() throws Exception {
    try (var folders = Files.list(Target.CORPUS)) {
      assertEquals(
          folders.map(f -> f.getFileName().toString()).sorted().toList(),
          targets().map(Target::name).sorted().toList());
    }
  }

  @Test
  void aReaderThatLetsAnExceptionOutIsFound() throws Exception {
    var careless =
        new Target(
            "losses",
            Form.TEXT,
            "loss.csv",
            java.util.Optional.empty(),
            f -> Integer.parseInt(Files.readString(f.resolve("loss.csv")).strip()));
    var trial = new Trial(careless, folder, folder.resolve("kept"));
    trial.replay();
    assertTrue(trial.faults().toString().contains("NumberFormatException"), trial.line());
  }
}
