package lamina.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lamina.tensor.RowTable;
import lamina.tensor.Weights;

/**
 * Word embeddings and, where the family has them, position and token type embeddings, summed and
 * normalised.
 *
 * @param words (V, E)
 * @param positions (P, E), rows before the first position included; empty where blocks know them
 * @param types one row for each type of token, 1 or more; empty where the family has none
 * @param projection (E, W) from their width to the hidden size, where these differ
 * @param masked whether padding has zeros
 * @param padding see {@link EncoderFamily#padding}
 */
record Embeddings(
    RowTable words,
    Optional<NDArray> positions,
    Optional<NDArray> types,
    Optional<NDArray> projection,
    LayerNorm norm,
    boolean masked,
    OptionalInt padding) {
  static final String WORDS = "word_embeddings.weight";
  static final String POSITIONS = "position_embeddings.weight";
  static final String TYPES = "token_type_embeddings.weight";

  static Embeddings of(Weights weights, EncoderConfig config) {
    int e = config.hidden();
    var family = config.family();
    var w = weights.under("embeddings.");
    return new Embeddings(
        w.table(WORDS, config.vocabulary(), e),
        Optional.of(w.get(POSITIONS, config.positions() + family.firstPosition(), e)),
        config.types() == 0 ? Optional.empty() : Optional.of(w.get(TYPES, config.types(), e)),
        Optional.empty(),
        LayerNorm.of(w, "LayerNorm", config),
        false,
        family.padding());
  }

  /** Names and shapes of BERT's. */
  static void tensors(EncoderConfig config, RandomWeights.Sink sink) {
    int e = config.hidden();
    int rows = config.positions() + config.family().firstPosition();
    sink.take("embeddings." + WORDS, config.vocabulary(), e);
    sink.take("embeddings." + POSITIONS, rows, e);
    if (config.types() > 0) {
      sink.take("embeddings." + TYPES, config.types(), e);
    }
    RandomWeights.pair(sink, "embeddings.LayerNorm", e);
  }

  /**
   * Words, positions, norm's weight and bias, and types, as far as there are any. Of the words only
   * the rows of batches that were {@link #prepared} count.
   */
  List<NDArray> tensors() {
    var all = new ArrayList<>(List.of(words.memory()));
    positions.ifPresent(all::add);
    all.addAll(List.of(norm.weight(), norm.bias()));
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
    var sum = sum(batch);
    var x = projection.isPresent() ? Linear.linear(sum, projection.get()).get(0) : sum;
    var normed = norm.apply(x);
    var kept = masked && batch.padded() ? normed.mul(batch.mask().expandDims(2)) : normed;
    return mode.dropout().apply(kept);
  }

  private NDArray sum(Batch batch) {
    var ready = prepared(batch);
    var x = rows(ready.ids(), words.memory());
    if (positions.isPresent()) {
      x = x.add(placed(ready.ids(), positions.get()));
    }
    if (types.isPresent()) {
      x = x.add(rows(ready.types(), types.get()));
    }
    return x;
  }

  /** (T, E), or (B, T, E) where padding isn't counted, wherever it stands and masked or not. */
  private NDArray placed(NDArray ids, NDArray table) {
    if (padding.isPresent()) {
      var counted = ids.neq(padding.getAsInt()).toType(DataType.INT64, false);
      return rows(counted.cumSum(1).mul(counted).add(padding.getAsInt()), table);
    }
    var first = table.get(new NDIndex("0:" + ids.getShape().get(1)));
    first.attach(ids.getManager()); // a view belongs to the batch, not to the model
    return first;
  }

  /** Their gradient is sparse: most rows of a vocabulary aren't in a batch. */
  private static NDArray rows(NDArray ids, NDArray table) {
    return Embedding.embedding(ids, table, SparseFormat.COO).singletonOrThrow();
  }
}
