package lamina.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
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
import org.jspecify.annotations.Nullable;

/**
 * ModernBERT's blocks. Where a piece stands is turned into its queries and keys: pairs of channels
 * half a head apart rotate by an angle that grows with the position.
 *
 * @param end LayerNorm after the last block
 * @param global (E/H/2) angles a position in blocks that see all pieces
 * @param local the same in blocks that see near ones
 */
record ModernBertNetwork(
    EncoderConfig config,
    ModernBertFamily.Settings settings,
    Embeddings embeddings,
    List<Block> blocks,
    LayerNorm end,
    NDArray global,
    NDArray local)
    implements Network {
  static final String WORDS = "embeddings.tok_embeddings.weight";
  static final String END = "final_norm";
  private static final String NORM = "embeddings.norm";
  private static final double UNSEEN = -10000;

  /**
   * A block.
   *
   * @param attentionNorm before attention; none in the first block, after the embeddings' own
   * @param attention (3E, E), queries, keys and values
   * @param attentionOutput (E, E)
   * @param feedNorm before the feed-forward part
   * @param feed (2F, E), what is activated and what it's multiplied by
   * @param feedOutput (E, F)
   */
  record Block(
      Optional<LayerNorm> attentionNorm,
      Dense attention,
      Dense attentionOutput,
      LayerNorm feedNorm,
      Dense feed,
      Dense feedOutput) {

    /** Those of the norm before attention are of no value where it isn't there. */
    List<NDArray> tensors() {
      var none = attention.weight().getManager().create(new Shape(0), DataType.FLOAT32);
      return List.of(
          attentionNorm.map(LayerNorm::weight).orElse(none),
          attentionNorm.map(LayerNorm::bias).orElse(none),
          attention.weight(),
          attention.bias(),
          attentionOutput.weight(),
          attentionOutput.bias(),
          feedNorm.weight(),
          feedNorm.bias(),
          feed.weight(),
          feed.bias(),
          feedOutput.weight(),
          feedOutput.bias());
    }
  }

  static ModernBertNetwork of(
      EncoderConfig config, ModernBertFamily.Settings settings, Weights weights) {
    int e = config.hidden();
    var embeddings =
        new Embeddings(
            weights.table(WORDS, config.vocabulary(), e),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            norm(weights, NORM, config, settings),
            false,
            OptionalInt.empty());
    return new ModernBertNetwork(
        config,
        settings,
        embeddings,
        IntStream.range(0, config.layers())
            .mapToObj(
                i -> block(weights.under(Encoder.blockName(config, i)), i > 0, config, settings))
            .toList(),
        norm(weights, END, config, settings),
        angles(weights.manager(), e / config.heads(), settings.globalTheta()),
        angles(weights.manager(), e / config.heads(), settings.localTheta()));
  }

  private static Block block(
      Weights w, boolean normed, EncoderConfig config, ModernBertFamily.Settings settings) {
    int e = config.hidden();
    int f = config.intermediate();
    return new Block(
        normed ? Optional.of(norm(w, "attn_norm", config, settings)) : Optional.empty(),
        Dense.of(w, "attn.Wqkv", 3L * e, e, settings.attentionBias()),
        Dense.of(w, "attn.Wo", e, e, settings.attentionBias()),
        norm(w, "mlp_norm", config, settings),
        Dense.of(w, "mlp.Wi", 2L * f, e, settings.feedBias()),
        Dense.of(w, "mlp.Wo", e, f, settings.feedBias()));
  }

  private static LayerNorm norm(
      Weights w, String name, EncoderConfig config, ModernBertFamily.Settings settings) {
    return LayerNorm.of(w, name, config.hidden(), config.epsilon(), settings.normBias());
  }

  static void tensors(
      EncoderConfig config, ModernBertFamily.Settings settings, RandomWeights.Sink sink) {
    int e = config.hidden();
    int f = config.intermediate();
    boolean norms = settings.normBias();
    int d = e / config.heads();
    if (d % 2 != 0) {
      throw new Problem(
          "Hidden size "
              + e
              + " gives each of "
              + config.heads()
              + " heads "
              + d
              + " channels; rotary positions need an even number.");
    }
    sink.take(WORDS, config.vocabulary(), e);
    tensor(sink, NORM, norms, e);
    for (int i = 0; i < config.layers(); i++) {
      var block = Encoder.blockName(config, i);
      if (i > 0) {
        tensor(sink, block + "attn_norm", norms, e);
      }
      tensor(sink, block + "attn.Wqkv", settings.attentionBias(), 3L * e, e);
      tensor(sink, block + "attn.Wo", settings.attentionBias(), e, e);
      tensor(sink, block + "mlp_norm", norms, e);
      tensor(sink, block + "mlp.Wi", settings.feedBias(), 2L * f, e);
      tensor(sink, block + "mlp.Wo", settings.feedBias(), e, f);
    }
    tensor(sink, END, norms, e);
  }

  private static void tensor(RandomWeights.Sink sink, String name, boolean bias, long... weight) {
    sink.take(name + ".weight", weight);
    if (bias) {
      sink.take(name + ".bias", weight[0]);
    }
  }

  /** {@code theta^(-2i/D)}, fp32 all along: far positions multiply what is rounded here. */
  static NDArray angles(NDManager manager, int d, double theta) {
    try (var own = manager.newSubManager()) {
      var powers = own.arange(0, d, 2, DataType.FLOAT32).div(d);
      var angles = own.ones(new Shape(1)).div(own.create((float) theta).pow(powers));
      angles.attach(manager);
      return angles;
    }
  }

  /** Cosines and sines of T positions, (T, E/H) each. */
  private record Turns(NDArray cosines, NDArray sines) {
    static Turns of(NDManager manager, long t, NDArray angles) {
      var places = manager.arange(0, t, 1, DataType.FLOAT32).expandDims(1);
      var all = places.mul(angles);
      var twice = NDArrays.concat(new NDList(all, all), 1);
      return new Turns(twice.cos(), twice.sin());
    }

    NDArray apply(NDArray x) {
      var halves = x.split(2, 3);
      var turned = NDArrays.concat(new NDList(halves.get(1).neg(), halves.get(0)), 3);
      return x.mul(cosines).add(turned.mul(sines));
    }
  }

  @Override
  public Pass begin(Batch batch, ForwardMode mode) {
    var manager = batch.ids().getManager();
    long t = batch.ids().getShape().get(1);
    var all = batch.bias();
    var near = near(manager, t, all);
    var globally = Turns.of(manager, t, global);
    var locally = Turns.of(manager, t, local);
    return new Pass() {
      @Override
      public NDArray block(int number, NDArray x) {
        var block = blocks.get(number);
        var attention = attention(number, x);
        var mixed = mode.dropout().apply(attention.distribution()).matMul(attention.values());
        var joined = mixed.transpose(0, 2, 1, 3).reshape(x.getShape());
        var attended = mode.dropout().apply(block.attentionOutput.apply(joined, mode)).add(x);
        var parts = block.feed.apply(block.feedNorm.apply(attended), mode).split(2, 2);
        var gated = config.activation().apply(parts.get(0)).mul(parts.get(1));
        return block.feedOutput.apply(mode.dropout().apply(gated), mode).add(attended);
      }

      @Override
      public Attention attention(int number, NDArray x) {
        var block = blocks.get(number);
        boolean sliding = settings.sliding().get(number);
        var turns = sliding ? locally : globally;
        var bias = sliding ? near : all;
        var normed = block.attentionNorm.isPresent() ? block.attentionNorm.get().apply(x) : x;
        var parts = block.attention.apply(normed, mode).split(3, 2);
        var q = turns.apply(heads(parts.get(0)));
        var k = turns.apply(heads(parts.get(1)));
        double d = q.getShape().get(3);
        var scores = Scalars.times(q.matMul(k.transpose(0, 1, 3, 2)), 1 / Math.sqrt(d));
        return new Attention(bias == null ? scores : scores.add(bias), heads(parts.get(2)), bias);
      }

      @Override
      public NDArray end(NDArray x) {
        return end.apply(x);
      }
    };
  }

  /** (B, T, E) to (B, H, T, E/H). */
  private NDArray heads(NDArray x) {
    var shape = x.getShape();
    int h = config.heads();
    return x.reshape(shape.get(0), shape.get(1), h, shape.get(2) / h).transpose(0, 2, 1, 3);
  }

  /** What blocks add that see half a window on each side; null where they see all. */
  private @Nullable NDArray near(NDManager manager, long t, @Nullable NDArray all) {
    int half = settings.window() / 2;
    if (t <= half + 1) {
      return all;
    }
    var places = manager.arange(0, t, 1, DataType.FLOAT32);
    var apart = places.expandDims(0).sub(places.expandDims(1)).abs();
    var far = Scalars.times(apart.gt(half).toType(DataType.FLOAT32, false), UNSEEN);
    var one = far.expandDims(0).expandDims(0);
    return all == null ? one : one.add(all);
  }

  @Override
  public Script script(Engine engine, boolean packed) {
    var attributes = new LinkedHashMap<String, Object>();
    attributes.put("training", false);
    attributes.put("heads", config.heads());
    attributes.put("epsilon", (double) config.epsilon());
    attributes.put("activation", config.activation().form().ordinal());
    attributes.put("half", settings.window() / 2);
    attributes.put("given", List.of());
    var given = new ArrayList<>(embeddings.tensors());
    given.addAll(List.of(end.weight(), end.bias(), global, local));
    var flags = settings.sliding().stream().mapToLong(s -> s ? 1 : 0).toArray();
    given.add(global.getManager().create(flags));
    blocks.forEach(block -> given.addAll(block.tensors()));
    return new Script("modernbert.torchscript", "ModernBert", attributes, given);
  }
}
