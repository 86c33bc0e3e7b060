package lamina.service;

import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import lamina.encoder.HiddenStates;
import lamina.text.Input;
import lamina.text.Tokens;

/** Hidden states of the inputs that were looked at last, so that another layer runs no encoder. */
final class StateCache implements AutoCloseable {
  /**
   * An input, encoded.
   *
   * @param manager owns the states
   * @param millis that encoding took
   */
  record Entry(Tokens tokens, HiddenStates states, NDManager manager, double millis) {
    /** Memory of the states, in fp32. */
    long bytes() {
      return states.layers().stream().mapToLong(layer -> Float.BYTES * layer.size()).sum();
    }
  }

  /** An entry and whether it was there before. */
  record Found(Entry entry, boolean cached) {}

  private record Key(String model, Input input) {}

  private final int capacity;
  private final long mostBytes;
  private long bytes;
  private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * An empty cache; the newest input stays whatever its size.
   *
   * @param capacity most inputs that are kept
   * @param mostBytes most memory of their states, since a long text of a wide encoder takes
   *     thousands of times what a short one of a narrow encoder does
   */
  StateCache(int capacity, long mostBytes) {
    this.capacity = capacity;
    this.mostBytes = mostBytes;
  }

  Found get(String model, Input input, Supplier<Entry> encode) {
    var key = new Key(model, input);
    var known = entries.get(key);
    if (known != null) {
      return new Found(known, true);
    }
    var entry = encode.get();
    entries.put(key, entry);
    bytes += entry.bytes();
    while (entries.size() > capacity || bytes > mostBytes && entries.size() > 1) {
      var oldest = entries.entrySet().iterator();
      var left = oldest.next().getValue();
      bytes -= left.bytes(); // a closed array doesn't know its size any more
      left.manager().close();
      oldest.remove();
    }
    return new Found(entry, false);
  }

  @Override
  public void close() {
    entries.values().forEach(e -> e.manager().close());
    entries.clear();
    bytes = 0;
  }
}
