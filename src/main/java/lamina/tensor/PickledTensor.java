package lamina.tensor;

import java.util.List;
import java.util.Optional;
import lamina.tensor.TensorHeader.Entry;

/**
 * A tensor as a pickle describes it: a view of a storage.
 *
 * @param storage what it is a view of; others may be views of it too
 * @param type of its numbers
 * @param offset its first number, counted from the storage's
 * @param shape its sizes
 * @param strides numbers from one index to the next, of each dimension
 */
record PickledTensor(Storage storage, NumberType type, long offset, long[] shape, long[] strides) {
  private static final int MOST_DIMENSIONS = 16;

  /**
   * Numbers that lie outside the pickle.
   *
   * @param key their name
   * @param type of the numbers; empty where they are bytes, and the tensors say what they are
   * @param count how many numbers; bytes, where there is no type
   */
  record Storage(String key, Optional<NumberType> type, long count) {
    long bytes() {
      return type.map(t -> t.bytes(count)).orElse(count);
    }
  }

  /**
   * A tensor, its place checked against its storage.
   *
   * @return nothing where it goes beyond the storage, or repeats its numbers
   * @throws ArithmeticException where sizes can't be counted
   */
  static Optional<PickledTensor> of(
      Storage storage, NumberType type, long offset, List<Long> sizes, List<Long> steps) {
    var shape = sizes.stream().mapToLong(Long::longValue).toArray();
    var strides = steps.stream().mapToLong(Long::longValue).toArray();
    if (offset < 0 || shape.length != strides.length || shape.length > MOST_DIMENSIONS) {
      return Optional.empty();
    }
    long count = 1;
    long last = offset;
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] < 0 || strides[i] < 0) {
        return Optional.empty();
      }
      count = Math.multiplyExact(count, shape[i]);
      last = Math.addExact(last, Math.multiplyExact(Math.max(0, shape[i] - 1), strides[i]));
    }
    long held = storage.bytes() / type.bytes(1);
    boolean fits = count == 0 ? offset <= held : last < held && count <= held - offset;
    return fits
        ? Optional.of(new PickledTensor(storage, type, offset, shape, strides))
        : Optional.empty();
  }

  /**
   * Where it lies in its file.
   *
   * @param begin of its storage
   */
  Entry entry(long begin) {
    long size = type.bytes(1);
    long count = 1;
    long last = offset;
    for (int i = 0; i < shape.length; i++) {
      count *= shape[i];
      last += Math.max(0, shape[i] - 1) * strides[i];
    }
    long from = begin + offset * size;
    if (count == 0 || Strides.contiguous(shape, strides)) {
      return new Entry(type.name(), shape, from, from + count * size);
    }
    return new Entry(type.name(), shape, strides, from, begin + (last + 1) * size);
  }
}
