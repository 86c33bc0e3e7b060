package lamina.tensor;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lamina.problem.Problem;

/**
 * Reads pickles as torch.save makes them of tensors, and executes nothing: it knows the few
 * operations and {@link PickleNames} that a state dict needs and refuses any other by its name.
 * What it takes of memory is bounded by the pickle's size.
 *
 * <p>Values are String, Long, BigInteger, Double, Boolean, {@link Nothing}, {@link Tuple}, List,
 * Map with keys that are String or Long, {@link Name}, {@link PickledTensor.Storage} and {@link
 * PickledTensor}.
 */
final class Pickle {
  /** Bytes that a pickle may have: of a thousand tensors it has some 150,000. */
  static final int MOST = 4 << 20;

  /** Values that a pickle may have: a tensor has some 25, in as little as a byte each. */
  private static final int MOST_VALUES = 500_000;

  private static final int NEWEST = 5;
  private static final int LONGEST = 120;

  /** Python's None. */
  enum Nothing {
    NONE
  }

  /** Python's tuple. */
  record Tuple(List<Object> items) {}

  /** The name of something that Python would import. */
  record Name(String path) {}

  private final Path file;
  private final ByteBuffer in;
  private final List<Object> stack = new ArrayList<>();
  private final ArrayDeque<Integer> marks = new ArrayDeque<>();
  private final Map<Integer, Object> memo = new HashMap<>();
  private int values;

  private Pickle(Path file, ByteBuffer in) {
    this.file = file;
    this.in = in;
  }

  /**
   * Reads one pickle.
   *
   * @param file named in messages
   * @param in at its begin; at its end afterwards
   * @throws Problem naming what no state dict needs, or saying that it is damaged
   */
  static Object read(Path file, ByteBuffer in) {
    var pickle = new Pickle(file, in.order(ByteOrder.LITTLE_ENDIAN));
    try {
      for (int code = in.get() & 0xff; code != '.'; code = in.get() & 0xff) {
        pickle.step(code);
      }
      return pickle.pop();
    } catch (BufferUnderflowException e) {
      throw pickle.broken("its pickle ends too early");
    }
  }

  /** A name from a file, short enough for a message and without control characters. */
  static String brief(String name) {
    var shown = name.codePoints().limit(LONGEST).map(c -> Character.isISOControl(c) ? '?' : c);
    var text =
        shown
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return name.length() > text.length() ? text + "…" : text;
  }

  private Problem broken(String what) {
    return PickleFile.broken(file, what);
  }

  /** What to tell of a name that isn't one of a tensor's parts. */
  private Problem code(String name) {
    return new Problem(
        file
            + ": holds "
            + brief(name)
            + ", which is code, or may be: a program that opens such a pickle may run it. Of a"
            + " pickle tensors alone are read here, and nothing was executed. If you know who made"
            + " the file, load it with Hugging Face's classes and save it with save_pretrained(...,"
            + " safe_serialization=True).");
  }

  private void step(int code) {
    switch (code) {
      case 0x80 -> version(in.get() & 0xff);
      case 0x95 -> in.getLong(); // the length of a frame, which says nothing that isn't known
      case '(' -> {
        count();
        marks.push(stack.size());
      }
      case ')' -> push(new Tuple(List.of()));
      case ']' -> push(new ArrayList<>());
      case '}' -> push(new LinkedHashMap<>());
      case 't' -> push(new Tuple(marked()));
      case 0x85, 0x86, 0x87 -> push(new Tuple(last(code - 0x84)));
      case 'a' -> append(last(1));
      case 'e' -> append(marked());
      case 's' -> set(last(2));
      case 'u' -> set(marked());
      case 'N' -> push(Nothing.NONE);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'J' -> push((long) in.getInt());
      case 'K' -> push((long) (in.get() & 0xff));
      case 'M' -> push((long) (in.getShort() & 0xffff));
      case 0x8a -> push(whole(bytes(in.get() & 0xff)));
      case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
      case 'X', 'T' -> push(text(in.getInt() & 0xffffffffL));
      case 0x8c, 'U' -> push(text(in.get() & 0xff));
      case 0x8d -> push(text(in.getLong()));
      case 'q' -> keep(in.get() & 0xff);
      case 'r' -> keep(in.getInt());
      case 0x94 -> keep(memo.size());
      case 'h' -> push(remembered(in.get() & 0xff));
      case 'j' -> push(remembered(in.getInt()));
      case 'c' -> push(name(line(), line()));
      case 0x93 -> {
        var both = last(2);
        push(name(text(both.get(0)), text(both.get(1))));
      }
      case 'R' -> {
        var both = last(2);
        push(made(both.get(0), tuple(both.get(1))));
      }
      case 'Q' -> push(storage(tuple(pop())));
      case 'b' -> attributes(last(2));
      case 'i' -> {
        name(line(), line());
        throw operation(code);
      }
      default -> throw operation(code);
    }
  }

