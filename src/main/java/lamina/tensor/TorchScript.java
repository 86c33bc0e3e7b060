package lamina.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Modules from TorchScript text. The engine loads only archives, so that one is written around the
 * text: a zip of the code, of one pickled object and of no tensors.
 */
public final class TorchScript implements AutoCloseable {
  /** Of the archive's format; older ones have their operators rewritten as they are loaded. */
  private static final String VERSION = "10\n";

  /** Arrays of a name with brackets reach a script as one list. */
  private static final String LIST = "given[]";

  private final PtSymbolBlock module;

  private TorchScript(PtSymbolBlock module) {
    this.module = module;
  }

  /**
   * Loads a module.
   *
   * @param manager owns it
   * @param beside class beside which the resource lies
   * @param resource the text of {@code __torch__.py}; its class has one method, {@code forward},
   *     from a list of tensors to a list of tensors
   * @param type name of the module's class in the text
   * @param attributes first values in the order in which the class declares them: Boolean, Integer,
   *     Double or an empty List
   */
  public static TorchScript load(
      NDManager manager,
      Class<?> beside,
      String resource,
      String type,
      Map<String, Object> attributes) {
    try (var text = beside.getResourceAsStream(resource)) {
      var archive = new ByteArrayInputStream(archive(text.readAllBytes(), type, attributes));
      return new TorchScript(JniUtils.loadModule((PtNDManager) manager, archive, false, false));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a resource of the program and memory
    }
  }

  /**
   * Calls the module without recording gradients. What it changes it has to return too, or the
   * engine leaves the change out. Of the engine's ways to call a script only this one returns
   * tensors that can be used where gradients are recorded, and it names no method.
   */
  public NDList call(List<NDArray> given) {
    return Torch.withoutGradients(() -> record(given));
  }

  /** Calls the module; records gradients where the caller does. */
  public NDList record(List<NDArray> given) {
    var names = given.stream().map(NDArray::getName).toList();
    given.forEach(tensor -> tensor.setName(LIST));
    try {
      return IValueUtils.forward(module, new NDList(given), true);
    } finally {
      for (int i = 0; i < names.size(); i++) {
        given.get(i).setName(names.get(i));
      }
    }
  }

  /** Frees the module and what it made. */
  @Override
  public void close() {
    module.close();
  }

  private static byte[] archive(byte[] code, String type, Map<String, Object> attributes)
      throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      store(zip, "version", VERSION.getBytes(StandardCharsets.US_ASCII));
      store(zip, "data.pkl", pickle(type, attributes));
      store(zip, "code/__torch__.py", code);
      store(zip, "constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'}); // an empty tuple
    }
    return bytes.toByteArray();
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    var entry = new ZipEntry("lamina/" + name);
    var sum = new CRC32();
    sum.update(content);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /** Pickle, protocol 2: an object of the class with a dictionary of its attributes. */
  private static byte[] pickle(String type, Map<String, Object> attributes) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeShort(0x8002); // PROTO 2
    out.writeBytes("c__torch__\n" + type + "\n)"); // GLOBAL, EMPTY_TUPLE
    out.writeByte(0x81); // NEWOBJ
    out.writeBytes("}("); // EMPTY_DICT, MARK
    for (var attribute : attributes.entrySet()) {
      var name = attribute.getKey().getBytes(StandardCharsets.UTF_8);
      out.writeByte('X'); // BINUNICODE
      out.writeInt(Integer.reverseBytes(name.length));
      out.write(name);
      switch (attribute.getValue()) {
        case Boolean b -> out.writeByte(b ? 0x88 : 0x89); // NEWTRUE, NEWFALSE
        case Integer i -> {
          out.writeByte('J'); // BININT, little-endian
          out.writeInt(Integer.reverseBytes(i));
        }
        case Double d -> {
          out.writeByte('G'); // BINFLOAT, big-endian
          out.writeDouble(d);
        }
        case List<?> l when l.isEmpty() -> out.writeByte(']'); // EMPTY_LIST
        default ->
            throw new IllegalArgumentException(
                attribute.getKey() + " is " + attribute.getValue() + "; see the method's text");
      }
    }
    out.writeBytes("ub."); // SETITEMS, BUILD, STOP
    return bytes.toByteArray();
  }
}
