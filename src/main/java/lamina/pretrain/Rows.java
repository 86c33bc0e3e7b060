package lamina.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Optional;
import lamina.encoder.Batch;

/**
 * Inputs side by side, special tokens included, not yet padded.
 *
 * @param ids B rows of vocabulary ids
 * @param types token types of each piece; empty where all are 0
 * @param positions of each piece; empty where they are 0, 1, 2 and so on
 * @param pad id of the padding
 */
record Rows(int[][] ids, Optional<int[][]> types, Optional<int[][]> positions, int pad) {
  static Rows of(int[][] ids, int pad) {
    return new Rows(ids, Optional.empty(), Optional.empty(), pad);
  }

  /** The same with other ids. */
  Rows with(int[][] other) {
    return new Rows(other, types, positions, pad);
  }

  /** T, the longest row. */
  int width() {
    return Arrays.stream(ids).mapToInt(r -> r.length).max().orElseThrow();
  }

  /** Pieces in all, padding left out. */
  int pieces() {
    return Arrays.stream(ids).mapToInt(r -> r.length).sum();
  }

  /** Arrays of the manager. */
  Batch batch(NDManager manager) {
    int t = width();
    var mask = new float[ids.length * t];
    for (int i = 0; i < ids.length; i++) {
      Arrays.fill(mask, i * t, i * t + ids[i].length, 1);
    }
    return new Batch(
        padded(manager, ids, pad),
        types.map(rows -> padded(manager, rows, 0)).orElseGet(() -> zeros(manager)),
        manager.create(mask, new Shape(ids.length, t)),
        Arrays.stream(ids).mapToInt(r -> r.length).toArray());
  }

  /** Positions (B, T), where they are not the usual ones. */
  Optional<NDArray> positions(NDManager manager) {
    return positions.map(rows -> padded(manager, rows, 0));
  }

  private NDArray zeros(NDManager manager) {
    return manager.create(new long[ids.length * width()], new Shape(ids.length, width()));
  }

  private NDArray padded(NDManager manager, int[][] rows, int filler) {
    int t = width();
    var flat = new long[rows.length * t];
    Arrays.fill(flat, filler);
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        flat[i * t + j] = rows[i][j];
      }
    }
    return manager.create(flat, new Shape(rows.length, t));
  }
}
