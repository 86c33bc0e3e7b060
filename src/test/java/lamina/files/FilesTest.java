package lamina.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
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
    assertEquals(List.of("c.txt"), names(folder.resolve("a/b")));
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
    assertEquals(List.of("c.txt"), names(folder));
  }

  @Test
  void aWriteThatBreaksLeavesNothingTemporary() throws IOException {
    var file = folder.resolve("c.txt");
    assertThrows(
        IllegalStateException.class,
        () ->
            AtomicFile.write(
                file,
                out -> {
                  throw new IllegalStateException();
                }));
    assertEquals(List.of(), names(folder));
  }

  /** Both are half-way when either ends. */
  @Test
  void twoWritersAtOnceDontMeet() throws Exception {
    var file = folder.resolve("c.txt");
    var both = new CyclicBarrier(2);
    var failures = new CopyOnWriteArrayList<Throwable>();
    var threads =
        List.of("a", "b").stream()
            .map(
                text ->
                    Thread.ofPlatform()
                        .uncaughtExceptionHandler((t, e) -> failures.add(e))
                        .start(
                            () ->
                                AtomicFile.write(
                                    file,
                                    out -> {
                                      out.write(text.repeat(70_000).getBytes());
                                      await(both);
                                      out.write(text.repeat(70_000).getBytes());
                                    })))
            .toList();
    for (var thread : threads) {
      thread.join();
    }
    assertEquals(List.of(), failures);
    var text = Files.readString(file);
    assertTrue(text.equals("a".repeat(140_000)) || text.equals("b".repeat(140_000)));
    assertEquals(List.of("c.txt"), names(folder));
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Locks go with their process, so that a file without one has no writer any more. */
  @Test
  void whatAKilledProcessLeftGoesWithTheNextWrite() throws IOException {
    var file = folder.resolve("c.txt");
    Files.writeString(folder.resolve(".c.txt.0123456789ab-0123456789ab.part"), "half");
    Files.writeString(folder.resolve(".d.txt.0123456789ab-0123456789ab.part"), "another's");
    Files.writeString(folder.resolve(".c.txt.part"), "a person's");
    AtomicFile.write(file, "whole");
    assertEquals(
        List.of(".c.txt.part", ".d.txt.0123456789ab-0123456789ab.part", "c.txt"), names(folder));
  }

  @Test
  void aLinkStaysALink() throws IOException {
    var real = folder.resolve("real/r.txt");
    var link = folder.resolve("link.txt");
    var linkToLink = folder.resolve("link2.txt");
    Files.createSymbolicLink(link, Path.of("real/r.txt"));
    Files.createSymbolicLink(linkToLink, link);
    AtomicFile.write(link, "through a link that led nowhere");
    assertEquals("through a link that led nowhere", Files.readString(real));
    AtomicFile.write(linkToLink, "through two");
    assertEquals("through two", Files.readString(real));
    assertTrue(Files.isSymbolicLink(link) && Files.isSymbolicLink(linkToLink));
    assertEquals(List.of("link.txt", "link2.txt", "real"), names(folder));
  }

  @Test
  void aCircleOfLinksAndAFolderAreRefusedByName() throws IOException {
    var a = folder.resolve("a");
    Files.createSymbolicLink(a, Path.of("b"));
    Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));
    assertSaid("circle", a);
    assertSaid("it is a folder", Files.createDirectory(folder.resolve("d")));
    var file = folder.resolve("f");
    AtomicFile.write(file, "f");
    assertSaid("could not be written", file.resolve("below"));
    assertEquals("f", Files.readString(file));
  }

  private static void assertSaid(String what, Path file) {
    var problem = assertThrows(Problem.class, () -> AtomicFile.write(file, "x"));
    assertTrue(problem.getMessage().startsWith(file + ": "), problem.getMessage());
    assertTrue(problem.getMessage().contains(what), problem.getMessage());
  }

  /** As a file has that any other program makes, and as the one had that was there. */
  @Test
  void permissionsAreThoseOfAnOrdinaryFile() throws IOException {
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
    var ordinary = Files.writeString(folder.resolve("ordinary"), "");
    var file = folder.resolve("c.txt");
    AtomicFile.write(file, "1");
    assertEquals(Files.getPosixFilePermissions(ordinary), Files.getPosixFilePermissions(file));
    var own = PosixFilePermissions.fromString("rw-------");
    Files.setPosixFilePermissions(file, own);
    AtomicFile.write(file, "2");
    assertEquals(own, Files.getPosixFilePermissions(file));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    if (!Files.isWritable(file)) { // the system's administrator may write anything
      assertSaid("read-only", file);
    }
  }

  @Test
  void aNewFileNeverReplacesOne() throws IOException {
    var file = folder.resolve("c.txt");
    AtomicFile.writeNew(file, out -> out.write('1'));
    AtomicFile.writeNew(file, out -> out.write('2'));
    assertEquals("1", Files.readString(file));
    var late = folder.resolve("d.txt");
    AtomicFile.writeNew(
        late,
        out -> {
          Files.writeString(late, "another's, of just now");
          out.write('2');
        });
    assertEquals("another's, of just now", Files.readString(late));
    assertEquals(List.of("c.txt", "d.txt"), names(folder));
  }

  @Test
  void devicesAreWrittenStraight() {
    assumeTrue(Files.exists(Path.of("/dev/null")));
    AtomicFile.write(Path.of("/dev/null"), "x");
    assertFalse(Files.isRegularFile(Path.of("/dev/null")));
  }

  @Test
  void aFullDeviceIsNamedWithWhatToDo() {
    var full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    assertSaid("No space left", full);
    assertSaid("Is there space on the device?", full);
  }

  @Test
  void anInterruptedWriteLeavesTheOldFileAndSaysSo() throws IOException {
    var file = folder.resolve("c.txt");
    AtomicFile.write(file, "before");
    Thread.currentThread().interrupt();
    var problem = assertThrows(Problem.class, () -> AtomicFile.write(file, "after"));
    assertTrue(Thread.interrupted());
    assertTrue(problem.getMessage().contains("told to stop"), problem.getMessage());
    assertEquals("before", Files.readString(file));
    assertEquals(List.of("c.txt"), names(folder));
  }

  @Test
  void namesOfAnyLengthAreWritten() throws IOException {
    for (var name : List.of("ä".repeat(125), "語".repeat(80), "a" + "😀".repeat(60))) {
      var file = folder.resolve(name + ".txt");
      AtomicFile.write(file, "x");
      assertEquals("x", Files.readString(file));
    }
  }

  /** A kill may cut a line off, and even the first. */
  @Test
  void aTableGrowsByWholeLines() throws IOException {
    var table = new AppendedFile(folder.resolve("t.csv"), "a,b");
    table.append("1,2");
    table.append("3,4");
    assertEquals("a,b\n1,2\n3,4\n", Files.readString(table.file()));
    Files.writeString(table.file(), "a,b\n1,2\n3,");
    table.append("5,6");
    assertEquals("a,b\n1,2\n5,6\n", Files.readString(table.file()));
    Files.writeString(table.file(), "a,");
    table.append("7,8");
    assertEquals("a,b\n7,8\n", Files.readString(table.file()));
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
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
