package lamina.problem;

/**
 * Something a person can act on: the message names the file, line, tensor or setting, says what was
 * expected and what to do. It is shown as it stands; a stack trace never is.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A problem in plain words. */
  public Problem(String message) {
    super(message);
  }

  /** A problem in plain words with the exception behind it, which goes to the log only. */
  public Problem(String message, Throwable cause) {
    super(message, cause);
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
    if (cause instanceof Problem) {
      return cause.getMessage();
    }
    if (cause instanceof OutOfMemoryError) {
      return "Out of memory: close other programs, or choose a shorter text or a smaller model.";
    }
    var message = cause.getMessage();
    return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }
}
