package lamina.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in hexadecimal digits. */
public final class Sha256 {
  private static final long MOST_TEXT = 1 << 30;

  private Sha256() {}

  /** Hash of bytes. */
  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  /**
   * Hash of a file, read in pieces.
   *
   * @throws IOException where it can't be read
   */
  public static String of(Path file) throws IOException {
    var digest = digest();
    try (var in = RegularFile.open(file)) {
      var buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Hash of a text file with line breaks as Unix has them, however the file has them.
   *
   * @throws IOException where it can't be read
   */
  public static String ofText(Path file) throws IOException {
    var bytes = RegularFile.bytes(file, MOST_TEXT);
    var unix = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '\r' || i + 1 == bytes.length || bytes[i + 1] != '\n') {
        unix.write(bytes[i]);
      }
    }
    return of(unix.toByteArray());
  }

  /** Hash of several values, each told from the next. */
  public static final class Sum {
    private final MessageDigest digest = digest();

    /** Adds a text. */
    public Sum add(String text) {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      return length(bytes.length).part(ByteBuffer.wrap(bytes));
    }

    /** Adds numbers. */
    public Sum add(long[] numbers) {
      var bytes = ByteBuffer.allocate(Long.BYTES * numbers.length);
      bytes.asLongBuffer().put(numbers);
      return length(bytes.capacity()).part(bytes);
    }

    /** Adds bytes. */
    public Sum add(ByteBuffer bytes) {
      return length(bytes.remaining()).part(bytes.duplicate());
    }

    private Sum length(int bytes) {
      return part(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes));
    }

    private Sum part(ByteBuffer bytes) {
      digest.update(bytes);
      return this;
    }

    /** The hash; nothing can be added afterwards. */
    public String digits() {
      return HexFormat.of().formatHex(digest.digest());
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
