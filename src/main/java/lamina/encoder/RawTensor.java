package lamina.encoder;

import java.lang.foreign.MemorySegment;
import java.util.BitSet;

/**
 * A tensor as its file has it: copying one changes no bit, whatever its numbers' type.
 *
 * @param type name of the numbers' type, for example F16
 * @param shape its sizes
 * @param bytes its numbers, little-endian
 */
public record RawTensor(String type, long[] shape, MemorySegment bytes) {
  /**
   * Some of its rows, in their order.
   *
   * @param kept numbers of the rows, below the first size
   */
  public RawTensor rows(BitSet kept) {
    long row = bytes.byteSize() / shape[0];
    int count = kept.cardinality();
    var chosen = MemorySegment.ofArray(new byte[Math.toIntExact(count * row)]);
    long at = 0;
    for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
      MemorySegment.copy(bytes, i * row, chosen, at, row);
      at += row;
    }
    var sizes = shape.clone();
    sizes[0] = count;
    return new RawTensor(type, sizes, chosen);
  }
}
