package lamina.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole or not at all; hashes as published. */
class FilesTest {
  @TempDir Path folder;

  @Test
  void aWriteMakesFoldersAndReplaces() throws IOException {
    var file = folder.resolve("a/b/c.txt");
    AtomicFile.write(file, "é");
    AtomicFile.write(file, "second");
    assertEquals("second", Files.readString(file));
    assertFalse(Files.exists(folder.resolve("a/b/c.txt.part")));
  }

  @Test
  void aWriteThatFailsHalfWayLeavesWhatWasThere() throws IOException {
    var file = folder.resolve("c.txt");
    AtomicFile.write(file, "before");
    var problem =
        assertThrows(
            Problem.class,
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write('x');
                      throw new IOException("device full");
                    }));
    assertTrue(problem.getMessage().startsWith(file + ": could not be written (device full)"));
    assertEquals("before", Files.readString(file));
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void aTreeGoesWhole() {
    AtomicFile.write(folder.resolve("t/u/v.txt"), "v");
    AtomicFile.write(folder.resolve("t/w.txt"), "w");
    FileTree.delete(folder.resolve("t"));
    assertFalse(Files.exists(folder.resolve("t")));
    FileTree.delete(folder.resolve("t"));
  }

  /** The example "abc" of FIPS 180-2. */
  @Test
  void hashesAreThePublishedOnes() throws IOException {
    var expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assertEquals(expected, Sha256.of("abc".getBytes(StandardCharsets.US_ASCII)));
    AtomicFile.write(folder.resolve("abc"), "abc");
    assertEquals(expected, Sha256.of(folder.resolve("abc")));
  }
}