  private Problem operation(int code) {
    var known =
        Map.of('i', "INST", 'o', "OBJ", '\u0081', "NEWOBJ", '\u0092', "NEWOBJ_EX", 'P', "PERSID");
    return new Problem(
        file
            + ": its pickle has the operation "
            + known.getOrDefault((char) code, "%02x".formatted(code))
            + ", which no tensors need: it holds other objects, or is damaged. Load it with Hugging"
            + " Face's classes, if you know who made it, and save it with save_pretrained(...,"
            + " safe_serialization=True); or fetch it again.");
  }

  private void version(int version) {
    if (version > NEWEST) {
      throw broken("its pickle claims version " + version + "; at most " + NEWEST + " is known");
    }
  }

  private void push(Object value) {
    count();
    stack.add(value);
  }

  private void keep(int place) {
    count();
    memo.put(place, peek());
  }

  private void count() {
    if (++values > MOST_VALUES) {
      throw broken("its pickle has more than " + MOST_VALUES + " values, too many for tensors");
    }
  }

  private int floor() {
    return marks.isEmpty() ? 0 : marks.peek();
  }

  private Object peek() {
    if (stack.size() <= floor()) {
      throw broken("its pickle is damaged");
    }
    return stack.getLast();
  }

  private Object pop() {
    var value = peek();
    stack.removeLast();
    return value;
  }

  private List<Object> last(int count) {
    if (stack.size() - count < floor()) {
      throw broken("its pickle is damaged");
    }
    return taken(stack.size() - count);
  }

  private List<Object> marked() {
    if (marks.isEmpty()) {
      throw broken("its pickle is damaged");
    }
    return taken(marks.pop());
  }

  private List<Object> taken(int from) {
    var top = stack.subList(from, stack.size());
    var values = List.copyOf(top);
    top.clear();
    return values;
  }

  private Object remembered(int place) {
    var value = memo.get(place);
    if (value == null) {
      throw broken("its pickle is damaged");
    }
    return value;
  }

  private byte[] bytes(long count) {
    if (count < 0 || count > in.remaining()) {
      throw broken("its pickle ends too early");
    }
    var bytes = new byte[(int) count];
    in.get(bytes);
    return bytes;
  }

  private String text(long count) {
    return new String(bytes(count), StandardCharsets.UTF_8);
  }

