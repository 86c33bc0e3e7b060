package lamina.evaluate;

import static lamina.evaluate.IntervalsTest.answers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import lamina.data.Task;
import lamina.model.HeadKey;
import org.junit.jupiter.api.Test;

/** Translations are told by their ids, in whatever order they stand and whatever is left out. */
class ParallelDataTest {
  private static final int N = 200;
  private static final List<String> IDS = IntStream.range(0, N).mapToObj(i -> "s" + i).toList();

  /** A language whose sentences are about as hard as those of the others. */
  private static ScoredSet set(String language, List<String> ids, ExampleScore[] items) {
    return new ScoredSet(Metric.ACCURACY, language, ids, 1, Map.of(HeadKey.LAST, items));
  }

  private static Interval interval(List<ScoredSet> languages) {
    return Intervals.mean(ScoredSet.groups(languages, HeadKey.LAST), 1);
  }

  private static double width(Interval i) {
    return i.high() - i.low();
  }

  private static List<ScoredSet> languages(boolean shuffled, int without) {
    var sets = new ArrayList<ScoredSet>();
    for (int l = 0; l < 4; l++) {
      var order = new ArrayList<>(IntStream.range(0, N).boxed().toList());
      if (shuffled && l > 0) {
        Collections.shuffle(order, new Random(l));
      }
      if (without > 0) {
        order.subList(l * without, (l + 1) * without).clear();
      }
      var all = answers(N, N / 2);
      sets.add(
          set(
              "l" + l,
              order.stream().map(IDS::get).toList(),
              order.stream().map(i -> all[i]).toArray(ExampleScore[]::new)));
    }
    return sets;
  }

  @Test
  void theOrderOfTheFilesChangesNothing() {
    assertEquals(interval(languages(false, 0)), interval(languages(true, 0)));
  }

  @Test
  void aSentenceThatOneLanguageLacksDoesNotPartTheOthers() {
    double whole = width(interval(languages(false, 0)));
    double less = width(interval(languages(false, 3)));
    assertEquals(whole, less, 0.1 * whole);
    var mean = Scorer.mean(Task.POS, languages(false, 3), HeadKey.LAST, null);
    assertEquals(4 * (N - 3), mean.n(), "only examples that are there count");
  }

  @Test
  void otherSentencesAreDrawnApart() {
    var sets = new ArrayList<ScoredSet>();
    for (int l = 0; l < 4; l++) {
      int language = l;
      sets.add(set("l" + l, IDS.stream().map(id -> language + id).toList(), answers(N, N / 2)));
    }
    assertEquals(4, ScoredSet.groups(sets, HeadKey.LAST).size());
    assertTrue(width(interval(sets)) < 0.6 * width(interval(languages(false, 0))));
  }

  @Test
  void examplesOfOneIdStayApart() {
    var ids = List.of("a", "a", "b", "c", "d", "e", "f", "g", "h", "i");
    var groups = ScoredSet.groups(List.of(set("x", ids, answers(10, 4))), HeadKey.LAST);
    assertEquals(10, groups.getFirst().getFirst().length);
    assertEquals(0.4, Intervals.mean(groups), 1e-12);
  }

  /** Nothing is certain of a sentence or two, nor of sentences that are all alike. */
  @Test
  void fewSentencesHaveWideIntervals() {
    var one = Intervals.bootstrap(new ExampleScore[] {new ExampleScore(7, 7)}, 1);
    assertEquals(1, one.high());
    assertEquals(0.2065, one.low(), 1e-4, "Wilson, one of one");
    var alike = new ExampleScore[30];
    Arrays.fill(alike, new ExampleScore(1, 2));
    var half = Intervals.bootstrap(alike, 1);
    assertTrue(half.low() < 0.4 && half.high() > 0.6, half.toString());
    assertEquals(new Interval(0, 1), Intervals.bootstrap(new ExampleScore[0], 1));
  }
}
