package lamina.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of torch.save; checkpoints/pickles.py made them, and the same tensors in safetensors. */
class PickleFileTest {
  private static final Path ALL = Path.of("src/test/resources/checkpoints/pickles");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"storages.bin", "old.bin"})
  void everyViewHasTheNumbersThatPyTorchSees(String name) {
    var pickle = TensorFile.openPickle(ALL.resolve(name));
    var golden = TensorFile.open(ALL.resolve("storages.safetensors"));
    assertEquals(golden.names(), pickle.names());
    try (var manager = Torch.newManager()) {
      for (var tensor : golden.names()) {
        var raw = pickle.raw(tensor);
        assertEquals(golden.raw(tensor).type(), raw.type(), tensor);
        assertArrayEquals(golden.raw(tensor).shape(), raw.shape(), tensor);
        assertEquals(-1, golden.raw(tensor).bytes().mismatch(raw.bytes()), tensor);
        assertTrue(pickle.equal(tensor, golden), tensor);
        var expected = golden.read(manager, tensor);
        var found = pickle.read(manager, tensor);
        assertEquals(expected.getShape(), found.getShape(), tensor);
        assertEquals(expected.toByteBuffer(), found.toByteBuffer(), tensor);
      }
    }
    assertFalse(pickle.entry("transposed").inOrder(), "a view stays a view until it is read");
  }

  @Test
  void rowsOfAViewAreThoseThatPyTorchSees() {
    var pickle = TensorFile.openPickle(ALL.resolve("storages.bin"));
    var golden = TensorFile.open(ALL.resolve("storages.safetensors"));
    for (var name : new String[] {"whole", "transposed", "part", "stepped"}) {
      assertEquals(golden.rows(name, 1, 3), pickle.rows(name, 1, 3), name);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "system.bin | holds posix.system, which is code | nothing was executed",
        "old-system.bin | holds posix.system, which is code | nothing was executed",
        "object.bin | holds torch.nn.modules.linear.Linear, which is code |"
            + " safe_serialization=True",
        "nested.bin | \"epoch\", which is a number | state_dict()",
        "expanded.bin | doesn't fit its storage | fetch it again",
        "negative.bin | calls torch._utils._rebuild_tensor_v2 as torch.save never does | ",
        "storages.safetensors | none of the two forms | has to be called model.safetensors",
      })
  void whatIsNoTensorIsNamed(String name, String what, String advice) {
    refused(ALL.resolve(name), what, advice == null ? "" : advice);
  }

  private static void refused(Path file, String... said) {
    var problem = assertThrows(Problem.class, () -> TensorFile.openPickle(file));
    assertTrue(problem.getMessage().contains(file.toString()), problem.getMessage());
    for (var part : said) {
      assertTrue(problem.getMessage().contains(part), problem.getMessage());
    }
  }

  private interface Change {
    byte[] of(String name, byte[] content);
  }

  /** The archive packed again, as another program might. */
  private Path again(int method, Change change) throws IOException {
    var file = folder.resolve("again.bin");
    try (var in = new ZipFile(ALL.resolve("storages.bin").toFile());
        var out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var old : java.util.Collections.list(in.entries())) {
        var content = change.of(old.getName(), in.getInputStream(old).readAllBytes());
        var entry = new ZipEntry(old.getName());
        entry.setMethod(method);
        var sum = new CRC32();
        sum.update(content);
        entry.setCrc(sum.getValue());
        entry.setSize(content.length);
        if (method == ZipEntry.STORED) {
          entry.setCompressedSize(content.length);
        }
        out.putNextEntry(entry);
        out.write(content);
      }
    }
    return file;
  }

  @Test
  void anArchiveOfAnotherProgramIsReadWhereItsFilesAreStored() throws IOException {
    var file = TensorFile.openPickle(again(ZipEntry.STORED, (name, content) -> content));
    assertTrue(file.equal("cube", TensorFile.open(ALL.resolve("storages.safetensors"))));
    refused(again(ZipEntry.DEFLATED, (name, content) -> content), "packed or encrypted");
  }

  @Test
  void anotherOrderOfBytesIsRefused() throws IOException {
    refused(
        again(
            ZipEntry.STORED,
            (name, content) ->
                name.endsWith("byteorder") ? "big".getBytes(StandardCharsets.UTF_8) : content),
        "little byte order was expected");
  }

  @Test
  void aStorageOfAnotherSizeIsRefused() throws IOException {
    refused(
        again(
            ZipEntry.STORED,
            (name, content) -> name.endsWith("data/0") ? new byte[content.length - 4] : content),
        "isn't there in its size");
  }

  /** What a file claims costs nothing before it is borne out. */
  @ParameterizedTest
  @CsvSource({
    "X, ffffff7f", // a text of 2 GiB
    "\u008d, ffffffffffffff7f", // and of more
    "\u008a, ff01", // a whole number of 255 bytes
    "T, ffffffff",
    "h, 07", // what nobody kept
    "t, ''", // a tuple that nobody began
    "R, ''",
    "(R, ''", // arguments from below a mark
    "}}s, ''",
    "}]Ns, ''", // a list as a key
    "o, ''",
    "\u0080, 09",
  })
  void aHostilePickleIsRefusedInWords(String operations, String operand) {
    var bytes = new ArrayList<Byte>();
    for (char c : operations.toCharArray()) {
      bytes.add((byte) c);
    }
    for (byte b : java.util.HexFormat.of().parseHex(operand)) {
      bytes.add(b);
    }
    bytes.add((byte) '.');
    var all = ByteBuffer.allocate(bytes.size());
    bytes.forEach(all::put);
    var problem = assertThrows(Problem.class, () -> Pickle.read(Path.of("x.bin"), all.flip()));
    assertTrue(problem.getMessage().startsWith("x.bin: "), problem.getMessage());
  }

  /** A byte each, but fifty in memory. */
  @ParameterizedTest
  @ValueSource(strings = {"}", "}\u0094", "(", "]", "0"})
  void manyValuesAreRefusedBeforeTheyFillMemory(String operations) {
    var all = operations.repeat(1_000_000).getBytes(StandardCharsets.ISO_8859_1);
    var problem =
        assertThrows(Problem.class, () -> Pickle.read(Path.of("x.bin"), ByteBuffer.wrap(all)));
    assertTrue(
        problem.getMessage().contains(operations.equals("0") ? "operation 30" : "more than 500000"),
        problem.getMessage());
  }

  @Test
  void aListThatHoldsItselfIsNoTensor() {
    var bytes = "]q\0h\0a.".getBytes(StandardCharsets.ISO_8859_1);
    assertTrue(Pickle.read(Path.of("x"), ByteBuffer.wrap(bytes)) instanceof java.util.List);
  }

  @Test
  void aFileCutAnywhereIsRefused() throws IOException {
    for (var name : new String[] {"storages.bin", "old.bin"}) {
      var whole = Files.readAllBytes(ALL.resolve(name));
      for (int length = 0; length < whole.length; length += 7) {
        var file = folder.resolve("cut.bin");
        Files.write(file, java.util.Arrays.copyOf(whole, length));
        refused(file);
      }
    }
  }

  @Test
  void aFileThatIsWrittenWhileItIsReadIsSaid() throws IOException {
    var file = Files.copy(ALL.resolve("storages.bin"), folder.resolve("w.bin"));
    var opened = TensorFile.openPickle(file);
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, java.util.Arrays.copyOf(bytes.array(), bytes.capacity() - 1));
    var problem = assertThrows(Problem.class, () -> opened.raw("transposed").bytes());
    assertTrue(problem.getMessage().contains("changed"), problem.getMessage());
  }

  @Test
  void theSampleTellsOtherNumbers() throws IOException {
    var file = TensorFile.openPickle(ALL.resolve("storages.bin"));
    var bytes = Files.readAllBytes(ALL.resolve("storages.bin"));
    var cube = file.entry("cube");
    bytes[(int) cube.begin() + 5] ^= 1;
    var other = Files.write(folder.resolve("other.bin"), bytes);
    assertFalse(file.sample().equals(TensorFile.openPickle(other).sample()));
    assertEquals(file.sample(), TensorFile.openPickle(ALL.resolve("storages.bin")).sample());
  }
}
