package lamina.encoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import lamina.engine.Engine;
import lamina.tensor.Torch;
import lamina.tensor.Weights;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sizes of which libraries make blocks with a remainder: widths, heads and feed-forward parts that
 * are no multiple of 64, inputs of one piece and of 512. Weights are large enough for every product
 * to show in the states.
 */
class EngineShapesTest {
  private static final int LONGEST = 512;
  private static NDManager manager;

  @BeforeAll
  static void open() {
    manager = Torch.newManager();
  }

  @AfterAll
  static void close() {
    manager.close();
  }

  private static EncoderConfig config(int layers, int hidden, int heads, int intermediate) {
    return new EncoderConfig(
        EncoderFamilies.KNOWN.named("bert"),
        layers,
        hidden,
        heads,
        intermediate,
        50,
        LONGEST,
        2,
        Activation.GELU,
        1e-12f,
        0.1f);
  }

  private static Weights weights(NDManager owner, EncoderConfig config) {
    var random = new SplittableRandom(11);
    var weights = Weights.empty(owner, "test");
    RandomWeights.shapes(config)
        .forEach(
            (name, shape) -> {
              boolean norm = name.contains("LayerNorm");
              double spread = shape.dimension() > 1 ? 1 / Math.sqrt(shape.get(1)) : 0.2;
              var values = new float[Math.toIntExact(shape.size())];
              for (int i = 0; i < values.length; i++) {
                double mean = norm && name.endsWith("weight") ? 1 : 0;
                values[i] = (float) (mean + spread * random.nextGaussian());
              }
              weights.put(name, owner.create(values, shape));
            });
    return weights;
  }

  private static Batch batch(NDManager owner, EncoderConfig config, int... lengths) {
    int t = Stream.of(lengths).flatMapToInt(java.util.Arrays::stream).max().orElseThrow();
    var random = new SplittableRandom(7);
    var shape = new Shape(lengths.length, t);
    var ids = random.longs((long) lengths.length * t, 0, config.vocabulary()).toArray();
    var mask = new float[ids.length];
    for (int i = 0; i < lengths.length; i++) {
      java.util.Arrays.fill(mask, i * t, i * t + lengths[i], 1);
    }
    return new Batch(
        owner.create(ids, shape),
        owner.zeros(shape, DataType.INT64),
        owner.create(mask, shape),
        lengths);
  }

  /** The largest difference of real tokens' values over the largest value, of all layers. */
  private static double off(HiddenStates expected, HiddenStates found, int[] lengths) {
    assertEquals(expected.depth(), found.depth());
    double off = 0;
    for (int layer = 0; layer <= expected.depth(); layer++) {
      assertEquals(expected.layer(layer).getShape(), found.layer(layer).getShape());
      var a = real(expected.layer(layer), lengths);
      var b = real(found.layer(layer), lengths);
      double worst = a.sub(b).abs().max().getFloat(); // NaN stays
      double relative = worst / a.abs().max().getFloat();
      off = Double.isNaN(relative) ? Double.POSITIVE_INFINITY : Math.max(off, relative);
    }
    return off;
  }

