package lamina.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import lamina.problem.Problem;

/** A tensor as files hold it: plain numbers, or codes with their scales. No number is read yet. */
public sealed interface StoredTensor permits PlainTensor, PackedTensor {
  /** Its sizes. */
  long[] shape();

  /** Number of values. */
  long count();

  /** Whether its numbers can be read as floats. */
  boolean real();

  /** Why its numbers can't be used, where they aren't {@link #real}. */
  Problem unusable();

  /**
   * The tensor as FLOAT32, or INT64 where it holds I64.
   *
   * @throws Problem where a number isn't finite or of another type, or where a file changed since
   *     it was opened
   */
  NDArray read(NDManager manager);

  /**
   * A matrix of floats whose rows are read as they are needed; on a GPU all of it at once.
   *
   * @throws Problem as {@link #read}
   */
  RowTable table(NDManager manager);

  /** The tensors of the files that it is made of, by their stored names. */
  Map<String, TensorFile> parts();

  /** What messages name: the file that its numbers lie in. */
  TensorFile home();
}
