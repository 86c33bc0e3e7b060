package lamina.analyse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import lamina.encoder.Batch;
import lamina.model.HeadKey;
import lamina.tensor.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What stands in for gates that are written down: two channels, t and t + 0.5 of the t-th token.
 */
class GateReplacementTest {
  private static final HeadKey HEAD = HeadKey.of("paper.1");
  private static final GateMeans MEANS =
      new GateMeans(
          Map.of(
              HEAD,
              Map.of(
                  "ar", new double[] {0.1, 0.9},
                  "de", new double[] {0.2, 0.6},
                  "en", new double[] {0.3, 0.6})));

  private final NDManager manager = Torch.newManager();

  @AfterEach
  void close() {
    manager.close();
  }

  /** Gates (B, T, 2) by a replacement; a token's first channel is its number in the batch. */
  private float[] replaced(GateReplacement replacement, int t, int... lengths) {
    int b = lengths.length;
    var shape = new Shape(b, t);
    var mask = new float[b * t];
    var gates = new float[b * t * 2];
    for (int i = 0; i < b * t; i++) {
      mask[i] = i % t < lengths[i / t] ? 1 : 0;
      gates[2 * i] = i;
      gates[2 * i + 1] = i + 0.5f;
    }
    var batch =
        new Batch(manager.zeros(shape), manager.zeros(shape), manager.create(mask, shape), lengths);
    var gate = manager.create(gates, new Shape(b, t, 2));
    return Torch.withoutGradients(
        () -> {
          var change = replacement.change(MEANS, HEAD, "de").orElseThrow();
          var other = change.apply(gate, batch);
          assertEquals(gate.getShape(), other.getShape());
          assertArrayEquals(gates, gate.toFloatArray(), "the gate itself stays");
          return other.toFloatArray();
        });
  }

  private static int[] firstChannels(float[] gates) {
    return IntStream.range(0, gates.length / 2).map(i -> (int) gates[2 * i]).toArray();
  }

  @Test
  void constantsAreTheSameAtEveryToken() {
    assertArrayEquals(
        new float[] {0.2f, 0.7f, 0.2f, 0.7f}, replaced(GateReplacement.MEAN, 2, 2), 1e-7f);
    assertArrayEquals(
        new float[] {0.1f, 0.9f, 0.1f, 0.9f},
        replaced(GateReplacement.OTHER_LANGUAGE, 2, 2),
        "Arabic lies farthest from German");
    assertArrayEquals(new float[] {0.5f, 0.5f}, replaced(GateReplacement.HALF, 1, 1));
    assertArrayEquals(new float[] {1, 1}, replaced(GateReplacement.ONE, 1, 1));
    assertArrayEquals(new float[] {0, 0}, replaced(GateReplacement.ZERO, 1, 1));
  }

  @Test
  void oneTokenATextKeepsItsOwnGate() {
    assertArrayEquals(
        new int[] {0, 1, 2}, firstChannels(replaced(GateReplacement.OTHER_TOKEN, 1, 1, 1, 1)));
    assertArrayEquals(new int[] {0}, firstChannels(replaced(GateReplacement.BATCH_TOKEN, 1, 1)));
  }

  @Test
  void anotherTokenIsOneOfTheSameTextAndNeverPadding() {
    int[] from = firstChannels(replaced(GateReplacement.OTHER_TOKEN, 5, 5, 3));
    assertMoved(from, 0, 5);
    assertMoved(from, 5, 8);
    assertArrayEquals(new int[] {8, 9}, Arrays.copyOfRange(from, 8, 10), "padding stays");
    int[] alone = firstChannels(replaced(GateReplacement.OTHER_TOKEN, 3, 3));
    for (int i = 0; i < 3; i++) {
      assertEquals(alone[i] + 5, from[5 + i], "what is beside it doesn't matter");
    }
  }

  private static void assertMoved(int[] from, int begin, int end) {
    for (int i = begin; i < end; i++) {
      assertNotEquals(i, from[i], "its own gate");
    }
    assertArrayEquals(
        IntStream.range(begin, end).toArray(),
        Arrays.stream(from, begin, end).sorted().toArray(),
        "each gate once");
  }

  @Test
  void aTokenOfTheBatchMayBeOfAnyText() {
    int[] from = firstChannels(replaced(GateReplacement.BATCH_TOKEN, 4, 4, 2, 3));
    int[] real = {0, 1, 2, 3, 4, 5, 8, 9, 10};
    assertArrayEquals(
        real, Arrays.stream(real).map(i -> from[i]).sorted().toArray(), "each gate once");
    assertTrue(Arrays.stream(real).noneMatch(i -> from[i] == i), "its own gate");
    assertTrue(Arrays.stream(real).anyMatch(i -> from[i] / 4 != i / 4), "of another text");
    assertArrayEquals(new int[] {6, 7, 11}, new int[] {from[6], from[7], from[11]}, "padding");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 17, 200})
  void aCycleGoesThroughAll(int n) {
    int[] cycle = GateReplacement.cycle(n);
    int at = 0;
    for (int i = 1; i < n; i++) {
      at = cycle[at];
      assertNotEquals(0, at, "back after " + i + " of " + n);
    }
    assertEquals(0, cycle[at]);
  }

  @Test
  void oneLanguageHasNoOther() {
    var alone = new GateMeans(Map.of(HEAD, Map.of("de", new double[] {0.2})));
    assertEquals(Optional.empty(), GateReplacement.OTHER_LANGUAGE.change(alone, HEAD, "de"));
    assertEquals("other-language", GateReplacement.OTHER_LANGUAGE.key());
  }
}
