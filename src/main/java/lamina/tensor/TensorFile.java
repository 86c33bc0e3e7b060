package lamina.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import lamina.files.ForeignFile;
import lamina.files.RegularFile;
import lamina.problem.Problem;
import lamina.tensor.TensorHeader.Entry;
import org.jspecify.annotations.Nullable;

/**
 * One file of tensors: safetensors, or what torch.save wrote. The header, every shape and offset
 * are checked before a number is read, so that a hostile file ends in a {@link Problem} and never
 * in a crash. Tensors are copied into memory of their own: a file that is cut or overwritten later
 * changes no number in use.
 *
 * <p>The format of safetensors: 8 bytes little-endian header length, a JSON header, then the
 * tensors' bytes. {@link PickleFile} has the other.
 */
public final class TensorFile {
  private static final long MAX_HEADER = 100_000_000;

  /** Bytes that are read at once: what is checked then is still in the processor's cache. */
  private static final int CHUNK = 1 << 18;

  private static final int PAGE = 4096;

  private final Path file;
  private final Stamp stamp;
  private final long start;
  private final long[] header;
  private final Map<String, Entry> entries;

  /** What tells a file from another that later lies under its name. */
  private record Stamp(long size, FileTime modified, Object key) {
    static Stamp of(Path file) throws IOException {
      var found = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(found.size(), found.lastModifiedTime(), found.fileKey());
    }
  }

  /**
   * A file that was looked at.
   *
   * @param start what the entries' places are counted from
   * @param header begin and end of what describes the tensors
   */
  private TensorFile(
      Path file, Stamp stamp, long start, long[] header, Map<String, Entry> entries) {
    this.file = file;
    this.stamp = stamp;
    this.start = start;
    this.header = header;
    this.entries = entries;
  }

