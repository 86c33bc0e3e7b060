package lamina.cli;

import java.util.function.Supplier;
import lamina.problem.Problem;

/**
 * A command that can't mean anything: an argument names something that isn't there. Exit code 2.
 */
public final class UsageError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A wrong use for the reason that a problem says. */
  public UsageError(Problem problem) {
    super(problem.getMessage(), problem);
  }

  /** What an argument stands for; a problem with it is a wrong use of the command. */
  public static <T> T checked(Supplier<T> argument) {
    try {
      return argument.get();
    } catch (Problem e) {
      throw new UsageError(e);
    }
  }
}
