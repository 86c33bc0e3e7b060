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
import java.util.function.Supplier;
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
    writeParts(file, parts);
  }

  /**
   * Writes tensors as they are, in their order.
   *
   * @param file replaced only when everything is written
   * @throws Problem where the file cannot be written
   */
  public static void write(Path file, Map<String, RawTensor> tensors) {
    var parts = new LinkedHashMap<String, Part>();
    tensors.forEach(
        (name, raw) ->
            parts.put(
                name,
                new Part(
                    raw.type(),
                    raw.shape(),
                    raw.bytes().byteSize(),
                    () -> raw.bytes().asByteBuffer())));
    writeParts(file, parts);
  }

  /** What a file holds of a tensor. */
  private record Part(String type, long[] shape, long size, Supplier<ByteBuffer> bytes) {}

  private static void writeParts(Path file, Map<String, Part> parts) {
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
    var temporary = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var json = new ObjectMapper().writeValueAsString(header);
      var text = (json + " ".repeat(-json.length() & 7)).getBytes(StandardCharsets.UTF_8);
      try (var out =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        writeAll(out, little(8).putLong(text.length).flip());
        writeAll(out, ByteBuffer.wrap(text));
        for (var part : parts.values()) {
          writeAll(out, part.bytes.get());
        }
        out.force(true);
      }
      Files.move(
          temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      var problem =
          new Problem(
              file
                  + ": could not be written ("
                  + e.getMessage()
                  + "); is there space on the device? What was there before is whole.",
              e);
      try {
        Files.deleteIfExists(temporary); // half a file would fill the device further
      } catch (IOException left) {
        problem.addSuppressed(left);
      }
      throw problem;
    }
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
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
