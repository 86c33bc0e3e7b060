package lamina.tensor;

import ai.djl.Device;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.BitSet;
import java.util.function.Supplier;

/**
 * A tensor as its file has it: copying one changes no bit, whatever its numbers' type.
 *
 * @param type name of the numbers' type, for example F16
 * @param shape its sizes
 * @param size bytes of its numbers
 * @param source reads its numbers, little-endian, into memory of their own
 */
public record RawTensor(String type, long[] shape, long size, Supplier<MemorySegment> source) {
  /**
   * A tensor as F32, which is read when its numbers are asked for.
   *
   * @param tensor whose numbers are real
   */
  public static RawTensor widened(StoredTensor tensor) {
    return new RawTensor(
        NumberType.F32.name(),
        tensor.shape(),
        NumberType.F32.bytes(tensor.count()),
        () -> {
          try (var manager = Torch.newManager()) {
            var numbers = tensor.read(manager).toDevice(Device.cpu(), false);
            var memory = MemorySegment.ofBuffer(numbers.toByteBuffer(true));
            return MemorySegment.ofArray(memory.toArray(ValueLayout.JAVA_BYTE));
          }
        });
  }

  /** Its numbers, little-endian, read anew at each call. */
  public MemorySegment bytes() {
    return source.get();
  }

  /**
   * Some of its rows, in their order.
   *
   * @param kept numbers of the rows, below the first size
   */
  public RawTensor rows(BitSet kept) {
    long row = size / shape[0];
    int count = kept.cardinality();
    var sizes = shape.clone();
    sizes[0] = count;
    return new RawTensor(
        type,
        sizes,
        count * row,
        () -> {
          var all = bytes();
          var chosen = MemorySegment.ofArray(new byte[Math.toIntExact(count * row)]);
          long at = 0;
          for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
            MemorySegment.copy(all, i * row, chosen, at, row);
            at += row;
          }
          return chosen;
        });
  }
}
