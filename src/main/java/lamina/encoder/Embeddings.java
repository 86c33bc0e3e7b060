package lamina.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lamina.tensor.RowTable;
import lamina.tensor.Weights;

/**
 * Word, position and token type embeddings, summed and normalised.
 *
 * @param words (V, E)
 * @param positions (P, E)
 * @param types one row for each type of token, 1 or more; empty where the family has none
 */
record Embeddings(RowTable words, NDArray positions, Optional<NDArray> types, LayerNorm norm) {
  static Embeddings of(Weights weights, EncoderConfig config) {
    int e = config.hidden();
    var w = weights.under("embeddings.");
    return new Embeddings(
        w.table("word_embeddings.weight", config.vocabulary(), e),
        w.get("position_embeddings.weight", config.positions(), e),
        config.types() == 0
            ? Optional.empty()
            : Optional.of(w.get("token_type_embeddings.weight", config.types(), e)),
        LayerNorm.of(w, "LayerNorm", config));
  }

  /**
   * Words, positions, norm's weight and bias, and types where there are any. Of the words only the
   * rows of batches that were {@link #prepared} count.
   */
  List<NDArray> tensors() {
    var all = new ArrayList<>(List.of(words.memory(), positions, norm.weight(), norm.bias()));
    types.ifPresent(all::add);
    return all;
  }

  /**
   * A batch as the tables can take it: its words' rows are read, and where there is one type of
   * token all are of it, as in the second sentence of a pair.
   *
   * @throws lamina.problem.Problem where the weights' file changed since it was opened
   */
  Batch prepared(Batch batch) {
    words.need(batch.ids());
    boolean one = types.isPresent() && types.get().getShape().get(0) == 1;
    return one
        ? new Batch(batch.ids(), batch.types().zerosLike(), batch.mask(), batch.lengths())
        : batch;
  }

  /** (B, T) to (B, T, E). */
  NDArray apply(Batch batch, ForwardMode mode) {
    return apply(batch, Optional.empty(), mode);
  }

  /** The same; positions (B, T) where they aren't 0 to T - 1. */
  NDArray apply(Batch batch, Optional<NDArray> at, ForwardMode mode) {
    var ready = prepared(batch);
    var placed = at.map(p -> rows(p, positions)).orElseGet(() -> first(batch));
    var x = rows(ready.ids(), words.memory()).add(placed);
    if (types.isPresent()) {
      x = x.add(rows(ready.types(), types.get()));
    }
    return mode.dropout().apply(norm.apply(x));
  }

  /** (T, E) */
  private NDArray first(Batch batch) {
    var first = positions.get(new NDIndex("0:" + batch.ids().getShape().get(1)));
    first.attach(batch.ids().getManager()); // a view belongs to the batch, not to the model
    return first;
  }

  /** Their gradient is sparse: most rows of a vocabulary aren't in a batch. */
  private static NDArray rows(NDArray ids, NDArray table) {
    return Embedding.embedding(ids, table, SparseFormat.COO).singletonOrThrow();
  }
}
