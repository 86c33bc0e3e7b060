package lamina.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class PrivateFolderTest {
  @TempDir private Path folder;

  private static Path mode(Path path, String permissions) throws IOException {
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static String objection(Path folder) {
    return PrivateFolder.make(folder).orElse("none");
  }

  @Test
  void whatItMakesIsItsOwnersAlone() throws IOException {
    var made = folder.resolve("a/b");
    assertEquals(Optional.empty(), PrivateFolder.make(made));
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
    assertEquals(Optional.empty(), PrivateFolder.make(made), "again");
    try (var left = Files.list(made)) {
      assertEquals(0, left.count(), "no probe stays");
    }
  }

  @Test
  void foldersOfOthersAndLinksAreNot() throws IOException {
    for (var permissions : new String[] {"rwxrwx---", "rwxrwxrwx", "rwx----w-"}) {
      var open = mode(Files.createDirectories(folder.resolve(permissions)), permissions);
      assertTrue(objection(open).contains("may be written by others"), permissions);
    }
    var good = Files.createDirectory(folder.resolve("good"));
    var link = Files.createSymbolicLink(folder.resolve("link"), good);
    assertEquals("is a symbolic link", objection(link));
    assertEquals("is no directory", objection(Files.createFile(folder.resolve("file"))));
    assertEquals("can't be written", objection(folder.resolve("file/inside")));
    assertEquals("can't be written", objection(Path.of("/proc/nothing/inside")));
  }

  @Test
  void aFolderThatEverybodyMayWriteHoldsNoPrivateOne() throws IOException {
    var open = mode(Files.createDirectory(folder.resolve("open")), "rwxrwxrwx");
    var inside = open.resolve("inside");
    assertTrue(objection(inside).contains("which everybody may write"), objection(inside));
    var byLink = Files.createSymbolicLink(folder.resolve("by-link"), open).resolve("inside");
    assertTrue(objection(byLink).contains("which everybody may write"), "where it really is");
    Files.setAttribute(open, "unix:mode", 01777); // as the system's folder of temporary files
    assertEquals("none", objection(inside));
  }

  @Test
  void aFolderOfAnotherUserIsNot() throws IOException {
    var root = Path.of("/root");
    assumeFalse(Files.isWritable(root), "nobody else is here for root");
    assertEquals("can't be written", objection(root.resolve("x")));
  }
}
