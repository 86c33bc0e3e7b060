package lamina.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening a pipe that nobody writes to would never return. */
public class RegularFileTest {
  @TempDir private Path folder;

  private static String refused(Path file) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertThrows(Problem.class, () -> RegularFile.open(file));
          return assertThrows(Problem.class, () -> RegularFile.bytes(file, 10)).getMessage();
        });
  }

  @Test
  void whatIsNoFileIsRefusedAtOnce() throws Exception {
    assertTrue(refused(folder).contains("is a directory"));
    assertTrue(refused(folder.resolve("none")).contains("does not exist"));
    var dangling = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("none"));
    assertTrue(refused(dangling).contains("does not exist"));
    var fifo = folder.resolve("fifo");
    assumeTrue(fifo(fifo), "pipes have no names here");
    assertTrue(refused(fifo).contains("pipe or a device"));
    assertTrue(
        refused(Files.createSymbolicLink(folder.resolve("l2"), fifo)).contains("pipe or a device"));
    assertTrue(refused(Path.of("/dev/zero")).contains("pipe or a device"));
    try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      var path = folder.resolve("s");
      socket.bind(UnixDomainSocketAddress.of(path));
      assertTrue(refused(path).contains("pipe or a device"));
    }
  }

  /** Makes a named pipe. */
  public static boolean fifo(Path path) throws InterruptedException {
    try {
      return new ProcessBuilder("mkfifo", path.toString()).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void sizeAndLimitAreNamed() throws IOException {
    var file = Files.write(folder.resolve("f"), new byte[] {1, 2, 3});
    assertArrayEquals(new byte[] {1, 2, 3}, RegularFile.bytes(file, 3));
    var said = assertThrows(Problem.class, () -> RegularFile.bytes(file, 2)).getMessage();
    assertEquals(
        file
            + " has 3 bytes; at most 2 bytes are read of such a file. Choose another, or split it.",
        said);
    var status = Path.of("/proc/self/status"); // has no size
    assumeTrue(Files.exists(status));
    assertTrue(RegularFile.bytes(status, 1 << 20).length > 100);
    assertThrows(Problem.class, () -> RegularFile.bytes(status, 9));
  }
}
