package lamina.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Optional;

/** Finds numbers in memory that nothing can be computed with. */
final class FloatCheck {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

  private FloatCheck() {}

  /** Memory as floats. */
  static FloatBuffer floats(ByteBuffer memory) {
    return memory.duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** The first float that is NaN or an infinity. */
  static Optional<Float> infinite(ByteBuffer memory) {
    if (largest(MemorySegment.ofBuffer(memory)) >= INFINITY) {
      var values = floats(memory);
      for (int i = 0; i < values.limit(); i++) {
        if (!Float.isFinite(values.get(i))) {
          return Optional.of(values.get(i));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The largest magnitude among floats, by its bits, whose order is that of the magnitudes: plain
   * enough for the compiler to take many at once, which a whole BERT's weights need.
   */
  private static int largest(MemorySegment floats) {
    int count = (int) (floats.byteSize() / Float.BYTES);
    int largest = 0;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, floats.get(INT, (long) Float.BYTES * i) & Integer.MAX_VALUE);
    }
    return largest;
  }
}
