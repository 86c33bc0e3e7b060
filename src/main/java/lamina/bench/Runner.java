package lamina.bench;

import java.util.Optional;

/** A model that does what it is told and says how long it took. */
interface Runner extends AutoCloseable {
  /**
   * Does something.
   *
   * @param waiting called now and then while nothing has come back; may throw to stop
   * @throws lamina.problem.Problem where it can't be done
   */
  <R> R ask(BenchmarkRequest<R> order, Runnable waiting);

  /** Its process, where it has one of its own. */
  default Optional<ProcessHandle> process() {
    return Optional.empty();
  }

  @Override
  void close();
}
