package lamina.encoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import lamina.engine.Engine;
import lamina.problem.Problem;
import lamina.process.NativeHeap;
import lamina.tensor.Torch;
import lamina.tensor.Weights;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every engine has to keep. int8 and plain bf16 run on every processor, also on those where
 * they aren't offered because they are slow, packed bf16 where libraries can pack it; tf32 is
 * scripted fp32 on a GPU of a certain setting.
 */
class EncoderContractTest {
  /**
   * How far hidden states may be from the golden ones, whose values spread by about 1.
   *
   * @param worst difference of one value
   * @param cosine between a token's states, at least
   */
  private record Tolerance(double worst, double cosine) {}

  private static final Map<Engine, Tolerance> TOLERANCES =
      Map.of(
          Engine.NDARRAY, new Tolerance(2e-5, 0.999999),
          Engine.SCRIPTED, new Tolerance(2e-5, 0.999999),
          Engine.BF16, new Tolerance(0.025, 0.99998),
          Engine.INT8, new Tolerance(0.12, 0.9995));

  private static List<Way> ways() {
    return Way.here();
  }

  private static Stream<Arguments> all() {
    return Stream.of("bert-4x32", "distilbert-3x32")
        .flatMap(n -> Way.here().stream().map(w -> Arguments.of(n, w)));
  }

  private static Encoder encoder(Reference r, Way way) {
    return encoder(r.checkpoint().config(), r.weights(), way);
  }

  private static Encoder encoder(EncoderConfig config, Weights weights, Way way) {
    return way.encoder(ArrayEncoder.of(config, weights), weights);
  }

  private static Tolerance tolerance(Way way) {
    return TOLERANCES.get(way.engine());
  }

  private static Batch random(NDManager manager, EncoderConfig config, int... lengths) {
    int t = Stream.of(lengths).flatMapToInt(java.util.Arrays::stream).max().orElseThrow();
    int b = lengths.length;
    var random = new SplittableRandom(7);
    var ids = new long[b * t];
    var mask = new float[b * t];
    for (int i = 0; i < b; i++) {
      for (int j = 0; j < lengths[i]; j++) {
        ids[i * t + j] = random.nextInt(1, config.vocabulary());
        mask[i * t + j] = 1;
      }
    }
    var shape = new Shape(b, t);
    return new Batch(
        manager.create(ids, shape),
        manager.zeros(shape, DataType.INT64),
        manager.create(mask, shape),
        lengths);
  }

  private static void assertNear(NDArray expected, NDArray actual, Tolerance limit, String what) {
    assertEquals(expected.getShape(), actual.getShape(), what);
    var a = expected.toFloatArray();
    var b = actual.toFloatArray();
    int e = (int) expected.getShape().get(expected.getShape().dimension() - 1);
    double worst = 0;
    double cosine = 1;
    for (int row = 0; row < a.length; row += e) {
      double ab = 0;
      double aa = 0;
      double bb = 0;
      for (int i = row; i < row + e; i++) {
        assertTrue(Float.isFinite(b[i]), what + " holds " + b[i]);
        worst = Math.max(worst, Math.abs(a[i] - b[i]));
        ab += (double) a[i] * b[i];
        aa += (double) a[i] * a[i];
        bb += (double) b[i] * b[i];
      }
      cosine = Math.min(cosine, ab / Math.sqrt(aa * bb));
    }
    assertTrue(
        worst <= limit.worst && cosine >= limit.cosine,
        what + " is off by " + worst + ", cosine " + cosine);
  }

  @ParameterizedTest
  @MethodSource("all")
  void hiddenStatesAreTheGoldenOnes(String name, Way way) {
    try (var r = Reference.open(name)) {
      var encoder = encoder(r, way);
      var batch = r.batch();
      var states = encoder.encode(batch);
      assertSame(way.engine(), encoder.engine());
      assertEquals(encoder.config().layers(), states.depth());
      for (int l = 0; l <= states.depth(); l++) {
        assertEquals(DataType.FLOAT32, states.layer(l).getDataType());
        assertSame(batch.ids().getManager(), states.layer(l).getManager());
        assertFalse(states.layer(l).hasGradient());
        var expected = real(r.expected("hidden." + l), batch.lengths());
        var actual = real(states.layer(l), batch.lengths());
        assertNear(expected, actual, tolerance(way), name + " " + way + " layer " + l);
      }
    }
  }

  /** The states of real tokens, (N, E): those of padding mean nothing. */
  private static NDArray real(NDArray states, int[] lengths) {
    var rows = new ai.djl.ndarray.NDList();
    for (int i = 0; i < lengths.length; i++) {
      rows.add(states.get(new NDIndex("{},0:{}", i, lengths[i])));
    }
    return ai.djl.ndarray.NDArrays.concat(rows);
  }

