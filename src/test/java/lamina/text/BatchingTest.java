package lamina.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.TreeSet;
import java.util.stream.IntStream;
import lamina.model.SmallModels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many inputs, tokenised ahead and put into batches. */
class BatchingTest {
  private final Tokenizer tokenizer = Tokenizer.open(SmallModels.BASE, 64, Integer.MAX_VALUE);
  private final List<Input> inputs =
      IntStream.range(0, 60)
          .<Input>mapToObj(i -> new Input.Text("a ".repeat(i * 7 % 50 + 1)))
          .toList();

  @AfterEach
  void close() {
    tokenizer.close();
  }

  private List<Tokens> tokens() {
    return inputs.stream().map(tokenizer::encode).toList();
  }

  @Test
  void byLengthHoldsEachInputOnceWithinTheBudgetAndPadsToTheLongest() {
    var all = tokens();
    var seen = new TreeSet<Integer>();
    int before = 0;
    int padding = 0;
    for (var rows : new Batching.ByLength(200).of(all)) {
      int longest = rows.indices().stream().mapToInt(i -> all.get(i).length()).max().orElseThrow();
      assertEquals(longest, rows.length());
      assertTrue(rows.indices().size() * longest <= 200);
      assertTrue(longest >= before);
      before = longest;
      for (int i : rows.indices()) {
        assertTrue(seen.add(i));
        padding += longest - all.get(i).length();
      }
    }
    assertEquals(all.size(), seen.size());
    assertTrue(padding < all.stream().mapToInt(Tokens::length).sum() / 10, padding + " padding");
  }

  @Test
  void aBatchEndsWhereMorePaddingWouldCostMoreThanAnotherBatch() {
    var all = tokens(); // of 3 to 52 pieces and more, every length about once
    var short1 = all.stream().min(Comparator.comparingInt(Tokens::length)).orElseThrow();
    var long1 = all.stream().max(Comparator.comparingInt(Tokens::length)).orElseThrow();
    int gap = long1.length() - short1.length();
    assertTrue(gap > 32 && gap < 64, gap + " pieces apart");
    // One short input padded costs less than a batch, two cost more.
    assertEquals(1, new Batching.ByLength(2048).of(List.of(short1, long1)).size());
    var three = new Batching.ByLength(2048).of(List.of(short1, long1, short1));
    assertEquals(
        List.of(List.of(0, 2), List.of(1)), three.stream().map(Batching.Rows::indices).toList());
  }

  @Test
  void paddedKeepsTheOrderAndTheLength() {
    var all = tokens();
    var batches = new Batching.Padded(32, 128).of(all);
    var order = batches.stream().flatMap(rows -> rows.indices().stream()).toList();
    assertEquals(IntStream.range(0, 60).boxed().toList(), order);
    for (var rows : batches) {
      int longest = rows.indices().stream().mapToInt(i -> all.get(i).length()).max().orElseThrow();
      assertEquals(Math.max(32, longest), rows.length());
      assertTrue(rows.indices().size() == 1 || rows.indices().size() * rows.length() <= 128);
    }
  }

  @Test
  void anInputBeyondTheBudgetIsABatchOfItsOwn() {
    var two = List.of(tokens().get(7), tokens().get(7));
    var batches = new Batching.ByLength(10).of(two);
    assertEquals(
        List.of(List.of(0), List.of(1)), batches.stream().map(Batching.Rows::indices).toList());
    assertTrue(new Batching.ByLength(10).of(List.of()).isEmpty());
  }

  @Test
  void tokensComeAheadInOrderWindowByWindow() {
    var sizes = new ArrayList<Integer>();
    var got = new ArrayList<Tokens>();
    try (var ahead = new TokenPrefetch(tokenizer, inputs, 25)) {
      while (ahead.hasNext()) {
        var window = ahead.next();
        sizes.add(window.size());
        window.forEach(reading -> got.add(reading.windows().getFirst().tokens()));
      }
      assertThrows(NoSuchElementException.class, ahead::next);
    }
    assertEquals(List.of(25, 25, 10), sizes);
    var expected = tokens();
    for (int i = 0; i < 60; i++) {
      assertArrayEquals(expected.get(i).ids(), got.get(i).ids());
    }
    try (var none = new TokenPrefetch(tokenizer, List.of(), 25)) {
      assertFalse(none.hasNext());
    }
  }

  @Test
  void anEmptyInputHasNoWindowAndTheRestIsThere() {
    var some = new ArrayList<>(inputs);
    some.set(40, new Input.Text(" "));
    var got = new ArrayList<WindowedInput>();
    try (var ahead = new TokenPrefetch(tokenizer, some, 25)) {
      ahead.forEachRemaining(got::addAll);
    }
    assertEquals(60, got.size());
    for (int i = 0; i < 60; i++) {
      var how = i == 40 ? WindowedInput.How.UNANSWERABLE : WindowedInput.How.WHOLE;
      assertEquals(how, got.get(i).how());
    }
  }
}
