package lamina.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import lamina.problem.Problem;

/**
 * One safetensors file, memory-mapped. The header, every shape, offset and type are checked before
 * a number is read, so that a hostile file ends in a {@link Problem} and never in a crash.
 *
 * <p>The format: 8 bytes little-endian header length, a JSON header, then the tensors' bytes.
 */
public final class TensorFile {
  private static final long MAX_HEADER = 100_000_000;
  private static final int CHUNK = 1 << 14;
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

  /** Number types that are read. */
  enum Type {
    F32(4),
    F16(2),
    BF16(2),
    I64(8);

    final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }
  }

  private record Entry(Type type, long[] shape, long begin, long end) {
    long count() {
      return (end - begin) / type.bytes;
    }
  }

  private final Path file;
  private final long start;
  private final MemorySegment data;
  private final Map<String, Entry> entries;

  private TensorFile(Path file, long start, MemorySegment data, Map<String, Entry> entries) {
    this.file = file;
    this.start = start;
    this.data = data;
    this.entries = entries;
  }

  /**
   * Maps a file and checks its header.
   *
   * @throws Problem naming the file and, where one is at fault, the tensor
   */
  public static TensorFile open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new Problem(file + ": there is no such file; a safetensors file was expected.");
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size < 8) {
        throw broken(file, "it has " + size + " bytes, too few for a safetensors header");
      }
      var all = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, Arena.ofAuto());
      long header = all.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 0);
      if (header < 2 || header > size - 8 || header > MAX_HEADER) {
        throw broken(
            file, "its header claims " + header + " bytes, but the file has " + size + " in all");
      }
      var text =
          new String(all.asSlice(8, header).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
      var entries = entries(file, text, size - 8 - header);
      return new TensorFile(file, 8 + header, all.asSlice(8 + header), entries);
    } catch (IOException e) {
      throw new Problem(file + ": could not be read (" + e.getMessage() + ").", e);
    }
  }

  private static Problem broken(Path file, String what) {
    return new Problem(
        file + ": " + what + ". The file is truncated or no safetensors file; fetch it again.");
  }

  private static Map<String, Entry> entries(Path file, String header, long bytes) {
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(header);
    } catch (JacksonException e) {
      throw broken(file, "its header is no JSON (" + e.getOriginalMessage() + ")");
    }
    if (root == null || !root.isObject()) {
      throw broken(file, "its header is no JSON object");
    }
    var entries = new LinkedHashMap<String, Entry>();
    root.properties().stream()
        .filter(p -> !p.getKey().equals("__metadata__"))
        .forEach(p -> entries.put(p.getKey(), entry(file, p.getKey(), p.getValue(), bytes)));
    var byBegin = new ArrayList<>(entries.entrySet());
    byBegin.sort(Comparator.comparingLong(e -> e.getValue().begin));
    for (int i = 1; i < byBegin.size(); i++) {
      if (byBegin.get(i).getValue().begin < byBegin.get(i - 1).getValue().end) {
        throw broken(
            file,
            "tensors \""
                + byBegin.get(i - 1).getKey()
                + "\" and \""
                + byBegin.get(i).getKey()
                + "\" overlap");
      }
    }
    return entries;
  }

  private static Entry entry(Path file, String name, JsonNode node, long bytes) {
    var tensor = "tensor \"" + name + "\"";
    Type type;
    try {
      type = Type.valueOf(node.path("dtype").asText());
    } catch (IllegalArgumentException e) {
      throw new Problem(
          file
              + ": "
              + tensor
              + " is of type "
              + node.path("dtype").asText("?")
              + "; F32, F16, BF16 or I64 was expected.");
    }
    var shape = node.path("shape");
    var offsets = node.path("data_offsets");
    if (!shape.isArray() || !offsets.isArray() || offsets.size() != 2) {
      throw broken(file, tensor + " lacks a shape or its two data offsets");
    }
    var sizes = new long[shape.size()];
    long count = 1;
    try {
      for (int i = 0; i < sizes.length; i++) {
        if (!shape.get(i).isIntegralNumber() || shape.get(i).asLong() < 0) {
          throw broken(file, tensor + " has a shape that is no list of sizes");
        }
        sizes[i] = shape.get(i).asLong();
        count = Math.multiplyExact(count, sizes[i]);
      }
      count = Math.multiplyExact(count, type.bytes);
    } catch (ArithmeticException e) {
      throw broken(file, tensor + " has an impossible shape");
    }
    long begin = offsets.get(0).asLong(-1);
    long end = offsets.get(1).asLong(-1);
    if (begin < 0 || end < begin || end > bytes) {
      throw broken(file, tensor + " lies at bytes " + begin + " to " + end + " of only " + bytes);
    }
    if (end - begin != count) {
      throw broken(file, tensor + " has " + (end - begin) + " bytes; its shape needs " + count);
    }
    if (count / type.bytes * Math.max(type.bytes, 4) > Integer.MAX_VALUE) {
      throw new Problem(
          file + ": " + tensor + " is larger than 2 GiB in fp32, more than can be read.");
    }
    return new Entry(type, sizes, begin, end);
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
  String sample() {
    try {
      return TensorSample.of(
          file,
          start,
          entries.values().stream().map(e -> new long[] {start + e.begin, start + e.end})
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
  long count(String name) {
    return entries.containsKey(name) ? entries.get(name).count() : 0;
  }

  /**
   * A tensor as FLOAT32, or INT64 where it holds integers. F32 and I64 lie in the mapped file and
   * are read-only; F16 and BF16 are widened into memory of their own.
   *
   * @throws Problem where it isn't there or holds NaN or an infinity
   */
  public NDArray read(NDManager manager, String name) {
    var e = entries.get(name);
    if (e == null) {
      throw new Problem(file + ": tensor \"" + name + "\" is missing.");
    }
    var bytes = data.asSlice(e.begin, e.end - e.begin);
    var shape = new Shape(e.shape);
    return switch (e.type) {
      case I64 -> manager.create(mapped(bytes), shape, DataType.INT64);
      case F32 -> {
        if (largest(e) >= INFINITY) {
          var floats = mapped(bytes).asFloatBuffer();
          for (int i = 0; i < floats.limit(); i++) {
            checkFinite(name, floats.get(i));
          }
        }
        yield manager.create(mapped(bytes), shape, DataType.FLOAT32);
      }
      case F16, BF16 -> {
        var buffer = outsideHeap(4 * e.count());
        var floats = buffer.asFloatBuffer();
        // By the piece in arrays: the first files are read before this is compiled.
        var bits = new short[CHUNK];
        var values = new float[CHUNK];
        for (long from = 0; from < e.count(); from += CHUNK) {
          int n = (int) Math.min(CHUNK, e.count() - from);
          MemorySegment.copy(bytes, SHORT, 2 * from, bits, 0, n);
          widen(bits, values, n, e.type);
          for (int i = 0; i < n; i++) {
            checkFinite(name, values[i]);
          }
          floats.put(values, 0, n);
        }
        yield manager.create(buffer, shape, DataType.FLOAT32);
      }
    };
  }

  private static void widen(short[] bits, float[] values, int n, Type type) {
    for (int i = 0; i < n; i++) {
      values[i] =
          type == Type.F16 ? Float.float16ToFloat(bits[i]) : Float.intBitsToFloat(bits[i] << 16);
    }
  }

  /**
   * The largest magnitude among floats, by its bits, whose order is that of the magnitudes: plain
   * enough for the compiler to take many at once, which a whole BERT's weights need.
   */
  private static int largest(MemorySegment floats) {
    int count = (int) (floats.byteSize() / Float.BYTES); // read() has less than 2 GiB
    int largest = 0;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, floats.get(INT, (long) Float.BYTES * i) & Integer.MAX_VALUE);
    }
    return largest;
  }

  /**
   * The same through a mapping of its own: what is looked at there isn't kept in memory, so that of
   * a large vocabulary only the rows in use are.
   */
  private int largest(Entry e) {
    try (var arena = Arena.ofConfined();
        var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return largest(
          channel.map(FileChannel.MapMode.READ_ONLY, start + e.begin, e.end - e.begin, arena));
    } catch (IOException x) {
      throw new Problem(file + ": could not be read (" + x.getMessage() + ").", x);
    }
  }

  /** A tensor's bytes as they lie in the mapped file; it has to be there. */
  RawTensor raw(String name) {
    var e = entries.get(name);
    return new RawTensor(e.type.name(), e.shape, data.asSlice(e.begin, e.end - e.begin));
  }

  private static ByteBuffer mapped(MemorySegment bytes) {
    var buffer = bytes.asByteBuffer().order(ByteOrder.nativeOrder());
    if (bytes.address() % 8 == 0) {
      return buffer;
    }
    return outsideHeap(buffer.remaining()).put(buffer).flip();
  }

  /** Memory outside of Java's heap, which a tensor takes as it is; freed with the tensor. */
  private static ByteBuffer outsideHeap(long size) {
    return Arena.ofAuto().allocate(size, 8).asByteBuffer().order(ByteOrder.nativeOrder());
  }

  private void checkFinite(String name, float value) {
    if (!Float.isFinite(value)) {
      throw new Problem(
          file + ": tensor \"" + name + "\" holds " + value + "; only finite numbers are usable.");
    }
  }
}
