package lamina.tensor;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lamina.problem.Problem;
import lamina.tensor.TensorHeader.Entry;
import org.jspecify.annotations.Nullable;

/**
 * What a file of torch.save says of each tensor, every place checked against the file's size. Two
 * forms are read: the zip archive, which PyTorch writes since 1.6, and the row of pickles that it
 * wrote before, whose storages follow them.
 */
final class PickleFile {
  private static final int ZIP = 0x04034b50;
  private static final int PROTOCOL = 0x80;
  private static final String PICKLE = "/data.pkl";
  private static final BigInteger OLD_FORM = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long OLD_VERSION = 1001;
  private static final int LONGEST_ORDER = 16;

  private final Path file;
  private final FileChannel channel;
  private final long size;

  private PickleFile(Path file, FileChannel channel, long size) {
    this.file = file;
    this.channel = channel;
    this.size = size;
  }

  /**
   * What a file holds.
   *
   * @param entries the tensors by name; several may share bytes
   * @param begin first byte of the pickle that describes them
   * @param end the byte after it
   */
  record Content(Map<String, Entry> entries, long begin, long end) {}

  /**
   * Reads a file's description of its tensors, and no numbers.
   *
   * @throws Problem naming what isn't a tensor, or what is damaged
   */
  static Content read(Path file, FileChannel channel) throws IOException {
    var read = new PickleFile(file, channel, channel.size());
    if (read.size < Integer.BYTES) {
      throw broken(file, "it has only " + read.size + " bytes");
    }
    int begin = read.bytes(0, Integer.BYTES).getInt(0);
    if (begin == ZIP) {
      return read.zip();
    }
    if ((begin & 0xff) == PROTOCOL) {
      return read.old();
    }
    throw broken(
        file,
        "it begins like none of the two forms that torch.save writes; a safetensors file has to be"
            + " called "
            + WeightFiles.ONE);
  }

  /** A file whose bytes can't be what they should be. */
  static Problem broken(Path file, String what) {
    return new Problem(
        file
            + ": "
            + what
            + ". The file is damaged, or torch.save didn't make it of a model's weights; fetch it"
            + " again, or load it with Hugging Face's classes and save it with"
            + " save_pretrained(..., safe_serialization=True).");
  }

  private Content zip() throws IOException {
    Map<String, ZipIndex.Range> files;
    try {
      files = ZipIndex.read(channel);
    } catch (ZipIndex.Broken e) {
      throw broken(file, "it is a zip archive, but " + e.getMessage());
    }
    var found = files.entrySet().stream().filter(e -> e.getKey().endsWith(PICKLE)).toList();
    if (found.size() != 1) {
      throw broken(
          file, "it is a zip archive with " + found.size() + " files data.pkl; 1 was expected");
    }
    var name = found.getFirst().getKey();
    var folder = name.substring(0, name.length() - PICKLE.length());
    checkOrder(files.get(folder + "/byteorder"));
    var range = found.getFirst().getValue();
    if (range.bytes() > Pickle.MOST) {
      throw tooLarge(range.bytes());
    }
    var root = Pickle.read(file, bytes(range.begin(), (int) range.bytes()));
    var entries =
        entries(
            root,
            storage ->
                Optional.ofNullable(files.get(folder + "/data/" + storage.key()))
                    .filter(r -> r.bytes() == storage.bytes())
                    .map(ZipIndex.Range::begin));
    return new Content(entries, range.begin(), range.end());
  }

  private void checkOrder(ZipIndex.@Nullable Range order) throws IOException {
    if (order == null) {
      return; // before PyTorch 2.1 nobody said it, and it was that of nearly every machine
    }
    var bytes = bytes(order.begin(), (int) Math.min(LONGEST_ORDER, order.bytes()));
    var text = StandardCharsets.US_ASCII.decode(bytes).toString().strip();
    if (!text.equals("little")) {
      throw bigEndian();
    }
  }

  private Problem bigEndian() {
    return new Problem(
        file
            + ": its numbers begin with their highest byte, as on the machine that made it; little"
            + " byte order was expected. Load it with Hugging Face's classes and save it with"
            + " save_pretrained(..., safe_serialization=True).");
  }

  private Problem tooLarge(long bytes) {
    return broken(
        file, "its pickle has " + bytes + " bytes; at most " + Pickle.MOST + " describe tensors");
  }

