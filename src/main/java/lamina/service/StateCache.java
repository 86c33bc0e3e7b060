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
  record Entry(Tokens tokens, HiddenStates states, NDManager manager, double millis) {}

  /** An entry and whether it was there before. */
  record Found(Entry entry, boolean cached) {}

  private record Key(String model, Input input) {}

  private final int capacity;
  private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  StateCache(int capacity) {
    this.capacity = capacity;
  }

  Found get(String model, Input input, Supplier<Entry> encode) {
    var key = new Key(model, input);
    var known = entries.get(key);
    if (known != null) {
      return new Found(known, true);
    }
    var entry = encode.get();
    entries.put(key, entry);
    if (entries.size() > capacity) {
      var oldest = entries.entrySet().iterator();
      oldest.next().getValue().manager().close();
      oldest.remove();
    }
    return new Found(entry, false);
  }

  @Override
  public void close() {
    entries.values().forEach(e -> e.manager().close());
    entries.clear();
  }
}
