package lamina.service;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Work that takes a while, for a window or a command. Whoever asks is told of exactly one end: the
 * answer, or why there is none. A window is told later, on its own thread; a command waits.
 */
public interface TaskRunner {
  /**
   * Asks the service.
   *
   * @param channel a newer request through it replaces this one while it waits
   * @param then told the answer
   * @param otherwise told why there is none, also where {@code then} failed
   */
  <R> Ticket<R> ask(
      Channel channel, Request<R> request, Consumer<R> then, Consumer<Unanswered> otherwise);

  /** Asks the service something that nothing replaces. */
  default <R> Ticket<R> ask(Request<R> request, Consumer<R> then, Consumer<Unanswered> otherwise) {
    return ask(new Channel("once"), request, then, otherwise);
  }

  /**
   * Does something that isn't the service's, reads a file, say.
   *
   * @param then told what came out
   * @param otherwise told why nothing did, also where {@code then} failed
   */
  <R> void read(Supplier<R> reading, Consumer<R> then, Consumer<Unanswered> otherwise);
}
