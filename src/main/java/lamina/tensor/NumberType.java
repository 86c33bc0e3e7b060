package lamina.tensor;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Optional;

/** How a safetensors file stores the numbers of a tensor. */
public enum NumberType {
  F64(64),
  F32(32),
  F16(16),
  BF16(16),
  I64(64),
  I32(32),
  I16(16),
  I8(8),
  U64(64),
  U32(32),
  U16(16),
  U8(8),
  BOOL(8),
  F8_E4M3(8),
  F8_E5M2(8),
  F8_E8M0(8),
  F8_E4M3FNUZ(8),
  F8_E5M2FNUZ(8),
  F6_E2M3(6),
  F6_E3M2(6),
  F4(4),
  C64(64);

  private final int bits;

  NumberType(int bits) {
    this.bits = bits;
  }

  /** The type of a name; empty where nobody is known to write it. */
  public static Optional<NumberType> of(String name) {
    for (var type : values()) {
      if (type.name().equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** Whether these numbers become floats without a scale that lies elsewhere. */
  public boolean real() {
    return this == F64 || this == F32 || this == F16 || this == BF16;
  }

  /**
   * Bytes of so many numbers.
   *
   * @throws ArithmeticException where they are more than can be counted
   */
  public long bytes(long count) {
    return Math.ceilDiv(Math.multiplyExact(count, bits), 8L);
  }

  /** How many numbers lie in so many bytes. */
  long count(long bytes) {
    return bytes * 8 / bits;
  }

  /**
   * Numbers as floats: F16 and BF16 exactly, F64 rounded to the nearest.
   *
   * @param from little-endian, a whole number of numbers; read to its end
   * @param into has place for them
   */
  void floats(ByteBuffer from, FloatBuffer into) {
    // By the piece in arrays: the first files are read before this is compiled.
    switch (this) {
      case F16 -> {
        var bits = shorts(from);
        var values = new float[bits.length];
        for (int i = 0; i < bits.length; i++) {
          values[i] = Float.float16ToFloat(bits[i]);
        }
        into.put(values);
      }
      case BF16 -> {
        var bits = shorts(from);
        var values = new float[bits.length];
        for (int i = 0; i < bits.length; i++) {
          values[i] = Float.intBitsToFloat(bits[i] << 16);
        }
        into.put(values);
      }
      case F64 -> {
        var wide = new double[from.remaining() / Double.BYTES];
        from.asDoubleBuffer().get(wide);
        var values = new float[wide.length];
        for (int i = 0; i < wide.length; i++) {
          values[i] = (float) wide[i];
        }
        into.put(values);
      }
      case F32 -> into.put(from.asFloatBuffer());
      default -> throw new IllegalArgumentException(this + " holds no plain floats");
    }
  }

  private static short[] shorts(ByteBuffer from) {
    var bits = new short[from.remaining() / Short.BYTES];
    from.asShortBuffer().get(bits);
    return bits;
  }
}
