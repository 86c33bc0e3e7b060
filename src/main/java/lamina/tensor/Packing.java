package lamina.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Optional;
import lamina.tensor.TensorHeader.Entry;

/**
 * How a matrix (R, C), or a kernel of convolution (R, C, K), is stored in few bits: whole numbers,
 * {@code NAME.q}, and scales, {@code NAME.d}; a value is number times scale.
 */
public enum Packing {
  /**
   * Blocks of 32 columns, 4 bits a number: {@code q} is U8 (R, C / 32, 16), whose low four bits are
   * columns 0 to 15 of the block and whose high ones 16 to 31; {@code d} is F16 (R, C / 32). A
   * value is (bits - 8) times scale.
   */
  BLOCKS_OF_4_BITS {
    @Override
    boolean fits(Entry q, Entry d) {
      return is(q, "U8", 3)
          && is(d, "F16", 2)
          && q.shape()[2] == HALF
          && q.shape()[0] == d.shape()[0]
          && q.shape()[1] == d.shape()[1];
    }

    @Override
    long[] shape(Entry q) {
      return new long[] {q.shape()[0], q.shape()[1] * 2 * HALF};
    }

    @Override
    void widen(ByteBuffer q, float[] scales, FloatBuffer into) {
      var codes = new byte[HALF];
      var values = new float[2 * HALF];
      for (float scale : scales) {
        q.get(codes);
        for (int i = 0; i < HALF; i++) {
          values[i] = ((codes[i] & 15) - 8) * scale;
          values[HALF + i] = ((codes[i] >> 4 & 15) - 8) * scale;
        }
        into.put(values);
      }
    }
  },

  /** Rows, 8 bits a number: {@code q} is I8 (R, C) or (R, C, K), {@code d} is F32 (R). */
  ROWS_OF_8_BITS {
    @Override
    boolean fits(Entry q, Entry d) {
      return (is(q, "I8", 2) || is(q, "I8", 3)) && is(d, "F32", 1) && q.shape()[0] == d.shape()[0];
    }

    @Override
    long[] shape(Entry q) {
      return q.shape();
    }

    @Override
    void widen(ByteBuffer q, float[] scales, FloatBuffer into) {
      if (scales.length == 0) {
        return;
      }
      var codes = new byte[q.remaining() / scales.length];
      var values = new float[codes.length];
      for (float scale : scales) {
        q.get(codes);
        for (int i = 0; i < codes.length; i++) {
          values[i] = codes[i] * scale;
        }
        into.put(values);
      }
    }
  };

  /** Ends the name of the whole numbers. */
  static final String CODES = ".q";

  /** Ends the name of the scales. */
  static final String SCALES = ".d";

  private static final int HALF = 16;

  /** The packing of two tensors; nothing where they are none. */
  static Optional<Packing> of(Entry q, Entry d) {
    for (var packing : values()) {
      if (packing.fits(q, d)) {
        return Optional.of(packing);
      }
    }
    return Optional.empty();
  }

  private static boolean is(Entry entry, String type, int dimensions) {
    return entry.type().equals(type) && entry.shape().length == dimensions;
  }

  abstract boolean fits(Entry q, Entry d);

  /** The matrix's sizes. */
  abstract long[] shape(Entry q);

  /**
   * Values of whole rows.
   *
   * @param q their numbers
   * @param scales theirs
   * @param into has place for the values
   */
  abstract void widen(ByteBuffer q, float[] scales, FloatBuffer into);

  /**
   * Rounds rows to 8 bits: the largest magnitude of a row becomes 127.
   *
   * @param values rows of one width
   * @param rows their number
   * @return the numbers, and the scales after them
   */
  static ByteBuffer[] rows(float[] values, int rows) {
    int width = rows == 0 ? 0 : values.length / rows;
    var codes = ByteBuffer.allocate(values.length);
    var scales = ByteBuffer.allocate(Float.BYTES * rows).order(ByteOrder.LITTLE_ENDIAN);
    for (int r = 0; r < rows; r++) {
      float largest = 0;
      for (int c = 0; c < width; c++) {
        largest = Math.max(largest, Math.abs(values[r * width + c]));
      }
      float scale = largest / Byte.MAX_VALUE;
      scales.putFloat(scale);
      for (int c = 0; c < width; c++) {
        codes.put((byte) (scale == 0 ? 0 : Math.round(values[r * width + c] / scale)));
      }
    }
    return new ByteBuffer[] {codes.flip(), scales.flip()};
  }
}
