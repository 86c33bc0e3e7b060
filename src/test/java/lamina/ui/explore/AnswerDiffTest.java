package lamina.ui.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lamina.model.Distribution;
import org.junit.jupiter.api.Test;

class AnswerDiffTest {
  private static final List<String> LABELS = List.of("NOUN", "VERB");

  private static List<Optional<Distribution>> answers(String labels) {
    var list = new ArrayList<Optional<Distribution>>();
    for (char c : labels.toCharArray()) {
      list.add(
          c == '-'
              ? Optional.empty()
              : Optional.of(
                  new Distribution(
                      LABELS, c == 'N' ? new float[] {0.8f, 0.2f} : new float[] {0.2f, 0.8f})));
    }
    return list;
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  private static AnswerDiff diff(String old, String oldLabels, String now, String labels) {
    var aligned = AnswerDiff.Alignment.of(words(old), words(now));
    return AnswerDiff.of(aligned, answers(oldLabels), answers(labels));
  }

  @Test
  void anotherWordIsEditedAndItsNeighbourFlips() {
    var diff = diff("they can fish", "NVN", "they will fish", "NVV");
    assertArrayEquals(new int[] {0, -1, 2}, diff.words().before());
    assertEquals(List.of(Optional.empty(), Optional.empty(), Optional.of("NOUN")), diff.flips());
    assertEquals(1, diff.flipped());
    assertEquals(2, diff.kept());
    assertEquals(1, diff.edited());
    assertEquals(1, diff.removed());
  }

  @Test
  void insertionsAndDeletionsShiftNothing() {
    assertArrayEquals(new int[] {0, -1, 1, 2}, AnswerDiff.align(words("a b c"), words("a x b c")));
    assertArrayEquals(new int[] {0, 2}, AnswerDiff.align(words("a b c"), words("a c")));
    assertArrayEquals(new int[] {0, 1, -1}, AnswerDiff.align(words("a a"), words("a a a")));
    assertEquals(0, diff("a b c", "NNN", "a x b c", "NVNN").flipped());
    assertEquals(1, diff("a b c", "NNN", "a c", "NN").removed());
  }

  @Test
  void theSameTextHasNoEditAndNothingAlignsWithNothing() {
    var same = diff("a b", "NV", "a b", "NV");
    assertEquals(0, same.edited() + same.removed() + same.flipped());
    assertEquals(2, diff("", "", "a b", "NV").edited());
    assertEquals(2, diff("a b", "NV", "", "").removed());
  }

  @Test
  void aWordThatWasCutOffFlipsNothing() {
    assertEquals(0, diff("a b", "N-", "a b", "NV").flipped());
    assertEquals(0, diff("a b", "NV", "a b", "N-").flipped());
  }

  @Test
  void manyWordsAlign() {
    var old = new ArrayList<String>();
    for (int i = 0; i < 512; i++) {
      old.add("w" + i % 7);
    }
    var now = new ArrayList<>(old);
    now.set(300, "other");
    var before = AnswerDiff.align(old, now);
    assertEquals(-1, before[300]);
    assertEquals(299, before[299]);
    assertEquals(511, before[511]);
  }
}
