package lamina.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import lamina.problem.Problem;

/** Writes safetensors files, whole or not at all. */
public final class TensorWriter {
  private TensorWriter() {}

  /**
   * Writes tensors in their order.
   *
   * @param file replaced only when everything is written
   * @param tensors FLOAT32 or INT64, by name
   * @param half whether FLOAT32 is stored as F16, half the size
   * @throws Problem where the file cannot be written
   */
  public static void write(Path file, Map<String, NDArray> tensors, boolean half) {
    var header = new LinkedHashMap<String, Object>();
    header.put("__metadata__", Map.of("format", "pt"));
    long at = 0;
    for (var t : tensors.entrySet()) {
      var array = t.getValue();
      boolean integer = array.getDataType() == DataType.INT64;
      long bytes = array.size() * (integer ? 8 : half ? 2 : 4);
      header.put(
          t.getKey(),
          Map.of(
              "dtype",
              integer ? "I64" : half ? "F16" : "F32",
              "shape",
              array.getShape().getShape(),
              "data_offsets",
              new long[] {at, at + bytes}));
      at += bytes;
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var temporary = file.resolveSibling(file.getFileName() + ".part");
      var json = new ObjectMapper().writeValueAsString(header);
      var text = (json + " ".repeat(-json.length() & 7)).getBytes(StandardCharsets.UTF_8);
      try (var out =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        writeAll(out, little(8).putLong(text.length));
        writeAll(out, ByteBuffer.allocate(text.length).put(text));
        for (var array : tensors.values()) {
          writeAll(out, bytes(array, half));
        }
        out.force(true);
      }
      Files.move(
          temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new Problem(file + ": could not be written (" + e.getMessage() + ").", e);
    }
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
    bytes.flip();
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private static ByteBuffer bytes(NDArray array, boolean half) {
    int n = Math.toIntExact(array.size());
    if (array.getDataType() == DataType.INT64) {
      var out = little(8 * n);
      for (long v : array.toLongArray()) {
        out.putLong(v);
      }
      return out;
    }
    var out = little((half ? 2 : 4) * n);
    for (float v : array.toFloatArray()) {
      if (half) {
        out.putShort(Float.floatToFloat16(v));
      } else {
        out.putFloat(v);
      }
    }
    return out;
  }
}
