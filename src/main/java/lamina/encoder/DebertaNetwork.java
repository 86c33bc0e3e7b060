package lamina.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv1d;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import lamina.engine.Engine;
import lamina.problem.Problem;
import lamina.tensor.Scalars;
import lamina.tensor.Weights;

/**
 * DeBERTa's blocks: BERT's, with attention that adds what a piece looks for in a distance, and a
 * distance in a piece, to what pieces look for in each other.
 *
 * @param distances (2S, E), the middle one of no distance
 * @param steps (2P - 1) INT64, of each distance from -(P - 1) on its row, counted from the middle
 */
record DebertaNetwork(
    EncoderConfig config,
    DebertaFamily.Settings settings,
    Embeddings embeddings,
    List<Block> blocks,
    Optional<NDArray> distances,
    Optional<LayerNorm> distanceNorm,
    Optional<Convolved> convolved,
    NDArray steps)
    implements Network {
  private static final String DISTANCES = "encoder.rel_embeddings";
  private static final String NORM = "encoder.LayerNorm";
  private static final String CONVOLUTION = "encoder.conv.conv";
  private static final String CONVOLUTION_NORM = "encoder.conv.LayerNorm";
  private static final String PROJECTION = "embeddings.embed_proj.weight";
  private static final String KEY = "attention.self.pos_key_proj";
  private static final String QUERY = "attention.self.pos_query_proj";

  /**
   * A block.
   *
   * @param plain what it has as BERT's has
   * @param key (E, E) of distances, for pieces that look for them
   * @param query (E, E) of distances that look for pieces
   */
  record Block(TransformerBlock plain, Optional<Dense> key, Optional<Dense> query) {}

  /**
   * What stands beside the first block.
   *
   * @param weight (E, E / groups, K)
   * @param bias (E)
   */
  record Convolved(NDArray weight, NDArray bias, LayerNorm norm) {}

  static DebertaNetwork of(EncoderConfig config, DebertaFamily.Settings settings, Weights weights) {
    int e = config.hidden();
    boolean relative = settings.relative();
    return new DebertaNetwork(
        config,
        settings,
        embeddings(config, settings, weights),
        IntStream.range(0, config.layers())
            .mapToObj(i -> block(weights.under(Encoder.blockName(config, i)), config, settings))
            .toList(),
        relative
            ? Optional.of(weights.get(DISTANCES + ".weight", settings.distances(), e))
            : Optional.empty(),
        settings.normed() ? Optional.of(LayerNorm.of(weights, NORM, config)) : Optional.empty(),
        settings
            .convolution()
            .map(
                c ->
                    new Convolved(
                        weights.get(CONVOLUTION + ".weight", e, e / c.groups(), c.size()),
                        weights.get(CONVOLUTION + ".bias", e),
                        LayerNorm.of(weights, CONVOLUTION_NORM, config))),
        steps(weights.manager(), config.positions(), settings.buckets(), settings.farthest()));
  }

  private static Embeddings embeddings(
      EncoderConfig config, DebertaFamily.Settings settings, Weights weights) {
    int e = config.hidden();
    int width = settings.width().orElse(e);
    var w = weights.under("embeddings.");
    return new Embeddings(
        w.table(Embeddings.WORDS, config.vocabulary(), width),
        settings.placed()
            ? Optional.of(w.get(Embeddings.POSITIONS, config.positions(), width))
            : Optional.empty(),
        config.types() == 0
            ? Optional.empty()
            : Optional.of(w.get(Embeddings.TYPES, config.types(), width)),
        settings.width().map(from -> weights.get(PROJECTION, e, from)),
        LayerNorm.of(w, "LayerNorm", config),
        true,
        OptionalInt.empty());
  }

  private static Block block(Weights w, EncoderConfig config, DebertaFamily.Settings settings) {
    int e = config.hidden();
    var plain = TransformerBlock.of(w, config);
    var attention = plain.attention();
    boolean to = settings.relative() && settings.toPosition();
    boolean from = settings.relative() && settings.fromPosition();
    boolean shared = settings.shared();
    return new Block(
        plain,
        to ? Optional.of(shared ? attention.key() : Dense.of(w, KEY, e, e)) : Optional.empty(),
        from
            ? Optional.of(shared ? attention.query() : Dense.of(w, QUERY, e, e))
            : Optional.empty());
  }

  static void tensors(
      EncoderConfig config, DebertaFamily.Settings settings, RandomWeights.Sink sink) {
    int e = config.hidden();
    int width = settings.width().orElse(e);
    sink.take("embeddings." + Embeddings.WORDS, config.vocabulary(), width);
    if (settings.placed()) {
      sink.take("embeddings." + Embeddings.POSITIONS, config.positions(), width);
    }
    if (config.types() > 0) {
      sink.take("embeddings." + Embeddings.TYPES, config.types(), width);
    }
    settings.width().ifPresent(from -> sink.take(PROJECTION, e, from));
    RandomWeights.pair(sink, "embeddings.LayerNorm", e);
    for (int i = 0; i < config.layers(); i++) {
      var block = Encoder.blockName(config, i);
      TransformerBlock.tensors(config, block, sink);
      if (settings.relative() && !settings.shared()) {
        if (settings.toPosition()) {
          RandomWeights.pair(sink, block + KEY, e, e);
        }
        if (settings.fromPosition()) {
          RandomWeights.pair(sink, block + QUERY, e, e);
        }
      }
    }
    if (settings.relative()) {
      sink.take(DISTANCES + ".weight", settings.distances(), e);
    }
    if (settings.normed()) {
      RandomWeights.pair(sink, NORM, e);
    }
    settings.convolution().ifPresent(c -> convolution(e, c, sink));
  }

  private static void convolution(int e, DebertaFamily.Convolution c, RandomWeights.Sink sink) {
    if (e % c.groups() != 0) {
      throw new Problem(
          "Setting conv_groups is "
              + c.groups()
              + "; a divisor of hidden size "
              + e
              + " was expected.");
    }
    sink.take(CONVOLUTION + ".weight", e, e / c.groups(), c.size());
    sink.take(CONVOLUTION + ".bias", e);
    RandomWeights.pair(sink, CONVOLUTION_NORM, e);
  }

  /** Whether a tensor is one that several blocks need. */
  static boolean common(String name) {
    return name.startsWith(DISTANCES + ".")
        || name.startsWith(NORM + ".")
        || name.startsWith("encoder.conv.");
  }

  /**
   * Rows of distances, from the middle: half of the buckets hold one distance each, the others
   * ranges that grow. As transformers rounds them: logarithms of the engine, the rest in fp32.
   *
   * @return (2P - 1) INT64
   */
  static NDArray steps(NDManager manager, int positions, int buckets, int farthest) {
    int mid = buckets / 2;
    float[] logs = new float[positions];
    if (buckets > 0) {
      try (var own = manager.newSubManager()) {
        for (int far = 0; far < positions; far++) {
          logs[far] = (float) far / mid;
        }
        float whole = (float) ((farthest - 1) / (double) mid);
        float last = own.create(new float[] {whole}).log().toFloatArray()[0];
        logs = own.create(logs).log().toFloatArray();
        for (int far = 0; far < positions; far++) {
          logs[far] = logs[far] / last * (mid - 1);
        }
      }
    }
    var steps = new long[2 * positions - 1];
    for (int far = 0; far < positions; far++) {
      long step = buckets == 0 || far <= mid ? far : (long) ((float) Math.ceil(logs[far]) + mid);
      steps[positions - 1 + far] = step;
      steps[positions - 1 - far] = -step;
    }
    return manager.create(steps);
  }

  @Override
  public Pass begin(Batch batch, ForwardMode mode) {
    var manager = batch.ids().getManager();
    var bias = batch.bias();
    var steps =
        settings.relative()
            ? Optional.of(apart(manager, batch.ids().getShape().get(1)))
            : Optional.<NDArray>empty();
    var table = distances.map(d -> distanceNorm.isPresent() ? distanceNorm.get().apply(d) : d);
    return new Pass() {
      @Override
      public NDArray block(int number, NDArray x) {
        var found = attention(number, x, mode);
        var out = blocks.get(number).plain.apply(x, found, mode);
        return number == 0 && convolved.isPresent()
            ? convolve(convolved.get(), x, out, batch, mode)
            : out;
      }

      @Override
      public Attention attention(int number, NDArray x) {
        return attention(number, x, ForwardMode.INFERENCE);
      }

      private Attention attention(int number, NDArray x, ForwardMode mode) {
        var block = blocks.get(number);
        var own = block.plain.attention();
        long b = x.getShape().get(0);
        long t = x.getShape().get(1);
        long e = x.getShape().get(2);
        var q = own.split(own.query().apply(x, mode), b, t, e);
        var k = own.split(own.key().apply(x, mode), b, t, e);
        var sum = q.matMul(k.transpose(0, 1, 3, 2));
        if (table.isPresent()) {
          var apart = steps.orElseThrow();
          var rows = mode.dropout().apply(table.get()).expandDims(0);
          long s = rows.getShape().get(1);
          if (block.key.isPresent()) {
            var theirs = own.split(block.key.get().apply(rows, mode), 1, s, e);
            sum = sum.add(picked(q.matMul(theirs.transpose(0, 1, 3, 2)), apart));
          }
          if (block.query.isPresent()) {
            var theirs = own.split(block.query.get().apply(rows, mode), 1, s, e);
            var by = picked(k.matMul(theirs.transpose(0, 1, 3, 2)), apart.neg());
            sum = sum.add(by.transpose(0, 1, 3, 2));
          }
        }
        double d = (double) e / config.heads();
        var scores = Scalars.times(sum, 1 / Math.sqrt(d * settings.terms()));
        return new Attention(
            bias == null ? scores : scores.add(bias),
            own.split(own.value().apply(x, mode), b, t, e),
            bias);
      }
    };
  }

  /** (T, T) INT64, the step from each piece, a row, to each other. */
  private NDArray apart(NDManager manager, long t) {
    var at = manager.arange(0, t, 1, DataType.INT64);
    var index = at.expandDims(1).sub(at.expandDims(0)).add(config.positions() - 1);
    return steps.gather(index.reshape(t * t), 0).reshape(t, t);
  }

  /**
   * Of the scores of all distances those that are there.
   *
   * @param all (B, H, T, 2S)
   * @param apart (T, T) INT64, from the middle
   * @return (B, H, T, T)
   */
  private static NDArray picked(NDArray all, NDArray apart) {
    var shape = all.getShape();
    long s = shape.get(3) / 2;
    long t = shape.get(2);
    var rows = apart.add(s).clip(0, 2 * s - 1).expandDims(0).expandDims(0);
    return all.gather(rows.broadcast(shape.get(0), shape.get(1), t, t), 3);
  }

  private NDArray convolve(Convolved c, NDArray x, NDArray out, Batch batch, ForwardMode mode) {
    var how = settings.convolution().orElseThrow();
    var beside =
        Conv1d.conv1d(
                x.transpose(0, 2, 1),
                c.weight,
                c.bias,
                new Shape(1),
                new Shape(how.size() / 2),
                new Shape(1),
                how.groups())
            .singletonOrThrow()
            .transpose(0, 2, 1);
    var mask = batch.mask().expandDims(2);
    var kept = mode.dropout().apply(beside.mul(mask));
    var activated =
        how.activation().equals(DebertaFamily.Convolution.TANH)
            ? kept.tanh()
            : Activation.of(how.activation()).orElseThrow().apply(kept);
    return c.norm.apply(out.add(activated)).mul(mask);
  }

  @Override
  public Script script(Engine engine, boolean packed) {
    var attributes = new LinkedHashMap<String, Object>();
    attributes.put("training", false);
    attributes.put("heads", config.heads());
    attributes.put("terms", settings.terms());
    attributes.put("epsilon", (double) config.epsilon());
    attributes.put("activation", config.activation().form().ordinal());
    attributes.put("groups", settings.convolution().map(c -> c.groups()).orElse(1));
    attributes.put("convolution", form());
    List.of("tables", "keys", "queries", "weights").forEach(n -> attributes.put(n, List.of()));
    var none = steps.getManager().create(new Shape(0), DataType.FLOAT32);
    var given = new ArrayList<NDArray>();
    given.add(embeddings.words().memory());
    given.add(embeddings.positions().orElse(none));
    given.add(embeddings.types().orElse(none));
    given.add(embeddings.projection().orElse(none));
    given.addAll(List.of(embeddings.norm().weight(), embeddings.norm().bias()));
    given.add(distances.orElse(none));
    given.add(distanceNorm.map(LayerNorm::weight).orElse(none));
    given.add(distanceNorm.map(LayerNorm::bias).orElse(none));
    given.add(convolved.map(Convolved::weight).orElse(none));
    given.add(convolved.map(Convolved::bias).orElse(none));
    given.add(convolved.map(c -> c.norm.weight()).orElse(none));
    given.add(convolved.map(c -> c.norm.bias()).orElse(none));
    given.add(steps);
    for (var block : blocks) {
      given.addAll(block.plain.tensors());
      given.add(block.key.map(Dense::weight).orElse(none));
      given.add(block.key.map(Dense::bias).orElse(none));
      given.add(block.query.map(Dense::weight).orElse(none));
      given.add(block.query.map(Dense::bias).orElse(none));
    }
    return new Script("deberta.torchscript", "Deberta", attributes, given);
  }

  /** The script's number of the convolution's activation; -1 for tanh. */
  private int form() {
    return settings
        .convolution()
        .flatMap(c -> Activation.of(c.activation()))
        .map(a -> a.form().ordinal())
        .orElse(-1);
  }
}
