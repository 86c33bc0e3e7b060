package lamina.encoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import ai.djl.engine.Engine;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import lamina.tensor.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
  private static final int N = 200_003;

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.9})
  void dropsItsShareAndScalesTheRest(double share) {
    try (var manager = Torch.newManager();
        var dropout = Dropout.of(manager, share)) {
      Torch.seed(7);
      var found = dropout.apply(manager.ones(new Shape(N))).toFloatArray();
      double kept = 1 / (1 - Math.round(share * 32768) / 32768.0);
      int dropped = 0;
      for (float value : found) {
        assertEquals(value == 0 ? 0 : kept, value, 1e-6 * kept);
        dropped += value == 0 ? 1 : 0;
      }
      double sd = Math.sqrt(N * share * (1 - share));
      assertEquals(N * share, dropped, 4 * sd, "number of dropped values");
    }
  }

  @Test
  void neighboursAreDroppedIndependently() {
    try (var manager = Torch.newManager();
        var dropout = Dropout.of(manager, 0.5)) {
      Torch.seed(8);
      var found = dropout.apply(manager.ones(new Shape(N))).toFloatArray();
      for (int apart : new int[] {1, 2, 3, N / 2, N / 2 + 1}) { // two values come of one draw
        int alike = 0;
        for (int i = apart; i < N; i++) {
          alike += found[i] == found[i - apart] ? 1 : 0;
        }
        int pairs = N - apart;
        assertEquals(pairs / 2.0, alike, 4 * Math.sqrt(pairs) / 2, apart + " apart");
      }
    }
  }

  @Test
  void oneSeedDropsTheSameValues() {
    try (var manager = Torch.newManager();
        var dropout = Dropout.of(manager, 0.1)) {
      var x = manager.ones(new Shape(3, 5, 7));
      Torch.seed(1);
      var first = dropout.apply(x);
      var second = dropout.apply(x);
      Torch.seed(1);
      assertArrayEquals(first.toFloatArray(), dropout.apply(x).toFloatArray());
      assertEquals(x.getShape(), first.getShape());
      assertFalse(Arrays.equals(first.toFloatArray(), second.toFloatArray()));
    }
  }

  @Test
  void gradientsFlowThroughWhatIsKept() {
    try (var manager = Torch.newManager();
        var dropout = Dropout.of(manager, 0.5)) {
      var x = manager.ones(new Shape(64));
      x.setRequiresGradient(true);
      try (var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
        var y = dropout.apply(x);
        collector.backward(y.sum());
        assertArrayEquals(y.toFloatArray(), x.getGradient().toFloatArray());
      }
    }
  }

  @Test
  void noneReturnsTheArray() {
    try (var manager = Torch.newManager()) {
      var x = manager.ones(new Shape(2));
      assertSame(x, Dropout.NONE.apply(x));
      assertSame(Dropout.NONE, Dropout.of(manager, 0));
    }
  }
}
