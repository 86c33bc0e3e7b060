package lamina.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The old folder or the new one, never files of both; nothing of a person's is lost. */
class AtomicFolderTest {
  private static final String ID = "0123456789ab-0123456789ab";

  /** Files a and b are the writer's own. */
  private static final Predicate<String> OWN = name -> name.equals("a") || name.equals("b");

  private static final BiPredicate<Path, Path> CANNOT = (one, other) -> false;

  @TempDir Path folder;

  private static AtomicFolder.Filling files(String... names) {
    return into -> {
      for (var name : names) {
        AtomicFile.write(into.resolve(name), name + " of a writer");
      }
    };
  }

  @Test
  void thisSystemExchangesFolders() throws IOException {
    assumeTrue(System.getProperty("os.name").toLowerCase(java.util.Locale.ROOT).contains("linux"));
    AtomicFile.write(folder.resolve("é/x"), "1");
    AtomicFile.write(folder.resolve("y/x"), "2");
    assertTrue(Exchange.names(folder.resolve("é"), folder.resolve("y")));
    assertEquals("2", Files.readString(folder.resolve("é/x")));
    assertEquals("1", Files.readString(folder.resolve("y/x")));
    assertFalse(Exchange.names(folder.resolve("é"), folder.resolve("none")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatTheWriterOwnsIsReplacedAndAPersonsFilesStay(boolean exchanges) throws IOException {
    var exchange = exchanges ? (BiPredicate<Path, Path>) Exchange::names : CANNOT;
    var model = folder.resolve("m");
    AtomicFolder.replace(model, OWN, files("a", "b"), exchange);
    Files.writeString(model.resolve("README.md"), "notes");
    AtomicFile.write(model.resolve("notes/a"), "a person's, though of that name");
    AtomicFolder.replace(model, OWN, files("a"), exchange);
    assertEquals(List.of("README.md", "a", "notes"), names(model));
    assertEquals("notes", Files.readString(model.resolve("README.md")));
    assertTrue(Files.readString(model.resolve("notes/a")).startsWith("a person's"));
    assertEquals(List.of("m"), names(folder));
  }

  @Test
  void aWriteThatFailsLeavesTheOldFolder() throws IOException {
    var model = folder.resolve("m");
    AtomicFolder.write(model, OWN, files("a"));
    var problem =
        assertThrows(
            Problem.class,
            () ->
                AtomicFolder.write(
                    model,
                    OWN,
                    into -> {
                      AtomicFile.write(into.resolve("a"), "half");
                      throw new IOException("device full");
                    }));
    assertTrue(problem.getMessage().startsWith(model + ": could not be written (device full)"));
    assertEquals("a of a writer", Files.readString(model.resolve("a")));
    assertEquals(List.of("m"), names(folder));
  }

  /** As a kill leaves it, where systems can't exchange, between the two renames. */
  @Test
  void betweenTwoRenamesTheNewFolderIsThereAndWhole() throws IOException {
    var model = folder.resolve("m");
    left("a");
    Files.createDirectory(folder.resolve("." + "m." + ID + ".old"));
    AtomicFolder.settle(model);
    assertEquals(List.of("m"), names(folder));
    assertEquals("a of a writer", Files.readString(model.resolve("a")));
  }

  @Test
  void aFolderThatAKillLeftHalfFilledGoes() throws IOException {
    var model = folder.resolve("m");
    left("a");
    AtomicFolder.settle(model);
    assertEquals(List.of(), names(folder));
    left("b");
    AtomicFolder.write(model, OWN, files("a"));
    assertEquals(List.of("m"), names(folder));
    assertEquals(List.of("a"), names(model));
  }

  private void left(String file) throws IOException {
    files(file).into(folder.resolve(".m." + ID + ".new"));
    Files.createFile(folder.resolve(".m." + ID + ".part"));
  }

  @Test
  void aLinkToAFolderStaysALink() throws IOException {
    AtomicFolder.write(folder.resolve("real"), OWN, files("a"));
    var link = Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
    AtomicFolder.write(link, OWN, files("b"));
    assertTrue(Files.isSymbolicLink(link));
    assertEquals(List.of("b"), names(folder.resolve("real")));
  }

  @Test
  void whatCannotBeWrittenIsSaidBeforeTheWork() throws IOException {
    var file = Files.writeString(folder.resolve("f"), "");
    assertThrows(Problem.class, () -> AtomicFolder.check(file));
    assertThrows(Problem.class, () -> AtomicFolder.check(file.resolve("m")));
    AtomicFolder.check(folder.resolve("new/m"));
    assertEquals(List.of(), names(folder.resolve("new")));
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      var sorted = new TreeMap<String, Path>();
      files.forEach(f -> sorted.put(f.getFileName().toString(), f));
      return List.copyOf(sorted.keySet());
    }
  }
}
