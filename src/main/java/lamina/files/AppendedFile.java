package lamina.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A table that grows by the line while others read it. One process at a time may append; a line
 * that a kill cut off is removed before the next.
 *
 * @param file made with the first line
 * @param header its first line, without a line break
 */
public record AppendedFile(Path file, String header) {
  /**
   * Appends a line; the file isn't forced to the device, since a crash of the machine may cost the
   * newest lines.
   *
   * @param line without a line break
   * @throws lamina.problem.Problem where it can't be written
   */
  public void append(String line) {
    try (var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long end = wholeLines(channel);
      channel.truncate(end).position(end);
      var text = (end == 0 ? header + "\n" : "") + line + "\n";
      var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw AtomicFile.problem(file, e);
    }
  }

  /** Bytes up to the last line break. */
  private static long wholeLines(FileChannel channel) throws IOException {
    var one = ByteBuffer.allocate(1);
    for (long at = channel.size(); at > 0; at--) {
      if (channel.read(one.clear(), at - 1) == 1 && one.get(0) == '\n') {
        return at;
      }
    }
    return 0;
  }
}