  @ParameterizedTest
  @MethodSource("all")
  void neitherPaddingNorNeighboursChangeAnInput(String name, Way way) {
    try (var r = Reference.open(name)) {
      var encoder = encoder(r, way);
      var together = random(r.manager(), encoder.config(), 9, 4, 1);
      var states = encoder.encode(together);
      // int8 scales a layer's inputs by the largest of the batch, so that neighbours show a little.
      var limit =
          way.engine() == Engine.INT8 || way.engine() == Engine.BF16
              ? tolerance(way)
              : new Tolerance(1e-5, 0.999999);
      for (int i = 0; i < 3; i++) {
        int t = together.lengths()[i];
        var own = new NDIndex("{}:{},0:{}", i, i + 1, t);
        var alone =
            new Batch(
                together.ids().get(own),
                together.types().get(own),
                together.mask().get(own),
                new int[] {t});
        assertNear(encoder.encode(alone).last(), states.last().get(own), limit, way + " row " + i);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void lengthsFromOneToTheMaximum(String name, Way way) {
    try (var r = Reference.open(name)) {
      var encoder = encoder(r, way);
      var reference = ArrayEncoder.of(r.checkpoint().config(), r.weights());
      int longest = encoder.config().positions();
      for (int t : new int[] {1, 2, 17, longest - 1, longest}) {
        var batch = random(r.manager(), encoder.config(), t, Math.max(1, t / 2));
        var expected = Torch.withoutGradients(() -> reference.encode(batch));
        assertNear(
            real(expected.last(), batch.lengths()),
            real(encoder.encode(batch).last(), batch.lengths()),
            tolerance(way),
            way + " of " + t);
      }
      var tooLong = random(r.manager(), encoder.config(), longest + 1);
      var problem = assertThrows(Problem.class, () -> encoder.encode(tooLong));
      assertTrue(problem.getMessage().contains("at most " + longest), problem.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void attentionIsComputedFromTheStates(Way way) {
    try (var r = Reference.open("bert-4x32")) {
      var encoder = encoder(r, way);
      var batch = random(r.manager(), encoder.config(), 6, 3);
      var states = encoder.encode(batch);
      var rows = encoder.attention(states, 2).distribution();
      assertEquals(new Shape(2, encoder.config().heads(), 6, 6), rows.getShape());
      assertEquals(0, rows.get(new NDIndex("1,:,:,3:")).max().getFloat(), 1e-12);
      assertEquals(1, rows.sum(new int[] {-1}).min().getFloat(), 1e-5);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aThreadThatRecordsGradientsGetsNone(Way way) throws InterruptedException {
    try (var r = Reference.open("bert-4x32")) {
      var encoder = encoder(r, way);
      var batch = random(r.manager(), encoder.config(), 5);
      var seen = new java.util.concurrent.atomic.AtomicReference<HiddenStates>();
      var thread = new Thread(() -> seen.set(encoder.encode(batch)));
      thread.start();
      thread.join();
      // What comes out can be computed with where gradients are recorded.
      assertFalse(seen.get().last().mul(seen.get().last()).hasGradient());
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void nothingIsLeftBehind(Way way) {
    Assumptions.assumeTrue(NativeHeap.now().isPresent());
    try (var r = Reference.open("bert-4x32")) {
      var weights = r.weights();
      var config = r.checkpoint().config();
      var encoder = encoder(config, weights, way);
      Runnable call =
          () -> {
            try (var own = r.manager().newSubManager()) {
              encoder.encode(random(own, config, 24, 11, 3));
            }
          };
      Runnable load = () -> encoder(config, weights, way).close();
      // One call's states take 50 kB, one module 100 kB: kept, each would be 5 MB or more.
      assertTrue(growth(call, 100) < 3_000_000, way + " grows with every call");
      assertTrue(growth(load, 50) < 3_000_000, way + " grows with every module");
      encoder.close();
    }
  }

  /**
   * Bytes that a round keeps: the least of four, after one that fills caches. A leak is in each of
   * them; the memory that Java's compiler takes and gives back, some megabytes, is not.
   */
  private static long growth(Runnable step, int times) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = used();
      for (int i = 0; i < times; i++) {
        step.run();
      }
      long grown = used() - before;
      least = round == 0 ? least : Math.min(least, grown);
    }
    return least;
  }

  private static long used() {
    System.gc(); // Java's garbage goes, and what it held
    return NativeHeap.now().orElseThrow().used();
  }
}
