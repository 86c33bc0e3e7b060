package lamina.service;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import lamina.problem.Problem;

/** Why there is no answer. */
public sealed interface Unanswered {
  /** A newer request of the same channel took its place while it waited. */
  record Replaced() implements Unanswered {}

  /** Somebody stopped it. */
  record Cancelled() implements Unanswered {}

  /**
   * It went wrong.
   *
   * @param cause a {@link Problem} where it can be told to a person as it is
   */
  record Failed(Throwable cause) implements Unanswered {}

  /** What went wrong, in a sentence for a person; empty where nothing did. */
  default String words() {
    return this instanceof Failed failed ? Problem.inWords(failed.cause()) : "";
  }

  /** The same; of what somebody stopped or replaced the given words. */
  default String words(String stopped) {
    return this instanceof Failed ? words() : stopped;
  }

  /** What the exceptional end of a {@link Ticket} or of another future means. */
  static Unanswered of(Throwable end) {
    return switch (end) {
      case CompletionException e when e.getCause() != null -> of(e.getCause());
      case ReplacedException e -> new Replaced();
      // Java wraps one that somebody waited for in another.
      case CancellationException e when e.getCause() instanceof ReplacedException -> new Replaced();
      case CancellationException e -> new Cancelled();
      default -> new Failed(end);
    };
  }
}
