package lamina.problem;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something a person can act on: the message names the file, line, tensor or setting, says what was
 * expected and what to do. It is shown as it stands; a stack trace never is.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 4000;

  /** A problem in plain words. */
  public Problem(String message) {
    super(readable(message));
  }

  /** A problem in plain words with the exception behind it, which goes to the log only. */
  public Problem(String message, @Nullable Throwable cause) {
    super(readable(message), cause);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /** What a file says may be endless, or steer a terminal; in a message it does neither. */
  private static String readable(String message) {
    var text = new StringBuilder();
    for (int i = 0; i < message.length() && i < LONGEST; i++) {
      char c = message.charAt(i);
      text.append(Character.isISOControl(c) && c != '\n' && c != '\t' ? '\uFFFD' : c);
    }
    return message.length() > LONGEST ? text.append(" …").toString() : text.toString();
  }

  /**
   * The sentence to show for any failure: a problem's own message, or for an unforeseen exception
   * its kind and message.
   */
  public static String inWords(Throwable failure) {
    var cause = failure;
    while ((cause instanceof java.util.concurrent.ExecutionException
            || cause instanceof java.util.concurrent.CompletionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof Problem problem) {
      return problem.getMessage();
    }
    if (cause instanceof OutOfMemoryError) {
      return "Out of memory: close other programs, or choose a shorter text or a smaller model.";
    }
    var message = cause.getMessage();
    return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }
}
