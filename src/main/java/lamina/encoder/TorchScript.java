package lamina.encoder;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
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
final class TorchScript {
  /** Of the archive's format; older ones have their operators rewritten as they are loaded. */
  private static final String VERSION = "10\n";

  private TorchScript() {}

  /**
   * Loads a module.
   *
   * @param manager owns it
   * @param resource beside this class: the text of {@code __torch__.py}
   * @param type name of the module's class in the text
   * @param attributes first values in the order in which the class declares them: Boolean, Integer,
   *     Double or an empty List
   */
  static PtSymbolBlock module(
      NDManager manager, String resource, String type, Map<String, Object> attributes) {
    try (var text = TorchScript.class.getResourceAsStream(resource)) {
      var archive = new ByteArrayInputStream(archive(text.readAllBytes(), type, attributes));
      return JniUtils.loadModule((PtNDManager) manager, archive, false, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a resource of the program and memory
    }
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
