package lamina.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackingTest {
  private static final int ROWS = 5000;

  @TempDir Path folder;

  private static RawTensor raw(String type, ByteBuffer bytes, long... shape) {
    return new RawTensor(
        type, shape, bytes.remaining(), () -> MemorySegment.ofBuffer(bytes.duplicate()));
  }

  /** A value is (bits - 8) times scale; low bits are the block's first half. */
  @Test
  void blocksOfFourBitsAreWidenedByTheirRule() throws IOException {
    var random = new Random(1);
    var codes = ByteBuffer.allocate(ROWS * 2 * 16);
    var scales = ByteBuffer.allocate(ROWS * 2 * 2).order(ByteOrder.LITTLE_ENDIAN);
    var expected = new float[ROWS * 64];
    for (int r = 0; r < ROWS; r++) {
      for (int block = 0; block < 2; block++) {
        short bits = Float.floatToFloat16(random.nextFloat() - 0.5f);
        scales.putShort(bits);
        for (int i = 0; i < 16; i++) {
          int low = random.nextInt(16);
          int high = random.nextInt(16);
          codes.put((byte) (high << 4 | low));
          expected[r * 64 + block * 32 + i] = (low - 8) * Float.float16ToFloat(bits);
          expected[r * 64 + block * 32 + 16 + i] = (high - 8) * Float.float16ToFloat(bits);
        }
      }
    }
    // numbers and scales in two files, as a large matrix has them
    var q = folder.resolve("q.safetensors");
    var d = folder.resolve("model.safetensors");
    TensorWriter.write(q, Map.of("w.q", raw("U8", codes.flip(), ROWS, 2, 16)));
    TensorWriter.write(d, Map.of("w.d", raw("F16", scales.flip(), ROWS, 2)));
    var homes = new LinkedHashMap<String, TensorFile>();
    homes.put("w.q", TensorFile.open(q));
    homes.put("w.d", TensorFile.open(d));
    var tensors = new WeightFiles(homes, java.util.Set.of(), java.util.List.of()).tensors();
    assertEquals(java.util.Set.of("w"), tensors.keySet());
    var packed = tensors.get("w");
    assertArrayEquals(new long[] {ROWS, 64}, packed.shape());
    try (var manager = Torch.newManager()) {
      assertArrayEquals(expected, packed.read(manager).toFloatArray());
      var table = packed.table(manager);
      assertTrue(table.origin().isPresent(), "nothing is read yet");
      table.need(manager.create(new long[] {7, 4999, 8, 7}));
      var memory = table.memory();
      for (int row : new int[] {7, 8, 4999}) {
        float[] got = memory.get(row).toFloatArray();
        for (int c = 0; c < 64; c++) {
          assertEquals(expected[row * 64 + c], got[c]);
        }
      }
      assertArrayEquals(expected, table.all().toFloatArray());
      assertTrue(table.origin().isEmpty(), "its numbers may change now");
    }
  }

  @Test
  void rowsOfEightBitsAreWithinHalfAStep() {
    var file = folder.resolve("model.safetensors");
    try (var manager = Torch.newManager()) {
      var matrix = manager.randomNormal(new Shape(300, 96)).mul(3);
      matrix.set(new ai.djl.ndarray.index.NDIndex("7"), 0);
      var vector = manager.randomNormal(new Shape(96));
      var tensors = new LinkedHashMap<String, ai.djl.ndarray.NDArray>();
      tensors.put("w.weight", matrix);
      tensors.put("w.bias", vector);
      tensors.put("conv.weight", matrix.reshape(300, 32, 3));
      TensorWriter.write(file, tensors, Storage.INT8);
      var read = WeightFiles.of(folder).tensors();
      assertEquals(java.util.Set.of("w.weight", "w.bias", "conv.weight"), read.keySet());
      try (var kernel = read.get("conv.weight").read(manager)) {
        assertEquals(new Shape(300, 32, 3), kernel.getShape());
        assertArrayEquals(read.get("w.weight").read(manager).toFloatArray(), kernel.toFloatArray());
      }
      assertArrayEquals(vector.toFloatArray(), read.get("w.bias").read(manager).toFloatArray());
      float[] a = matrix.toFloatArray();
      float[] b = read.get("w.weight").read(manager).toFloatArray();
      for (int r = 0; r < 300; r++) {
        float largest = 0;
        for (int c = 0; c < 96; c++) {
          largest = Math.max(largest, Math.abs(a[r * 96 + c]));
        }
        for (int c = 0; c < 96; c++) {
          assertEquals(a[r * 96 + c], b[r * 96 + c], largest / 127 * 0.5001f);
        }
      }
    }
  }

  @Test
  void namesThatEndAlikeButArentPackedStayWhatTheyAre() {
    try (var manager = Torch.newManager()) {
      var tensors = new LinkedHashMap<String, ai.djl.ndarray.NDArray>();
      tensors.put("w.q", manager.ones(new Shape(3, 4)));
      tensors.put("w.d", manager.ones(new Shape(3)));
      TensorWriter.write(folder.resolve("model.safetensors"), tensors, Storage.FP32);
      assertEquals(tensors.keySet(), WeightFiles.of(folder).tensors().keySet());
    }
  }

  @Test
  void aScaleThatIsNoNumberIsNamed() {
    var codes = ByteBuffer.allocate(2 * 8);
    var scales = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    scales.putFloat(1).putFloat(Float.NaN);
    var tensors = new LinkedHashMap<String, RawTensor>();
    tensors.put("w.q", raw("I8", codes, 2, 8));
    tensors.put("w.d", raw("F32", scales.flip(), 2));
    TensorWriter.write(folder.resolve("model.safetensors"), tensors);
    try (var manager = Torch.newManager()) {
      var packed = WeightFiles.of(folder).tensors().get("w");
      var problem = assertThrows(Problem.class, () -> packed.read(manager));
      assertTrue(problem.getMessage().contains("w.d"), problem.getMessage());
    }
  }
}
