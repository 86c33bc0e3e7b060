package lamina.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Changes a file's bytes without knowing what they mean. */
public final class Bytes {
  private static final byte[] MARKS =
      "{}[]\",:#&*!|>-?%@`'\n\r\t \\0123456789.eE+\0\u007f".getBytes(StandardCharsets.UTF_8);
  private static final int LARGEST = 1 << 20;

  private Bytes() {}

  /**
   * Changes a few places.
   *
   * @param other where a piece may come from
   */
  public static byte[] change(byte[] bytes, byte[] other, Random random) {
    var changed = bytes;
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      changed = once(changed, other, random);
    }
    return changed;
  }

  private static byte[] once(byte[] bytes, byte[] other, Random random) {
    if (bytes.length == 0) {
      return other.clone();
    }
    int at = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, at + 1 + random.nextInt(random.nextBoolean() ? 4 : 40));
    return switch (random.nextInt(9)) {
      case 0 -> {
        var copy = bytes.clone();
        copy[at] ^= (byte) (1 << random.nextInt(8));
        yield copy;
      }
      case 1 -> {
        var copy = bytes.clone();
        copy[at] = (byte) random.nextInt(256);
        yield copy;
      }
      case 2 -> Arrays.copyOf(bytes, at);
      case 3 -> spliced(bytes, at, to, new byte[0]);
      case 4 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
      case 5 -> spliced(bytes, at, at, new byte[] {MARKS[random.nextInt(MARKS.length)]});
      case 6 -> spliced(bytes, at, to, Values.text(random).getBytes(StandardCharsets.UTF_8));
      case 7 -> spliced(bytes, at, at, repeated(bytes[at], random));
      default -> {
        int from = other.length == 0 ? 0 : random.nextInt(other.length);
        int end = Math.min(other.length, from + 1 + random.nextInt(200));
        yield spliced(bytes, at, to, Arrays.copyOfRange(other, from, end));
      }
    };
  }

  private static byte[] repeated(byte value, Random random) {
    var many = new byte[random.nextInt(10) == 0 ? 5000 : 1 + random.nextInt(100)];
    Arrays.fill(many, value);
    return many;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
    if (bytes.length + middle.length > LARGEST) {
      return bytes;
    }
    var all = new byte[bytes.length - (to - from) + middle.length];
    System.arraycopy(bytes, 0, all, 0, from);
    System.arraycopy(middle, 0, all, from, middle.length);
    System.arraycopy(bytes, to, all, from + middle.length, bytes.length - to);
    return all;
  }
}