  /** A line, without its end. */
  private String line() {
    int from = in.position();
    while (in.get() != '\n') {
      continue;
    }
    var bytes = new byte[in.position() - from - 1];
    in.get(from, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A whole number, its lowest byte first. */
  private static Object whole(byte[] little) {
    if (little.length == 0) {
      return 0L;
    }
    var big = new byte[little.length];
    for (int i = 0; i < big.length; i++) {
      big[i] = little[little.length - 1 - i];
    }
    var number = new BigInteger(big);
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
  }

  private String text(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw broken("its pickle is damaged");
  }

  private Tuple tuple(Object value) {
    if (value instanceof Tuple tuple) {
      return tuple;
    }
    throw broken("its pickle is damaged");
  }

  private Name name(String module, String name) {
    var path = module + "." + name;
    if (!PickleNames.known(path)) {
      throw code(path);
    }
    return new Name(path);
  }

  @SuppressWarnings("unchecked") // lists are made here alone
  private void append(List<Object> values) {
    if (!(peek() instanceof List<?> list)) {
      throw broken("its pickle is damaged");
    }
    ((List<Object>) list).addAll(values);
  }

  @SuppressWarnings("unchecked") // maps are made here alone
  private void set(List<Object> values) {
    if (!(peek() instanceof Map<?, ?> map) || values.size() % 2 != 0) {
      throw broken("its pickle is damaged");
    }
    for (int i = 0; i < values.size(); i += 2) {
      var key = values.get(i);
      if (!(key instanceof String || key instanceof Long)) {
        throw broken("a name in it is neither a text nor a number");
      }
      ((Map<Object, Object>) map).put(key, values.get(i + 1));
    }
  }

  /** Attributes of a dict, its version say, are passed over; nothing else has any. */
  private void attributes(List<Object> both) {
    if (!(both.getFirst() instanceof Map)) {
      throw operation('b');
    }
    push(both.getFirst());
  }

  private PickledTensor.Storage storage(Tuple id) {
    var parts = id.items();
    if (parts.size() < 5
        || !parts.get(0).equals("storage")
        || !(parts.get(1) instanceof Name kind)
        || !(parts.get(2) instanceof String key)
        || !(parts.get(4) instanceof Long count)
        || count < 0) {
      throw broken("a storage in it isn't described as torch.save does");
    }
    if (parts.size() > 5 && parts.get(5) != Nothing.NONE) {
      throw broken("a storage in it is a part of another, as before PyTorch 0.4");
    }
    var type = PickleNames.storage(kind.path());
    if (type.isEmpty() && !PickleNames.bytes(kind.path())) {
      throw broken("a storage in it is of kind " + kind.path());
    }
    try {
      type.orElse(NumberType.U8).bytes(count);
    } catch (ArithmeticException e) {
      throw broken("a storage in it claims " + count + " numbers");
    }
    return new PickledTensor.Storage(key, type, count);
  }

  /** What a name makes of arguments. */
  private Object made(Object maker, Tuple arguments) {
    var path = maker instanceof Name name ? name.path() : "";
    var given = arguments.items();
    int count = given.size();
    if (path.equals(PickleNames.DICT) && count == 0) {
      return new LinkedHashMap<>();
    }
    if (path.equals(PickleNames.TENSOR) && count == 4
        || path.equals(PickleNames.TENSOR_2) && (count == 6 || count == 7 && plain(given.get(6)))) {
      return tensor(given, Optional.empty());
    }
    if (path.equals(PickleNames.TENSOR_3) && (count == 7 || count == 8 && plain(given.get(7)))) {
      return tensor(given, given.get(6) instanceof Name n ? PickleNames.type(n.path()) : none());
    }
    if (path.equals(PickleNames.PARAMETER)
        && count == 3
        && given.getFirst() instanceof PickledTensor tensor) {
      return tensor;
    }
    throw broken("it calls " + (path.isEmpty() ? "something" : path) + " as torch.save never does");
  }

  private static Optional<NumberType> none() {
    return Optional.empty();
  }

  /** Whether a tensor's numbers are what is stored: not negated or conjugated as they are read. */
  private static boolean plain(Object metadata) {
    return metadata == Nothing.NONE || metadata instanceof Map<?, ?> map && map.isEmpty();
  }

  private PickledTensor tensor(List<Object> given, Optional<NumberType> said) {
    if (given.get(0) instanceof PickledTensor.Storage storage
        && given.get(1) instanceof Long offset
        && given.get(2) instanceof Tuple sizes
        && given.get(3) instanceof Tuple strides) {
      var type = said.or(storage::type);
      if (type.isPresent() && (storage.type().isEmpty() || storage.type().equals(type))) {
        try {
          var tensor =
              PickledTensor.of(storage, type.get(), offset, numbers(sizes), numbers(strides));
          if (tensor.isPresent()) {
            return tensor.get();
          }
        } catch (ArithmeticException e) {
          throw broken("a tensor in it has an impossible shape");
        }
      }
    }
    throw broken("a tensor in it doesn't fit its storage");
  }

  private List<Long> numbers(Tuple tuple) {
    var numbers = new ArrayList<Long>();
    for (var item : tuple.items()) {
      if (!(item instanceof Long number)) {
        throw broken("a tensor in it has an impossible shape");
      }
      numbers.add(number);
    }
    return numbers;
  }
}
