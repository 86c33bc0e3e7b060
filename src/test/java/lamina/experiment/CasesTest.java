package lamina.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lamina.problem.Problem;
import lamina.train.SettingSources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that once ended in foreign exceptions, or in a folder that nobody meant. */
class CasesTest {
  private static final Path CASES = Path.of("src/test/resources/lamina/experiment/cases");

  @TempDir Path folder;

  static List<Path> cases() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void eachIsRefusedInWords(Path file) throws IOException {
    var job = Files.copy(file, folder.resolve(ExperimentJob.FILE)).getParent();
    var name = file.getFileName().toString();
    var problem =
        assertThrows(
            Problem.class,
            () -> {
              if (name.startsWith("job")) {
                ExperimentJob.read(job);
              } else if (name.startsWith("settings")) {
                new SettingSources().file(file).resolve();
              } else {
                Sweep.read(file).jobs();
              }
            });
    assertTrue(problem.getMessage().length() < 2000, problem.getMessage());
    assertEquals(1, problem.getMessage().lines().count(), problem.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.yaml|line 4, \"grid[0].name\"",
        "yaml-a.yaml|line 4: setting variants is empty; one or more of paper",
        "yaml-c.yaml|line 2: setting train is empty; one or more files",
        "yaml-e.yaml|is empty",
      })
  void theFileThePlaceAndWhatWasExpectedAreNamed(String line) throws IOException {
    var parts = line.split("\\|");
    // Names and values are checked before files, which aren't there.
    Files.createDirectories(folder.resolve("test"));
    Files.writeString(folder.resolve("test/de.tsv"), "a\tNOUN\n");
    var text = Files.readString(CASES.resolve(parts[0]));
    var file =
        Files.writeString(
            folder.resolve(parts[0]), text.replace("data/test", folder.resolve("test").toString()));
    var problem = assertThrows(Problem.class, () -> Sweep.read(file).jobs());
    assertTrue(problem.getMessage().startsWith(file.toString()), problem.getMessage());
    assertTrue(problem.getMessage().contains(parts[1]), problem.getMessage());
  }

  @Test
  void aSettingWithoutAValueIsNamed() {
    var file = CASES.resolve("yaml-g.yaml");
    var problem =
        assertThrows(Problem.class, () -> new SettingSources().file(file).resolve()).getMessage();
    assertTrue(problem.startsWith(file + ", line 2: setting layers is empty; whole"), problem);
  }
}
