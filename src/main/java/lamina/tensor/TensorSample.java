package lamina.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32;
import lamina.files.RegularFile;

/**
 * A checksum of parts of a file of tensors: of its header and of the begin, middle and end of every
 * tensor. Weights that were trained further or belong to another model differ in it; it costs a few
 * milliseconds where the whole file costs a second.
 */
final class TensorSample {
  private static final int PIECE = 256;

  private final FileChannel channel;
  private final CRC32 sum = new CRC32();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(PIECE);

  private TensorSample(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Reads the parts.
   *
   * @param begin first byte of the header
   * @param end byte after its last
   * @param tensors begin and end of each in the file, in any order
   * @return eight hexadecimal digits
   */
  static String of(Path file, long begin, long end, Iterable<long[]> tensors) throws IOException {
    try (var channel = RegularFile.channel(file)) {
      var sample = new TensorSample(channel);
      for (long at = begin; at < end; at += PIECE) {
        sample.add(at, Math.min(end, at + PIECE));
      }
      for (long[] t : tensors) {
        long size = t[1] - t[0];
        if (size <= 3 * PIECE) {
          for (long at = t[0]; at < t[1]; at += PIECE) {
            sample.add(at, Math.min(t[1], at + PIECE));
          }
        } else {
          long middle = t[0] + size / 2;
          sample.add(t[0], t[0] + PIECE);
          sample.add(middle, middle + PIECE);
          sample.add(t[1] - PIECE, t[1]);
        }
      }
      return "%08x".formatted(sample.sum.getValue());
    }
  }

  private void add(long from, long to) throws IOException {
    buffer.clear().limit((int) (to - from));
    for (long at = from; buffer.hasRemaining(); ) {
      int read = channel.read(buffer, at);
      if (read < 0) {
        break; // cut off meanwhile: another checksum
      }
      at += read;
    }
    sum.update(buffer.flip());
  }
}
