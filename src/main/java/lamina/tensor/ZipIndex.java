package lamina.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the files of a zip archive lie whose bytes are stored as they are, as torch.save stores
 * them. Every place is checked against the archive's size.
 */
final class ZipIndex {
  private static final int END = 0x06054b50;
  private static final int END_64 = 0x06064b50;
  private static final int LOCATOR_64 = 0x07064b50;
  private static final int ENTRY = 0x02014b50;
  private static final int LOCAL = 0x04034b50;
  private static final int END_BYTES = 22;
  private static final int LOCATOR_BYTES = 20;
  private static final int END_64_BYTES = 56;
  private static final int ENTRY_BYTES = 46;
  private static final int LOCAL_BYTES = 30;
  private static final int MOST_COMMENT = 0xffff;
  private static final long MOST_DIRECTORY = 16 << 20;
  private static final long ELSEWHERE = 0xffffffffL;

  private final FileChannel channel;
  private final long size;

  /**
   * Bytes of a file in the archive.
   *
   * @param begin its first byte, counted from the archive's
   * @param end the byte after its last
   */
  record Range(long begin, long end) {
    long bytes() {
      return end - begin;
    }
  }

  /** What is wrong with an archive, without its name. */
  static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    Broken(String what) {
      super(what);
    }
  }

  private ZipIndex(FileChannel channel, long size) {
    this.channel = channel;
    this.size = size;
  }

  /**
   * Reads an archive's table of contents.
   *
   * @return the files by name
   * @throws Broken saying what is wrong
   */
  static Map<String, Range> read(FileChannel channel) throws IOException, Broken {
    return new ZipIndex(channel, channel.size()).entries();
  }

  private Map<String, Range> entries() throws IOException, Broken {
    var directory = directory();
    var entries = new LinkedHashMap<String, Range>();
    while (directory.hasRemaining()) {
      if (directory.remaining() < ENTRY_BYTES || directory.getInt(directory.position()) != ENTRY) {
        throw new Broken("its table of contents is damaged");
      }
      int at = directory.position();
      int name = directory.getShort(at + 28) & 0xffff;
      int extra = directory.getShort(at + 30) & 0xffff;
      int comment = directory.getShort(at + 32) & 0xffff;
      int next = at + ENTRY_BYTES + name + extra + comment;
      if (next > directory.limit()) {
        throw new Broken("its table of contents is damaged");
      }
      var bytes = new byte[name];
      directory.get(at + ENTRY_BYTES, bytes);
      var called = new String(bytes, StandardCharsets.UTF_8);
      var range = range(called, directory.slice(at, next - at).order(ByteOrder.LITTLE_ENDIAN));
      if (entries.put(called, range) != null) {
        throw new Broken("it holds \"" + Pickle.brief(called) + "\" twice");
      }
      directory.position(next);
    }
    return entries;
  }

  /** The table of contents, found from the archive's end. */
  private ByteBuffer directory() throws IOException, Broken {
    int tail = (int) Math.min(size, END_BYTES + MOST_COMMENT);
    var end = bytes(size - tail, tail);
    int at = tail - END_BYTES;
    while (at >= 0 && end.getInt(at) != END) {
      at--;
    }
    if (at < 0) {
      throw new Broken("its end is missing");
    }
    long length = end.getInt(at + 12) & ELSEWHERE;
    long begin = end.getInt(at + 16) & ELSEWHERE;
    int locator = at - LOCATOR_BYTES;
    if (locator >= 0 && end.getInt(locator) == LOCATOR_64) {
      var wide = bytes(end.getLong(locator + 8), END_64_BYTES);
      if (wide.getInt(0) != END_64) {
        throw new Broken("its end is damaged");
      }
      length = wide.getLong(40);
      begin = wide.getLong(48);
    }
    if (length < 0 || length > MOST_DIRECTORY) {
      throw new Broken("its table of contents claims " + length + " bytes");
    }
    return bytes(begin, (int) length);
  }

  private Range range(String name, ByteBuffer entry) throws IOException, Broken {
    int flags = entry.getShort(8);
    int method = entry.getShort(10);
    if (method != 0 || (flags & 1) != 0) {
      throw new Broken(
          "\"" + Pickle.brief(name) + "\" in it is packed or encrypted, not stored as it is");
    }
    long packed = entry.getInt(20) & ELSEWHERE;
    long bytes = entry.getInt(24) & ELSEWHERE;
    long local = entry.getInt(42) & ELSEWHERE;
    var wide = wide(entry);
    if (bytes == ELSEWHERE) {
      bytes = next(wide);
    }
    if (packed == ELSEWHERE) {
      packed = next(wide);
    }
    if (local == ELSEWHERE) {
      local = next(wide);
    }
    var header = bytes(local, LOCAL_BYTES);
    if (header.getInt(0) != LOCAL || packed != bytes) {
      throw new Broken("its table of contents is damaged");
    }
    long begin =
        local + LOCAL_BYTES + (header.getShort(26) & 0xffff) + (header.getShort(28) & 0xffff);
    if (bytes < 0 || begin > size || bytes > size - begin) {
      throw new Broken("\"" + Pickle.brief(name) + "\" in it goes beyond its end");
    }
    return new Range(begin, begin + bytes);
  }

  /** The numbers that are too large for their places; empty where there are none. */
  private static ByteBuffer wide(ByteBuffer entry) {
    int at = ENTRY_BYTES + (entry.getShort(28) & 0xffff);
    int end = at + (entry.getShort(30) & 0xffff);
    while (at + 4 <= end) {
      int length = Math.min(entry.getShort(at + 2) & 0xffff, end - at - 4);
      if (entry.getShort(at) == 1) {
        return entry.slice(at + 4, length).order(ByteOrder.LITTLE_ENDIAN);
      }
      at += 4 + length;
    }
    return ByteBuffer.allocate(0);
  }

  private static long next(ByteBuffer wide) throws Broken {
    if (wide.remaining() < Long.BYTES) {
      throw new Broken("its table of contents is damaged");
    }
    return wide.getLong();
  }

  private ByteBuffer bytes(long from, int count) throws IOException, Broken {
    if (from < 0 || from > size - count) {
      throw new Broken("its table of contents is damaged");
    }
    var bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    for (long at = from; bytes.hasRemaining(); ) {
      int read = channel.read(bytes, at);
      if (read < 0) {
        throw new Broken("it was cut while it was being read");
      }
      at += read;
    }
    return bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
  }
}
