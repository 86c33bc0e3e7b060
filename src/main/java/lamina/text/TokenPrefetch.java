package lamina.text;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Tokenises many inputs in windows: the next one on another thread, while the last is computed
 * with. Memory holds two windows, however many inputs there are.
 */
public final class TokenPrefetch implements Iterator<List<WindowedInput>>, AutoCloseable {
  private final Tokenizer tokenizer;
  private final List<Input> inputs;
  private final int window;
  private int end;

  /** Null behind the last window. */
  private @Nullable CompletableFuture<List<WindowedInput>> next;

  private volatile boolean closed;

  /**
   * Begins with the first window.
   *
   * @param tokenizer stays open until this is closed
   * @param window inputs at a time, 1 or more
   */
  public TokenPrefetch(Tokenizer tokenizer, List<Input> inputs, int window) {
    this.tokenizer = tokenizer;
    this.inputs = inputs;
    this.window = window;
    begin();
  }

  private void begin() {
    int from = end;
    end = Math.min(inputs.size(), from + window);
    var part = inputs.subList(from, end);
    next = part.isEmpty() ? null : CompletableFuture.supplyAsync(() -> read(part));
  }

  /** On all cores: before the first window nothing else can be done. */
  private List<WindowedInput> read(List<Input> part) {
    return part.parallelStream().map(this::read).toList();
  }

  private WindowedInput read(Input input) {
    if (closed) {
      throw new CancellationException(); // nobody waits for it
    }
    return tokenizer.read(input);
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  /** The next window's inputs, in their order. */
  @Override
  public List<WindowedInput> next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    try {
      var readings = next.join();
      begin();
      return readings;
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Stops and waits for what runs, so that the tokenizer can be closed. */
  @Override
  public void close() {
    closed = true;
    if (next != null) {
      next.exceptionally(failure -> null).join();
    }
  }
}
