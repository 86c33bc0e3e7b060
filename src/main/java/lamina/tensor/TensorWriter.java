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
   * @param half whether FLOAT32 is stored as F16, half the size
   * @throws lamina.problem.Problem where the file cannot be written
   */
  public static void write(Path file, Map<String, NDArray> tensors, boolean half) {
    AtomicFile.write(file, content(parts(tensors, half)));
  }

  /**
   * Writes tensors in their order unless there is such a file, which stays as it is.
   *
   * @param half whether FLOAT32 is stored as F16, half the size
   * @throws lamina.problem.Problem where the file cannot be written
   */
  public static void writeNew(Path file, Map<String, NDArray> tensors, boolean half) {
    AtomicFile.writeNew(file, content(parts(tensors, half)));
  }

  private static Map<String, Part> parts(Map<String, NDArray> tensors, boolean half) {
    var parts = new LinkedHashMap<String, Part>();
    tensors.forEach(
        (name, array) -> {
          boolean integer = array.getDataType() == DataType.INT64;
          long size = array.size() * (integer ? 8 : half ? 2 : 4);
          parts.put(
              name,
              new Part(
                  integer ? "I64" : half ? "F16" : "F32",
                  array.getShape().getShape(),
                  size,
                  () -> bytes(array, half)));
        });
    return parts;
  }

  /**
   * Writes tensors as they are, in their order.
   *
   * @param file replaced only when everything is written
   * @throws lamina.problem.Problem where the file cannot be written
   */
  public static void write(Path file, Map<String, RawTensor> tensors) {
    var parts = new LinkedHashMap<String, Part>();
    tensors.forEach(
        (name, raw) ->
            parts.put(
                name,
                new Part(raw.type(), raw.shape(), raw.size(), () -> raw.bytes().asByteBuffer())));
    AtomicFile.write(file, content(parts));
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
