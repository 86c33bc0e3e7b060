package lamina.similarity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.function.Supplier;

/**
 * Keeps the result of a short computation and frees what else it made. No scope may stay open while
 * others are let pass: whatever they make on the same thread would be freed with it.
 */
final class Kept {
  private Kept() {}

  /** The result of a computation, which from now on belongs to a manager. */
  static NDArray in(NDManager owner, Supplier<NDArray> work) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var result = work.get();
      NDScope.unregister(result);
      result.attach(owner);
      return result;
    }
  }
}
