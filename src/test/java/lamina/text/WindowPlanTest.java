package lamina.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WindowPlanTest {
  /** Words of one piece mostly, of some, and now and then of more than a window. */
  private static int[] begins(SplittableRandom random, int words, int length) {
    var begins = new int[words + 1];
    for (int w = 0; w < words; w++) {
      int size =
          switch (random.nextInt(12)) {
            case 0 -> random.nextInt(1, 2 * length + 2);
            case 1, 2, 3 -> random.nextInt(1, 4);
            default -> 1;
          };
      begins[w + 1] = begins[w] + size;
    }
    return begins;
  }

  @Test
  void everyWordIsAnsweredOnceWhereMostOfItsNeighboursAre() {
    var random = new SplittableRandom(5);
    for (int round = 0; round < 20_000; round++) {
      int length = random.nextInt(1, 14);
      int words = random.nextInt(1, 40);
      int[] all = begins(random, words, length);
      int pieces = all[words];
      var begins = java.util.Arrays.copyOf(all, words);
      var plan = new WindowPlan(begins, pieces, length);
      var spans = plan.spans();
      int[] owner = plan.answering(spans);
      for (int s = 0; s < spans.size(); s++) {
        var span = spans.get(s);
        assertEquals(begins[span.first()], span.begin());
        assertTrue(span.end() - span.begin() <= length && span.begin() < span.end());
        assertTrue(s == 0 || span.first() > spans.get(s - 1).first());
        assertTrue(begins[span.last()] < span.end());
        assertTrue(span.last() == words - 1 || begins[span.last() + 1] >= span.end());
      }
      assertEquals(0, spans.getFirst().first());
      assertEquals(words - 1, spans.getLast().last());
      for (int w = 0; w < words; w++) {
        var own = spans.get(owner[w]);
        assertTrue(own.first() <= w && w <= own.last(), "word " + w);
        for (var other : spans) {
          if (other.first() <= w && w <= other.last()) {
            assertTrue(context(own, all, w) >= context(other, all, w), "word " + w);
          }
        }
      }
    }
  }

  private static int context(WindowPlan.Span span, int[] begins, int word) {
    int pieces = begins[begins.length - 1];
    int before = span.begin() == 0 ? Integer.MAX_VALUE : begins[word] - span.begin();
    int after = span.end() == pieces ? Integer.MAX_VALUE : span.end() - begins[word + 1];
    return Math.min(before, after);
  }

  @Test
  void wordsHaveAQuarterOfAWindowOnEitherSide() {
    int words = 1000;
    var begins = java.util.stream.IntStream.rangeClosed(0, words).toArray();
    var plan = new WindowPlan(java.util.Arrays.copyOf(begins, words), words, 126);
    var spans = plan.spans();
    assertTrue(spans.size() <= 2 * words / 126 + 1, spans.size() + " windows");
    assertEquals(words, spans.getLast().end());
    assertEquals(126, spans.getLast().end() - spans.getLast().begin());
    int[] owner = plan.answering(spans);
    for (int w = 0; w < words; w++) {
      assertTrue(context(spans.get(owner[w]), begins, w) >= 30, "word " + w);
    }
  }
}