  private static NDArray real(NDArray states, int[] lengths) {
    var rows = new NDList();
    for (int i = 0; i < lengths.length; i++) {
      rows.add(states.get(new NDIndex("{},0:{}", i, lengths[i])));
    }
    return NDArrays.concat(rows);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 16, 2, 16", "1, 32, 4, 37", "2, 32, 1, 128", "1, 48, 1, 100", "2, 48, 6, 200",
    "1, 96, 1, 384", "2, 96, 12, 50", "1, 200, 25, 650", "1, 200, 5, 800", "2, 312, 12, 1200",
    "1, 784, 14, 1000", "1, 64, 1, 65", "1, 128, 2, 512"
  })
  void theyComputeWhatTheReferenceDoes(int layers, int hidden, int heads, int intermediate) {
    try (var own = manager.newSubManager()) {
      var config = config(layers, hidden, heads, intermediate);
      var weights = weights(own, config);
      var reference = ArrayEncoder.of(config, weights);
      for (var way : Way.here()) {
        var encoder = way.encoder(reference, weights);
        // Weights this large round worse than a trained encoder's.
        double limit = way.engine().exact() ? way.engine().rounding() : 0.08;
        for (var lengths : new int[][] {{1}, {LONGEST}, {7, 3}, {33, 33}, {1, 130}}) {
          Torch.withoutGradients(
              () -> {
                try (var once = own.newSubManager()) {
                  var batch = batch(once, config, lengths);
                  double off = off(reference.encode(batch), encoder.encode(batch), lengths);
                  assertTrue(off <= limit, way + " is off by " + off + " at " + lengths[0]);
                  return null;
                }
              });
        }
        assertEquals(Optional.empty(), EngineProof.against(reference, encoder), way.toString());
        encoder.close();
      }
    }
  }

  /**
   * int8 beside its own arithmetic: what is left is a step of rounding where a value lies between
   * two. A partial block that is wrong would show in full.
   */
  @ParameterizedTest
  @CsvSource({"16, 2, 16", "32, 1, 37", "48, 1, 100", "96, 12, 50", "200, 5, 650", "312, 12, 1200"})
  void int8IsItsArithmetic(int hidden, int heads, int intermediate) {
    try (var own = manager.newSubManager()) {
      var config = config(1, hidden, heads, intermediate);
      var weights = weights(own, config);
      var encoder = Encoder.of(Engine.INT8, ArrayEncoder.of(config, weights), weights);
      for (var lengths : new int[][] {{1}, {7}, {65}}) {
        Torch.withoutGradients(
            () -> {
              var batch = batch(own, config, lengths);
              var states = encoder.encode(batch);
              var expected = Int8Arithmetic.block(states.layer(0), config, weights);
              double worst = expected.sub(states.layer(1)).abs().max().getFloat();
              assertTrue(worst <= 0.08, "off by " + worst + " at " + lengths[0]);
              return null;
            });
      }
      encoder.close();
    }
  }

  @Test
  void aWrongKernelIsCaught() {
    try (var own = manager.newSubManager()) {
      var config = config(2, 48, 4, 100);
      var weights = weights(own, config);
      var reference = ArrayEncoder.of(config, weights);
      for (var name :
          new String[] {
            "encoder.layer.0.attention.self.value.weight",
            "encoder.layer.1.attention.output.dense.weight",
            "encoder.layer.0.intermediate.dense.weight",
            "encoder.layer.1.output.dense.weight"
          }) {
        for (var way : Way.here()) {
          var encoder =
              way.encoder(WrongKernel.reference(own, config, weights, List.of(name)), weights);
          var found = EngineProof.against(reference, encoder);
          // What int8 may be off in the last layer hides a few wrong outputs of its own.
          boolean shows = encoder.engine() != Engine.INT8 || !name.startsWith("encoder.layer.1.");
          if (encoder.engine() != Engine.NDARRAY && shows) {
            assertTrue(found.orElseThrow().contains("computes wrong"), way + " " + name);
          }
          encoder.close();
        }
      }
    }
  }

  @Test
  void statesThatAreNoNumbersAreWrongUnlessTheReferencesAreSoToo() {
    try (var own = manager.newSubManager()) {
      var config = config(1, 32, 4, 37);
      var weights = weights(own, config);
      var broken = weights(own, config);
      broken.get("encoder.layer.0.output.dense.bias", 32).set(new NDIndex("3"), Float.NaN);
      var reference = ArrayEncoder.of(config, weights);
      var nan = ArrayEncoder.of(config, broken);
      try (var engine = Encoder.of(Engine.SCRIPTED, nan, broken)) {
        assertTrue(EngineProof.against(reference, engine).isPresent());
        assertEquals(Optional.empty(), EngineProof.against(nan, engine));
      }
    }
  }
}
