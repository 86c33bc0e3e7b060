package lamina.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import lamina.encoder.HiddenStates;
import lamina.encoder.Torch;
import lamina.text.Input;
import org.junit.jupiter.api.Test;

/** Hidden states are kept by number and by memory. */
class StateCacheTest {
  private static StateCache.Found get(StateCache cache, String text, int pieces) {
    return cache.get(
        "model",
        new Input.Text(text),
        () -> {
          var manager = Torch.newManager();
          var states = new HiddenStates(List.of(manager.zeros(new Shape(1, pieces, 4))), null);
          return new StateCache.Entry(null, states, manager, 0);
        });
  }

  @Test
  void theOldestLeaveWhereThereAreManyOrTheyAreLarge() {
    try (var cache = new StateCache(3, 16 * 100)) {
      get(cache, "a", 10);
      get(cache, "b", 10);
      get(cache, "c", 10);
      assertTrue(get(cache, "a", 10).cached(), "three fit");
      get(cache, "d", 10);
      assertFalse(get(cache, "b", 10).cached(), "the one used longest ago has left");
      get(cache, "large", 95);
      assertFalse(get(cache, "a", 10).cached(), "the large one leaves no room for others");
      assertTrue(get(cache, "a", 10).cached());
      assertFalse(get(cache, "larger", 1000).cached());
      assertTrue(get(cache, "larger", 1000).cached(), "the newest stays whatever its size");
      assertEquals(16_000, get(cache, "larger", 1000).entry().bytes());
    }
  }
}
