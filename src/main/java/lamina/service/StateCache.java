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
  /** What an array takes beside its numbers, in Java and in the engine. */
  private static final long ARRAY_BYTES = 1024;

  /** What a word takes beside its letters. */
  private static final long WORD_BYTES = 64;

  /**
   * An input, encoded.
   *
   * @param manager owns the states
   * @param millis that encoding took
   */
  record Entry(Tokens tokens, HiddenStates states, NDManager manager, double millis) {
    /** Memory of the states, in fp32, and of the text. */
    long bytes() {
      long text = tokens == null ? 0 : tokens.words().stream().mapToLong(Entry::bytes).sum();
      return text
          + states.layers().stream()
              .mapToLong(layer -> ARRAY_BYTES + Float.BYTES * layer.size())
              .sum();
    }

    private static long bytes(String word) {
      return WORD_BYTES + 2L * Character.BYTES * word.length(); // in the text and by itself
    }
  }

  /** An entry and whether it was there before. */
  record Found(Entry entry, boolean cached) {}

  private record Key(String model, Input input) {}

  private final long mostBytes;
  private long bytes;
  private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * An empty cache; the newest input stays whatever its size.
   *
   * @param mostBytes most memory of their states, since a long text of a wide encoder takes
   *     thousands of times what a short one of a narrow encoder does
   */
  StateCache(long mostBytes) {
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
    var oldest = entries.entrySet().iterator();
    while (bytes > mostBytes && entries.size() > 1) {
      drop(oldest.next().getValue());
      oldest.remove();
    }
    return new Found(entry, false);
  }

  private void drop(Entry entry) {
    bytes -= entry.bytes(); // a closed array doesn't know its size any more
    entry.manager().close();
  }

  /** Frees the states of one model. */
  void remove(String model) {
    entries
        .entrySet()
        .removeIf(
            e -> {
              boolean its = e.getKey().model.equals(model);
              if (its) {
                drop(e.getValue());
              }
              return its;
            });
  }

  /** Memory of all states that are kept, in fp32. */
  long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    entries.values().forEach(e -> e.manager().close());
    entries.clear();
    bytes = 0;
  }
}
