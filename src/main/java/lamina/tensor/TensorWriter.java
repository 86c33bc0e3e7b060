package lamina.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import lamina.files.AtomicFile;

/** Writes safetensors files, whole or not at all. */
public final class TensorWriter {
  private static final int PIECE = 1 << 16;

  private TensorWriter() {}

  /**
   * Writes tensors in their order.
   *
   * @param file replaced only when everything is written
   * @param tensors FLOAT32 or INT64, by name
   * @throws lamina.problem.Problem where the file cannot be written
   */
  public static void write(Path file, Map<String, NDArray> tensors, Storage storage) {
    write(file, tensors, Map.of(), storage);
  }

  /**
   * Writes tensors in their order, and after them others as they are.
   *
   * @param tensors FLOAT32 or INT64, by name
   * @param raw by name
   */
  public static void write(
      Path file, Map<String, NDArray> tensors, Map<String, RawTensor> raw, Storage storage) {
    var parts = new LinkedHashMap<String, Part>();
    tensors.forEach((name, array) -> parts(name, array, storage, parts));
    raw.forEach((name, tensor) -> parts.put(name, part(tensor)));
    AtomicFile.write(file, content(parts));
  }

  /** Names of the tensors that a tensor is stored as. */
  public static List<String> names(String name, NDArray array, Storage storage) {
    return packed(array, storage)
        ? List.of(name + Packing.CODES, name + Packing.SCALES)
        : List.of(name);
  }

  /**
   * Matrices and kernels of convolutions alone are packed: the rest is small, and statistics of
   * BatchNorm want all bits.
   */
  private static boolean packed(NDArray array, Storage storage) {
    return storage == Storage.INT8
        && array.getDataType() == DataType.FLOAT32
        && (array.getShape().dimension() == 2 || array.getShape().dimension() == 3);
  }

  private static void parts(String name, NDArray array, Storage storage, Map<String, Part> parts) {
    long[] shape = array.getShape().getShape();
    if (packed(array, storage)) {
      int rows = Math.toIntExact(shape[0]);
      var halves =
          new Supplier<ByteBuffer[]>() {
            private ByteBuffer[] made = {};

            @Override
            public ByteBuffer[] get() {
              made = made.length > 0 ? made : Packing.rows(array.toFloatArray(), rows);
              return made;
            }
          };
      parts.put(name + Packing.CODES, new Part("I8", shape, array.size(), () -> halves.get()[0]));
      parts.put(
          name + Packing.SCALES,
          new Part("F32", new long[] {rows}, 4L * rows, () -> halves.get()[1]));
      return;
    }
    boolean half = storage == Storage.FP16;
    boolean integer = array.getDataType() == DataType.INT64;
    long size = array.size() * (integer ? 8 : half ? 2 : 4);
    parts.put(
        name,
        new Part(integer ? "I64" : half ? "F16" : "F32", shape, size, () -> bytes(array, half)));
  }

  /**
   * Writes tensors as they are, in their order.
   *
   * @param file replaced only when everything is written
   * @throws lamina.problem.Problem where the file cannot be written
   */
  public static void write(Path file, Map<String, RawTensor> tensors) {
    var parts = new LinkedHashMap<String, Part>();
    tensors.forEach((name, raw) -> parts.put(name, part(raw)));
    AtomicFile.write(file, content(parts));
  }

  /**
   * Writes tensors as they are unless there is such a file, which stays as it is.
   *
   * @throws lamina.problem.Problem where the file cannot be written
   */
  public static void writeNew(Path file, Map<String, RawTensor> tensors) {
    var parts = new LinkedHashMap<String, Part>();
    tensors.forEach((name, raw) -> parts.put(name, part(raw)));
    AtomicFile.writeNew(file, content(parts));
  }

  private static Part part(RawTensor raw) {
    return new Part(raw.type(), raw.shape(), raw.size(), () -> raw.bytes().asByteBuffer());
  }

  /** What a file holds of a tensor. */
  private record Part(String type, long[] shape, long size, Supplier<ByteBuffer> bytes) {}

  private static AtomicFile.Content content(Map<String, Part> parts) {
    var header = new LinkedHashMap<String, Object>();
    header.put("__metadata__", Map.of("format", "pt"));
    long at = 0;
    for (var p : parts.entrySet()) {
      var part = p.getValue();
      header.put(
          p.getKey(),
          Map.of(
              "dtype",
              part.type,
              "shape",
              part.shape,
              "data_offsets",
              new long[] {at, at + part.size}));
      at += part.size;
    }
    return out -> {
      var json = new ObjectMapper().writeValueAsBytes(header);
      int padding = -json.length & 7;
      out.write(little(8).putLong(json.length + padding).array());
      out.write(json);
      out.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
      for (var part : parts.values()) {
        write(part.bytes.get(), out);
      }
    };
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void write(ByteBuffer bytes, OutputStream out) throws IOException {
    var piece = new byte[PIECE];
    while (bytes.hasRemaining()) {
      int n = Math.min(PIECE, bytes.remaining());
      bytes.get(piece, 0, n);
      out.write(piece, 0, n);
    }
  }

  private static ByteBuffer bytes(NDArray array, boolean half) {
    int n = Math.toIntExact(array.size());
    if (array.getDataType() == DataType.INT64) {
      var out = little(8 * n);
      for (long v : array.toLongArray()) {
        out.putLong(v);
      }
      return out.flip();
    }
    var out = little((half ? 2 : 4) * n);
    for (float v : array.toFloatArray()) {
      if (half) {
        out.putShort(Float.floatToFloat16(v));
      } else {
        out.putFloat(v);
      }
    }
    return out.flip();
  }
}
