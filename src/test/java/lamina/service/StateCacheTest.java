package lamina.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import lamina.encoder.HiddenStates;
import lamina.tensor.Torch;
import lamina.text.Input;
import org.junit.jupiter.api.Test;

/** Hidden states are kept as long as they fit into memory that is set aside for them. */
class StateCacheTest {
  private static final int WIDTH = 4;

  /** What an entry of a number of pieces takes: one array. */
  private static long bytes(int pieces) {
    return 1024 + (long) Float.BYTES * WIDTH * pieces;
  }

  private static StateCache.Found get(StateCache cache, String model, String text, int pieces) {
    return cache.get(
        model,
        new Input.Text(text),
        () -> {
          var manager = Torch.newManager();
          var states = new HiddenStates(List.of(manager.zeros(new Shape(1, pieces, WIDTH))), null);
          return new StateCache.Entry(null, states, manager, 0);
        });
  }

  private static StateCache.Found get(StateCache cache, String text, int pieces) {
    return get(cache, "model", text, pieces);
  }

  @Test
  void theOldestLeaveWhereThereIsNoRoom() {
    try (var cache = new StateCache(3 * bytes(100))) {
      get(cache, "a", 100);
      get(cache, "b", 100);
      get(cache, "c", 100);
      assertTrue(get(cache, "a", 100).cached(), "three fit");
      get(cache, "d", 100);
      assertFalse(get(cache, "b", 100).cached(), "the one used longest ago has left");
      get(cache, "large", 400);
      assertFalse(get(cache, "a", 100).cached(), "the large one leaves no room for others");
      assertFalse(get(cache, "larger", 10_000).cached());
      assertTrue(get(cache, "larger", 10_000).cached(), "the newest stays whatever its size");
      assertEquals(bytes(10_000), get(cache, "larger", 10_000).entry().bytes());
    }
  }

  @Test
  void memoryStaysBoundedWhateverTheLengths() {
    long most = 1 << 20;
    var random = new Random(3);
    var managers = new ArrayList<ai.djl.ndarray.NDManager>();
    try (var cache = new StateCache(most)) {
      for (int i = 0; i < 2000; i++) {
        var found = get(cache, "text " + i, 1 + random.nextInt(i % 2 == 0 ? 4 : 4000));
        managers.add(found.entry().manager());
        assertTrue(cache.bytes() <= most);
      }
      long open = managers.stream().filter(ai.djl.ndarray.NDManager::isOpen).count();
      assertTrue(open > 10 && open < 1000, open + " are kept; the others' tensors are freed");
    }
    assertTrue(managers.stream().noneMatch(ai.djl.ndarray.NDManager::isOpen));
  }

  @Test
  void theStatesOfOneModelGoAlone() {
    try (var cache = new StateCache(1 << 20)) {
      get(cache, "one", "a", 5);
      get(cache, "other", "a", 5);
      cache.remove("one");
      assertEquals(bytes(5), cache.bytes());
      assertTrue(get(cache, "other", "a", 5).cached());
      assertFalse(get(cache, "one", "a", 5).cached());
    }
  }
}
