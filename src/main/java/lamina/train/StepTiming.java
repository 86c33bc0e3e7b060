package lamina.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;
import lamina.encoder.Activation;
import lamina.encoder.ArrayEncoder;
import lamina.encoder.Batch;
import lamina.encoder.Dense;
import lamina.encoder.Dropout;
import lamina.encoder.EncoderConfig;
import lamina.encoder.EncoderFamilies;
import lamina.encoder.ForwardMode;
import lamina.encoder.RandomWeights;
import lamina.engine.Precision;
import lamina.tensor.Products;
import lamina.tensor.Torch;

/**
 * How near a training step is to what the machine can do: its time beside that of its matrix
 * products alone, which no implementation can do without. The two are timed in turn.
 *
 * @param step milliseconds of forward pass, loss, backward pass and AdamW
 * @param products milliseconds of the products of forward and backward pass, nothing else
 * @param threads of the engine
 */
public record StepTiming(double[] step, double[] products, int threads) {
  private static final int LABELS = 17;
  private static final int WARMUP = 2;

  /**
   * Times steps of a tagger with random weights on inputs without padding.
   *
   * @param layers L
   * @param hidden E; a head takes 64 channels, 32 where E is below 512
   * @param vocabulary word pieces
   * @param b inputs, B
   * @param t pieces of each, T
   * @param dropout 0 to 1
   * @param precision of its dense layers' products
   * @param freeze whether the embeddings stay as they are
   * @param rounds counted, after two that aren't
   */
  public static StepTiming measure(
      int layers,
      int hidden,
      int vocabulary,
      int b,
      int t,
      double dropout,
      Precision precision,
      boolean freeze,
      int rounds) {
    var bert = EncoderFamilies.KNOWN.named("bert");
    var config =
        new EncoderConfig(
            bert,
            layers,
            hidden,
            hidden / (hidden < 512 ? 32 : 64),
            4 * hidden,
            vocabulary,
            Math.max(t, 512),
            bert.configNames().types().byDefault(),
            Activation.GELU,
            1e-12f,
            (float) dropout);
    try (var manager = Torch.newManager();
        var dropping = Dropout.of(manager, dropout);
        var dense = Products.of(manager, precision)) {
      var shapes = RandomWeights.shapes(config);
      RandomWeights.dense(shapes, "classifier", LABELS, config.hidden());
      var weights = RandomWeights.draw(manager, shapes, 1);
      var encoder = ArrayEncoder.of(config, weights);
      var classifier = Dense.of(weights, "classifier", LABELS, config.hidden());
      var trained = weights.map();
      trained.keySet().removeIf(name -> freeze && name.startsWith("embeddings."));
      var optimiser = new AdamW(trained, 0.01f, name -> 1);
      var ids = ids(config.vocabulary(), b * t);
      var products = new BareProducts(config, b, t);
      var result = new StepTiming(new double[rounds], new double[rounds], Torch.threads());
      for (int r = -WARMUP; r < rounds; r++) {
        long begun = System.nanoTime();
        try (var own = manager.newSubManager()) {
          step(
              own,
              encoder,
              classifier,
              optimiser,
              ids,
              b,
              t,
              ForwardMode.training(dropping, dense),
              r + WARMUP + 1);
        }
        long between = System.nanoTime();
        Torch.withoutGradients(() -> products.run(manager));
        long ended = System.nanoTime();
        if (r >= 0) {
          result.step[r] = (between - begun) / 1e6;
          result.products[r] = (ended - between) / 1e6;
        }
      }
      optimiser.release();
      return result;
    }
  }

  /** Time of a step over that of its products, round by round. */
  public double[] ratios() {
    var ratios = new double[step.length];
    Arrays.setAll(ratios, i -> step[i] / products[i]);
    return ratios;
  }

  private static long[] ids(int vocabulary, int n) {
    return new SplittableRandom(2).longs(n, 0, vocabulary).toArray();
  }

  private static void step(
      NDManager own,
      ArrayEncoder encoder,
      Dense classifier,
      AdamW optimiser,
      long[] ids,
      int b,
      int t,
      ForwardMode mode,
      int number) {
    var shape = new Shape(b, t);
    var lengths = new int[b];
    Arrays.fill(lengths, t);
    var batch =
        new Batch(
            own.create(ids, shape),
            own.zeros(shape, DataType.INT64),
            own.ones(shape, DataType.FLOAT32),
            lengths);
    var labels = new float[b * t * LABELS];
    for (int i = 0; i < b * t; i++) {
      labels[i * LABELS + (int) (ids[i] % LABELS)] = 1;
    }
    var targets = own.create(labels, new Shape((long) b * t, LABELS));
    var loss =
        Torch.withGradients(
            () -> {
              var states = encoder.encode(batch, mode);
              var logits = classifier.apply(states.last()).reshape(-1, LABELS);
              return DistillationTargets.softCrossEntropy(logits, targets);
            });
    optimiser.backward(loss);
    optimiser.step(number, 1e-5, 1);
  }

  /** The matrix products of a step: for y = x w^T those of y, of x's gradient and of w's. */
  private record BareProducts(EncoderConfig config, int b, int t) {
    Void run(NDManager parent) {
      int e = config.hidden();
      int n = b * t;
      try (var own = parent.newSubManager()) {
        var narrow = own.ones(new Shape(n, e));
        var wide = own.ones(new Shape(n, config.intermediate()));
        var square = own.ones(new Shape(e, e));
        var up = own.ones(new Shape(config.intermediate(), e));
        var down = own.ones(new Shape(e, config.intermediate()));
        int d = e / config.heads();
        var split = own.ones(new Shape(b, config.heads(), t, d));
        var scores = own.ones(new Shape(b, config.heads(), t, t));
        for (int layer = 0; layer < config.layers(); layer++) {
          for (int i = 0; i < 4; i++) {
            dense(narrow, square, narrow);
          }
          dense(narrow, up, wide);
          dense(wide, down, narrow);
          attention(split, scores);
        }
      }
      return null;
    }

    private static void dense(NDArray x, NDArray w, NDArray y) {
      close(x.matMul(w.transpose()), y.matMul(w), y.transpose().matMul(x));
    }

    /** q k^T and p v with the two gradients of each. */
    private static void attention(NDArray split, NDArray scores) {
      close(split.matMul(split.transpose(0, 1, 3, 2)), scores.matMul(split));
      close(scores.matMul(split), scores.transpose(0, 1, 3, 2).matMul(split));
      close(split.matMul(split.transpose(0, 1, 3, 2)), scores.transpose(0, 1, 3, 2).matMul(split));
    }

    private static void close(NDArray... arrays) {
      new NDList(arrays).close();
    }
  }
}
