package lamina.tensor;

import java.nio.ByteBuffer;

/** Tensors whose numbers don't lie in their order: views that are transposed, or leave some out. */
final class Strides {
  private Strides() {}

  /** Whether numbers lie one after the other, the last index changing first. */
  static boolean contiguous(long[] shape, long[] strides) {
    long expected = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      if (shape[i] != 1 && strides[i] != expected) {
        return false;
      }
      expected *= shape[i];
    }
    return true;
  }

  /**
   * The numbers in their order.
   *
   * @param from bytes from the first number to the last
   * @param shape sizes, none of them 0
   * @param strides numbers from one index to the next, of each dimension
   * @param size bytes of a number
   */
  static ByteBuffer inOrder(ByteBuffer from, long[] shape, long[] strides, int size) {
    long count = 1;
    for (long length : shape) {
      count *= length;
    }
    var into = ByteBuffer.allocate(Math.toIntExact(count * size));
    var index = new long[shape.length];
    long at = 0;
    while (into.hasRemaining()) {
      into.put(into.position(), from, Math.toIntExact(at * size), size);
      into.position(into.position() + size);
      for (int i = shape.length - 1; i >= 0; i--) {
        at += strides[i];
        if (++index[i] < shape[i]) {
          break;
        }
        at -= strides[i] * shape[i];
        index[i] = 0;
      }
    }
    return into.flip();
  }
}
