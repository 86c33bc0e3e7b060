package lamina.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Random;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files from outside: right numbers from good ones, a problem in words from all others. */
class TensorFileTest {
  @TempDir Path folder;

  private Path write(String header, byte[] data) throws IOException {
    var text = header.getBytes(StandardCharsets.UTF_8);
    var all = ByteBuffer.allocate(8 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    all.putLong(text.length).put(text).put(data);
    return Files.write(folder.resolve("x.safetensors"), all.array());
  }

  private Problem refused(Path file) {
    return assertThrows(
        Problem.class,
        () -> {
          try (var manager = Torch.newManager()) {
            var opened = TensorFile.open(file);
            opened.names().forEach(n -> opened.read(manager, n));
          }
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "not json | no JSON",
        "[1] | no JSON object",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,16]}} | of only",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}} | its shape needs 12",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,8]}} | no list of sizes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775807,4],\"data_offsets\":[0,8]}} |"
            + " impossible",
        "{\"a\":{\"dtype\":\"Q4\",\"shape\":[2],\"data_offsets\":[0,8]}} | Q4",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}} | data offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}} | lies at",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[2,6]}}"
            + " | overlap",
      })
  void hostileHeaders(String header, String said) throws IOException {
    var problem = refused(write(header, new byte[8]));
    assertTrue(problem.getMessage().contains("x.safetensors"), problem.getMessage());
    assertTrue(problem.getMessage().contains(said), problem.getMessage());
  }

  @Test
  void aHeaderLongerThanTheFile() throws IOException {
    var bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 40).array();
    assertTrue(
        refused(Files.write(folder.resolve("y"), bytes)).getMessage().contains("header claims"));
    assertTrue(
        refused(Files.write(folder.resolve("z"), new byte[3])).getMessage().contains("3 bytes"));
  }

  @Test
  void nanIsNamed() throws IOException {
    var data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(Float.NaN).array();
    var header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    assertTrue(refused(write(header, data)).getMessage().contains("\"w\" holds NaN"));
  }

  @Test
  void halvesAreWidened() throws IOException {
    var data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    data.putShort(Float.floatToFloat16(0.5f)).putShort(Float.floatToFloat16(-3));
    data.putShort((short) (Float.floatToIntBits(1.5f) >>> 16));
    data.putShort((short) (Float.floatToIntBits(-0.25f) >>> 16));
    var file =
        TensorFile.open(
            write(
                "{\"h\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]},"
                    + "\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[4,8]}}",
                data.array()));
    try (var manager = Torch.newManager()) {
      assertArrayEquals(new float[] {0.5f, -3}, file.read(manager, "h").toFloatArray());
      assertArrayEquals(new float[] {1.5f, -0.25f}, file.read(manager, "b").toFloatArray());
    }
  }

  private byte[] good(NDManager manager) throws IOException {
    var tensors = new LinkedHashMap<String, ai.djl.ndarray.NDArray>();
    tensors.put("a", manager.create(new float[] {1, 2, 3, 4}).reshape(2, 2));
    tensors.put("ids", manager.create(new long[] {7, -8}));
    var file = folder.resolve("good.safetensors");
    TensorWriter.write(file, tensors, Storage.FP32);
    return Files.readAllBytes(file);
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    try (var manager = Torch.newManager()) {
      good(manager);
      var file = TensorFile.open(folder.resolve("good.safetensors"));
      assertArrayEquals(new float[] {1, 2, 3, 4}, file.read(manager, "a").toFloatArray());
      assertArrayEquals(new long[] {7, -8}, file.read(manager, "ids").toLongArray());
      assertEquals(2, file.read(manager, "a").getShape().get(1));
    }
  }

  @Test
  void mutilatedFilesNeverGiveAnythingButProblems() throws IOException {
    try (var manager = Torch.newManager()) {
      var good = good(manager);
      var random = new Random(11);
      for (int i = 0; i < 500; i++) {
        var bytes = good.clone();
        for (int k = 0; k <= random.nextInt(4); k++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        var length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
        var file = Files.write(folder.resolve("m" + i), java.util.Arrays.copyOf(bytes, length));
        try (var scope = manager.newSubManager()) {
          var opened = TensorFile.open(file);
          opened.names().forEach(n -> opened.read(scope, n));
        } catch (Problem expected) {
          assertTrue(expected.getMessage().contains("m" + i), expected.getMessage());
        }
      }
    }
  }
}