  /**
   * Reads and checks a file's header.
   *
   * @throws Problem naming the file and, where one is at fault, the tensor
   */
  public static TensorFile open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new Problem(file + ": there is no such file; a safetensors file was expected.");
    }
    try (var channel = RegularFile.channel(file)) {
      var stamp = Stamp.of(file);
      long size = channel.size();
      var begin = ByteBuffer.allocate((int) Math.min(size, ForeignFile.BEGIN));
      fill(file, channel, 0, begin);
      ForeignFile.refuse(file, begin.array());
      if (size < 8) {
        throw TensorHeader.broken(
            file, "it has " + size + " bytes, too few for a safetensors header");
      }
      var length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      fill(file, channel, 0, length);
      long header = length.getLong(0);
      if (header < 2 || header > size - 8 || header > MAX_HEADER) {
        throw TensorHeader.broken(
            file, "its header claims " + header + " bytes, but the file has " + size + " in all");
      }
      var text = ByteBuffer.allocate((int) header);
      fill(file, channel, 8, text);
      var entries = TensorHeader.read(file, text.array(), size - 8 - header);
      return new TensorFile(file, stamp, 8 + header, new long[] {0, 8 + header}, entries);
    } catch (IOException e) {
      throw new Problem(file + ": could not be read (" + e.getMessage() + ").", e);
    }
  }

  /**
   * Reads and checks what a file of torch.save says of its tensors; nothing in it is executed.
   *
   * @throws Problem naming the file and what in it isn't a tensor, or is damaged
   */
  public static TensorFile openPickle(Path file) {
    try (var channel = RegularFile.channel(file)) {
      var stamp = Stamp.of(file);
      var begin = ByteBuffer.allocate((int) Math.min(channel.size(), ForeignFile.BEGIN));
      fill(file, channel, 0, begin);
      ForeignFile.refuseOther(file, begin.array());
      var content = PickleFile.read(file, channel);
      var header = new long[] {content.begin(), content.end()};
      return new TensorFile(file, stamp, 0, header, content.entries());
    } catch (IOException e) {
      throw new Problem(file + ": could not be read (" + e.getMessage() + ").", e);
    }
  }

  /** Reads as many bytes as a buffer has place for. */
  private static void fill(Path file, FileChannel channel, long from, ByteBuffer into)
      throws IOException {
    long at = from;
    while (into.hasRemaining()) {
      int read = channel.read(into, at);
      if (read < 0) {
        throw changed(file);
      }
      at += read;
    }
  }

  private static Problem changed(Path file) {
    return new Problem(
        file
            + ": changed while it was being read; another program writes it. Open it again when"
            + " that program is done.");
  }

  /** The file. */
  public Path file() {
    return file;
  }

  /**
   * A checksum of its header and of parts of every tensor, which tells other weights in no time.
   *
   * @throws Problem where it can't be read any more
   */
  public String sample() {
    try {
      return TensorSample.of(
          file,
          header[0],
          header[1],
          entries.values().stream().map(e -> new long[] {start + e.begin(), start + e.end()})
              ::iterator);
    } catch (IOException e) {
      throw new Problem(file + ": could not be read (" + e.getMessage() + ").", e);
    }
  }

  /** Names of all tensors. */
  public SortedSet<String> names() {
    return new TreeSet<>(entries.keySet());
  }

  /** Whether there is a tensor of that name. */
  boolean has(String name) {
    return entries.containsKey(name);
  }

  /** Number of values in a tensor; 0 where it isn't there. */
  public long count(String name) {
    return entries.containsKey(name) ? entries.get(name).count() : 0;
  }

  /** What the header says of a tensor. */
  public Entry entry(String name) {
    var entry = entries.get(name);
    if (entry == null) {
      throw new Problem(file + ": tensor \"" + name + "\" is missing.");
    }
    return entry;
  }

  /**
   * A tensor as FLOAT32, or INT64 where it holds I64: F16 and BF16 are widened, F64 is rounded.
   *
   * @throws Problem where it isn't there, holds NaN or an infinity or numbers of another type, or
   *     where the file changed since it was opened
   */
  public NDArray read(NDManager manager, String name) {
    var entry = entry(name);
    var tensor = empty(manager, name);
    if (entry.count() > 0) {
      var memory = tensor.toByteBuffer(true);
      reading(file -> file.copy(name, entry, 0, entry.bytes(), memory));
    }
    if (manager.getDevice().equals(Device.cpu())) {
      return tensor;
    }
    try (tensor) {
      return tensor.toDevice(manager.getDevice(), true);
    }
  }

  /** Whether another file has a tensor of the same name, shape and first bytes. */
  boolean same(String name, TensorFile other) {
    if (!has(name) || !other.has(name)) {
      return false;
    }
    var mine = entry(name);
    var theirs = other.entry(name);
    return mine.type().equals(theirs.type())
        && Arrays.equals(mine.shape(), theirs.shape())
        && mine.bytes() == theirs.bytes()
        && begin(mine).equals(other.begin(theirs));
  }

  /** Whether another file has a tensor of the same name, shape and bytes. */
  public boolean equal(String name, TensorFile other) {
    return same(name, other) && raw(name).bytes().mismatch(other.raw(name).bytes()) < 0;
  }

  private ByteBuffer begin(Entry entry) {
    var begin = ByteBuffer.allocate((int) Math.min(PAGE, entry.bytes()));
    reading(open -> open.fill(entry, 0, begin));
    return begin.flip();
  }

  /** Why a tensor's numbers can't be used. */
  public Problem type(String name) {
    var type = entry(name).type();
    return new Problem(
        file
            + ": tensor \""
            + name
            + "\" is of type "
            + type
            + "; F32, F16, BF16 or F64 was expected."
            + (type.startsWith("F8") || type.endsWith("8") || type.startsWith("F4")
                ? " The weights are quantised, and their scales lie elsewhere: dequantise the model"
                    + " and save it again."
                : " Save the model again in one of these."));
  }

  /**
   * A matrix of floats whose rows are read as they are needed; on a GPU all of it at once.
   *
   * @throws Problem as {@link #read}
   */
  public RowTable table(NDManager manager, String name) {
    var entry = entry(name);
    boolean matrix =
        entry.shape().length == 2
            && entry.count() > 0
            && entry.inOrder()
            && entry.number().filter(NumberType::real).isPresent();
    if (!matrix || !manager.getDevice().equals(Device.cpu())) {
      return RowTable.whole(read(manager, name));
    }
    long row = entry.bytes() / entry.shape()[0];
    return RowTable.onDemand(
        empty(manager, name),
        (rows, memory) ->
            reading(
                file -> {
                  for (int i = rows.nextSetBit(0); i >= 0; i = rows.nextSetBit(i)) {
                    int end = rows.nextClearBit(i);
                    file.copy(name, entry, i * row, end * row, memory);
                    i = end;
                  }
                }),
        new PlainTensor(this, name));
  }

  /** Memory for a tensor; nothing is read yet. */
  private NDArray empty(NDManager manager, String name) {
    var entry = entry(name);
    var number =
        entry.number().filter(n -> n.real() || n == NumberType.I64).orElseThrow(() -> type(name));
    var type = number == NumberType.I64 ? DataType.INT64 : DataType.FLOAT32;
    if (entry.count() > Integer.MAX_VALUE / type.getNumOfBytes()) {
      throw new Problem(
          file + ": tensor \"" + name + "\" is larger than 2 GiB, more than can be read.");
    }
    return manager.create(new Shape(entry.shape()), type, Device.cpu());
  }

  /** Does something with the file's bytes, which have to be those of the file that was opened. */
  private void reading(Work work) {
    try (var channel = RegularFile.channel(file);
        var arena = Arena.ofConfined()) {
      work.with(new Open(channel, arena));
      if (!Stamp.of(file).equals(stamp)) {
        throw changed(file);
      }
    } catch (IOException e) {
      throw new Problem(file + ": could not be read (" + e.getMessage() + ").", e);
    }
  }

  private interface Work {
    void with(Open file) throws IOException;
  }

  /** The file while it is open. */
  private final class Open {
    private final FileChannel channel;
    private final Arena arena;
    private @Nullable ByteBuffer raw;
    private @Nullable ByteBuffer inOrder;

    Open(FileChannel channel, Arena arena) {
      this.channel = channel;
      this.arena = arena;
    }

    /**
     * Copies a part of a tensor to its place, as fp32 or, of integers, as it is.
     *
     * @param from first byte in the file, counted from the tensor's begin
     * @param to byte after the last
     * @param memory of the whole tensor
     */
    void copy(String name, Entry entry, long from, long to, ByteBuffer memory) throws IOException {
      var number = entry.number().orElseThrow();
      boolean same = !number.real() || number == NumberType.F32;
      for (long at = from; at < to; at += CHUNK) {
        int size = (int) Math.min(CHUNK, to - at);
        int first = Math.toIntExact(same ? at : Float.BYTES * number.count(at));
        var place =
            memory.slice(first, same ? size : Math.toIntExact(Float.BYTES * number.count(size)));
        if (same) {
          fill(entry, at, place.duplicate());
        } else {
          var bytes = bytes().limit(size);
          fill(entry, at, bytes);
          number.floats(bytes.flip(), FloatCheck.floats(place));
        }
        if (number.real()) {
          refuseInfinite(name, entry, place);
        }
      }
    }

    /**
     * Bytes of a tensor in the order of its numbers; of one tensor alone while the file is open.
     *
     * @param at first byte, counted from the tensor's begin
     */
    void fill(Entry entry, long at, ByteBuffer into) throws IOException {
      if (entry.inOrder()) {
        TensorFile.fill(file, channel, start + entry.begin() + at, into);
        return;
      }
      if (inOrder == null) {
        if (Math.max(entry.bytes(), entry.end() - entry.begin()) > Integer.MAX_VALUE - Long.BYTES) {
          throw new Problem(file + ": a tensor is larger than 2 GiB, more than can be read.");
        }
        var stored = ByteBuffer.allocate((int) (entry.end() - entry.begin()));
        TensorFile.fill(file, channel, start + entry.begin(), stored);
        int size = Math.toIntExact(entry.number().orElseThrow().bytes(1));
        inOrder = Strides.inOrder(stored.flip(), entry.shape(), entry.strides(), size);
      }
      into.put(inOrder.slice(Math.toIntExact(at), into.remaining()));
    }

    private ByteBuffer bytes() {
      if (raw == null) {
        raw = arena.allocate(CHUNK).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      }
      return raw.clear();
    }
  }

  private void refuseInfinite(String name, Entry entry, ByteBuffer memory) {
    var found = FloatCheck.infinite(memory);
    if (found.isPresent()) {
      throw new Problem(
          file
              + ": tensor \""
              + name
              + "\" holds "
              + found.get()
              + (entry.type().equals("F64") ? " in fp32" : "")
              + "; only finite numbers are usable.");
    }
  }

  /** A tensor as the file has it; it has to be there. */
  public RawTensor raw(String name) {
    var entry = entry(name);
    return new RawTensor(entry.type(), entry.shape(), entry.bytes(), () -> bytes(name, entry));
  }

  /**
   * The bytes of some rows of a tensor, little-endian.
   *
   * @param from number of the first row
   * @param to number of the row after the last
   */
  ByteBuffer rows(String name, int from, int to) {
    var entry = entry(name);
    long row = entry.bytes() / entry.shape()[0];
    var bytes = ByteBuffer.allocate(Math.toIntExact((to - from) * row));
    reading(open -> open.fill(entry, from * row, bytes));
    return bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
  }

  private MemorySegment bytes(String name, Entry entry) {
    if (entry.bytes() > Integer.MAX_VALUE) {
      throw new Problem(
          file + ": tensor \"" + name + "\" is larger than 2 GiB, more than can be copied.");
    }
    var memory = Arena.ofAuto().allocate(entry.bytes(), 8);
    reading(open -> open.fill(entry, 0, memory.asByteBuffer()));
    return memory;
  }
}
