package lamina.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can't be written is known before the work. */
class DestinationTest {
  @TempDir Path folder;

  private static void refused(Path place, String said, Consumer<Path> check) {
    var problem = assertThrows(Problem.class, () -> check.accept(place));
    assertTrue(problem.getMessage().startsWith(place.toString()), problem.getMessage());
    assertTrue(problem.getMessage().contains(said), problem.getMessage());
  }

  @Test
  void whatCanBeWrittenIsLeftAsItIs() throws IOException {
    Destination.folder(folder.resolve("a/b/c"));
    Destination.file(folder.resolve("a/b/c.txt"));
    var there = Files.writeString(folder.resolve("there.txt"), "mine");
    Destination.file(there);
    Destination.folder(folder);
    Destination.file(Path.of("relative-and-missing/x.txt"));
    assertEquals("mine", Files.readString(there));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(there), files.toList());
    }
  }

  @Test
  void filesWhereFoldersAreWantedAndFoldersWhereFilesAre() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");
    refused(file, "is no folder", Destination::folder);
    refused(file.resolve("x"), "is no folder", Destination::folder);
    refused(file.resolve("x/y.txt"), "is no folder", Destination::file);
    refused(folder, "is a folder", Destination::file);
  }

  @Test
  void aPlaceWithoutTheRightToWrite() {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "a folder that even root can't write");
    refused(Path.of("/proc/self/x"), "make it writable", Destination::folder);
    refused(Path.of("/proc/x.csv"), "no such device", Destination::file);
  }
}