  /** Magic number, version, machine, tensors, names of the storages, and then the storages. */
  private Content old() throws IOException {
    var in = bytes(0, (int) Math.min(size, Pickle.MOST));
    var magic = Pickle.read(file, in);
    if (!OLD_FORM.equals(magic) || !Long.valueOf(OLD_VERSION).equals(Pickle.read(file, in))) {
      throw broken(file, "it is a pickle, but none that torch.save made");
    }
    if (Pickle.read(file, in) instanceof Map<?, ?> machine
        && Boolean.FALSE.equals(machine.get("little_endian"))) {
      throw bigEndian();
    }
    var root = Pickle.read(file, in);
    if (!(Pickle.read(file, in) instanceof List<?> keys)) {
      throw broken(file, "it doesn't say which storages follow its pickle");
    }
    long end = in.position();
    var sizes = sizes(root);
    var begins = new HashMap<String, Long>();
    long at = end;
    for (var key : keys) {
      var storage = key instanceof String s ? sizes.get(s) : null;
      if (storage == null || begins.containsKey(storage.key())) {
        throw broken(file, "its storages aren't those of its tensors");
      }
      if (at > size - Long.BYTES || storage.bytes() > size - Long.BYTES - at) {
        throw broken(file, "storage " + Pickle.brief(storage.key()) + " goes beyond its end");
      }
      if (bytes(at, Long.BYTES).getLong(0) != storage.count()) {
        throw broken(file, "storage " + Pickle.brief(storage.key()) + " has another size");
      }
      begins.put(storage.key(), at + Long.BYTES);
      at += Long.BYTES + storage.bytes();
    }
    var entries = entries(root, s -> Optional.ofNullable(begins.get(s.key())));
    return new Content(entries, 0, end);
  }

  /** The storages by key. */
  private Map<String, PickledTensor.Storage> sizes(Object root) {
    var sizes = new HashMap<String, PickledTensor.Storage>();
    tensors(root)
        .values()
        .forEach(
            t -> {
              var before = sizes.put(t.storage().key(), t.storage());
              if (before != null && !before.equals(t.storage())) {
                throw broken(file, "its tensors contradict each other in a storage's size");
              }
            });
    return sizes;
  }

  private interface Places {
    /** First byte of a storage in the file; nothing where there is none of its size. */
    Optional<Long> of(PickledTensor.Storage storage);
  }

  private Map<String, Entry> entries(Object root, Places places) {
    var entries = new LinkedHashMap<String, Entry>();
    tensors(root)
        .forEach(
            (name, tensor) -> {
              long begin =
                  places
                      .of(tensor.storage())
                      .orElseThrow(
                          () ->
                              broken(
                                  file,
                                  "tensor \""
                                      + Pickle.brief(name)
                                      + "\" lies in storage "
                                      + Pickle.brief(tensor.storage().key())
                                      + ", which isn't there in its size"));
              entries.put(name, tensor.entry(begin));
            });
    return entries;
  }

  private Map<String, PickledTensor> tensors(Object root) {
    if (!(root instanceof Map<?, ?> map)) {
      throw notTensors("no names of tensors but " + what(root));
    }
    var tensors = new LinkedHashMap<String, PickledTensor>();
    map.forEach(
        (key, value) -> {
          if (!(key instanceof String name)) {
            throw notTensors("the number " + key + " as a name");
          }
          if (!(value instanceof PickledTensor tensor)) {
            throw notTensors("\"" + Pickle.brief(name) + "\", which is " + what(value));
          }
          tensors.put(name, tensor);
        });
    return tensors;
  }

  private Problem notTensors(String found) {
    return new Problem(
        file
            + ": holds "
            + found
            + "; tensors by name were expected, a model's state_dict(). A training's state, say, or"
            + " a whole object isn't read: save the model with save_pretrained(...,"
            + " safe_serialization=True).");
  }

  private static String what(Object value) {
    return switch (value) {
      case Map<?, ?> map -> "a dict";
      case List<?> list -> "a list";
      case Pickle.Tuple tuple -> "a tuple";
      case Pickle.Name name -> name.path();
      case PickledTensor tensor -> "one tensor";
      case PickledTensor.Storage storage -> "a storage";
      case String text -> "a text";
      case Pickle.Nothing nothing -> "None";
      default -> "a number";
    };
  }

  private ByteBuffer bytes(long from, int count) throws IOException {
    var bytes = ByteBuffer.allocate(count);
    for (long at = from; bytes.hasRemaining(); ) {
      int read = channel.read(bytes, at);
      if (read < 0) {
        throw broken(file, "it was cut while it was being read");
      }
      at += read;
    }
    return bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
  }
}
