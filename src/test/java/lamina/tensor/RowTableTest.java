package lamina.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import lamina.problem.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are read when they are needed are those of the file, and no others are read. */
class RowTableTest {
  private static final int ROWS = 50;
  private static final int WIDTH = 7;

  @TempDir Path folder;
  private NDManager manager;
  private float[] values;

  @BeforeEach
  void open() {
    manager = Torch.newManager();
    values = new float[ROWS * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = i - 100; // exact in half precision
    }
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private RowTable table(boolean half) {
    var file = folder.resolve("w.safetensors");
    var tensors =
        Map.of(
            "w", manager.create(values).reshape(ROWS, WIDTH),
            "ids", manager.create(new long[] {1, 2, 3}));
    TensorWriter.write(file, tensors, half ? Storage.FP16 : Storage.FP32);
    var table = TensorFile.open(file).table(manager, "w");
    table.memory().set(new float[ROWS * WIDTH]); // what isn't read is something else
    return table;
  }

  private float[] row(RowTable table, int row) {
    return table.memory().get(new NDIndex(row + ",:")).toFloatArray();
  }

  private float[] expected(int row) {
    return java.util.Arrays.copyOfRange(values, row * WIDTH, (row + 1) * WIDTH);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void onlyRowsInUseAreRead(boolean half) {
    var table = table(half);
    table.need(manager.create(new long[] {49, 0, 7, 8, 9, 7}).reshape(2, 3));
    for (int row : new int[] {0, 7, 8, 9, 49}) {
      assertArrayEquals(expected(row), row(table, row));
    }
    assertArrayEquals(new float[WIDTH], row(table, 1), "nobody needed it");
    assertArrayEquals(values, table.all().toFloatArray());
  }

  @Test
  void whatSomebodyTookWholeIsNeverReadAgain() {
    var table = table(false);
    table.all().set(new float[ROWS * WIDTH]); // training writes into it
    table.need(manager.create(new long[] {3}));
    assertArrayEquals(new float[WIDTH], row(table, 3));
  }

  @Test
  void anIdBeyondTheRowsIsNamed() {
    var table = table(false);
    for (long id : new long[] {ROWS, -1}) {
      var ids = manager.create(new long[] {id});
      var message = assertThrows(Problem.class, () -> table.need(ids)).getMessage();
      assertTrue(message.contains("id " + id) && message.contains("0 to 49"), message);
    }
  }

  @Test
  void nanIsToldByTheFirstWhoNeedsIt() {
    values[3 * WIDTH + 2] = Float.NaN;
    var table = table(false);
    table.need(manager.create(new long[] {2, 4}));
    var message =
        assertThrows(Problem.class, () -> table.need(manager.create(new long[] {3}))).getMessage();
    assertTrue(message.contains("\"w\" holds NaN"), message);
    assertThrows(Problem.class, table::all);
  }

  @Test
  void aFileThatChangedIsToldAndRowsThatWereReadStay() throws IOException {
    var table = table(false);
    table.need(manager.create(new long[] {2}));
    var file = folder.resolve("w.safetensors");
    var bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(bytes.length - 4, 7);
    Files.write(folder.resolve("other"), bytes);
    Files.move(folder.resolve("other"), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    table.need(manager.create(new long[] {2}));
    var message =
        assertThrows(Problem.class, () -> table.need(manager.create(new long[] {3}))).getMessage();
    assertTrue(message.contains("w.safetensors") && message.contains("changed"), message);
  }
}
