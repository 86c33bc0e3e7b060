package lamina.tensor;

import ai.djl.ndarray.NDArray;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Optional;
import lamina.problem.Problem;

/**
 * A matrix (V, E) whose rows are read from their file when they are first needed: of a large
 * vocabulary a text uses little, and what isn't read takes neither time nor memory. Safe for
 * several threads.
 */
public final class RowTable {
  private final NDArray memory;
  private final Optional<Source> source;
  private final Optional<StoredTensor> origin;
  private final BitSet read = new BitSet();
  private boolean whole;

  /** Where rows come from. */
  interface Source {
    /**
     * Copies rows to their places.
     *
     * @param rows numbers of the rows
     * @param memory of the whole matrix, fp32
     * @throws Problem where the file changed since it was opened
     */
    void copy(BitSet rows, ByteBuffer memory);
  }

  private RowTable(NDArray memory, Optional<Source> source, Optional<StoredTensor> origin) {
    this.memory = memory;
    this.source = source;
    this.origin = origin;
    this.whole = source.isEmpty();
  }

  /** A matrix that is there. */
  public static RowTable whole(NDArray matrix) {
    return new RowTable(matrix, Optional.empty(), Optional.empty());
  }

  /**
   * A matrix to be read.
   *
   * @param memory (V, E) FLOAT32 on the CPU, of any values
   * @param origin the same matrix as its files hold it
   */
  static RowTable onDemand(NDArray memory, Source source, StoredTensor origin) {
    return new RowTable(memory, Optional.of(source), Optional.of(origin));
  }

  /**
   * The matrix as its files hold it, as long as it is read on demand: nobody changes its numbers
   * then. Nothing of a matrix that is there whole.
   */
  public synchronized Optional<StoredTensor> origin() {
    return whole ? Optional.empty() : origin;
  }

  /** The matrix; rows that nobody needed yet hold anything. */
  public NDArray memory() {
    return memory;
  }

  /** The matrix, all of it read. */
  synchronized NDArray all() {
    if (!whole) {
      var rest = new BitSet();
      rest.set(0, Math.toIntExact(memory.getShape().get(0)));
      rest.andNot(read);
      copy(rest);
      whole = true;
    }
    return memory;
  }

  /**
   * Reads the rows of some ids, as far as they weren't read before.
   *
   * @throws Problem where an id has no row, or the file changed since it was opened
   */
  public synchronized void need(NDArray ids) {
    if (whole) {
      return;
    }
    long count = memory.getShape().get(0);
    var missing = new BitSet();
    for (long id : ids.toLongArray()) {
      if (id < 0 || id >= count) {
        throw new Problem(
            "A piece has id " + id + "; the word embeddings have rows 0 to " + (count - 1) + ".");
      }
      missing.set((int) id);
    }
    missing.andNot(read);
    if (!missing.isEmpty()) {
      copy(missing);
    }
  }

  private void copy(BitSet rows) {
    source.orElseThrow().copy(rows, memory.toByteBuffer(true)); // refused once it is closed
    read.or(rows);
  }
}
