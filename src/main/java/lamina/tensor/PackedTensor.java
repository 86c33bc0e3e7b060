package lamina.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import lamina.problem.Problem;

/**
 * A matrix in few bits, whose numbers and scales may lie in two files.
 *
 * @param name of the matrix
 * @param home file of its numbers
 * @param scales file of its scales
 */
record PackedTensor(String name, TensorFile home, TensorFile scales, Packing packing)
    implements StoredTensor {
  /** Rows that are read at once. */
  private static final int ROWS = 2048;

  @Override
  public long[] shape() {
    return packing.shape(home.entry(name + Packing.CODES));
  }

  @Override
  public long count() {
    return Arrays.stream(shape()).reduce(1, (a, b) -> a * b);
  }

  @Override
  public boolean real() {
    return true;
  }

  @Override
  public Problem unusable() {
    throw new IllegalStateException(name + " can be read");
  }

  @Override
  public NDArray read(NDManager manager) {
    var all = new BitSet();
    all.set(0, Math.toIntExact(shape()[0]));
    var matrix = empty(manager);
    copy(all, matrix.toByteBuffer(true));
    if (manager.getDevice().equals(Device.cpu())) {
      return matrix;
    }
    try (matrix) {
      return matrix.toDevice(manager.getDevice(), true);
    }
  }

  @Override
  public RowTable table(NDManager manager) {
    return manager.getDevice().equals(Device.cpu())
        ? RowTable.onDemand(empty(manager), this::copy, this)
        : RowTable.whole(read(manager));
  }

  private NDArray empty(NDManager manager) {
    if (count() > Integer.MAX_VALUE / Float.BYTES) {
      throw new Problem(
          home.file() + ": tensor \"" + name + "\" is larger than 2 GiB, more than can be read.");
    }
    return manager.create(new Shape(shape()), DataType.FLOAT32, Device.cpu());
  }

  private void copy(BitSet rows, ByteBuffer memory) {
    if (rows.isEmpty()) {
      return;
    }
    int width = Math.toIntExact(count() / shape()[0]);
    var into = memory.duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer();
    for (int from = rows.nextSetBit(0); from >= 0; from = rows.nextSetBit(from)) {
      int to = Math.min(rows.nextClearBit(from), from + ROWS);
      var q = home.rows(name + Packing.CODES, from, to);
      var d = floats(scales.rows(name + Packing.SCALES, from, to));
      into.position(from * width);
      packing.widen(q, d, into);
      from = to;
    }
  }

  private float[] floats(ByteBuffer stored) {
    var number = scales.entry(name + Packing.SCALES).number().orElseThrow();
    var values = new float[Math.toIntExact(number.count(stored.remaining()))];
    number.floats(stored, java.nio.FloatBuffer.wrap(values));
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new Problem(
            scales.file()
                + ": tensor \""
                + name
                + Packing.SCALES
                + "\" holds "
                + value
                + "; only finite numbers are usable.");
      }
    }
    return values;
  }

  @Override
  public Map<String, TensorFile> parts() {
    var parts = new LinkedHashMap<String, TensorFile>();
    parts.put(name + Packing.CODES, home);
    parts.put(name + Packing.SCALES, scales);
    return parts;
  }
}
