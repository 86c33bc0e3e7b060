package lamina.evaluate;

import static lamina.evaluate.IntervalsTest.answers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import lamina.data.Task;
import lamina.model.HeadKey;
import org.junit.jupiter.api.Test;

/** The mean over languages: joint draws where data is parallel, separate ones elsewhere. */
class MeanTest {
  private static final HeadKey PAPER = HeadKey.of("paper.8");

  @Test
  void everyLanguageCountsTheSame() {
    var groups = List.of(List.of(answers(100, 80), answers(100, 60)), only(answers(10, 1)));
    assertEquals(0.5, Intervals.mean(groups), 1e-12);
  }

  /** Four copies of one language tell no more than one of them. */
  @Test
  void translationsAreDrawnTogether() {
    var one = answers(300, 150);
    var copies = Intervals.mean(List.of(List.of(one, one, one, one)), 1);
    assertEquals(width(Intervals.bootstrap(one, 1)), width(copies), 1e-12);
  }

  /** Four independent languages tell four times as much: half the width. */
  @Test
  void otherDataIsDrawnApart() {
    var one = answers(300, 150);
    var apart = Intervals.mean(List.of(only(one), only(one), only(one), only(one)), 1);
    assertEquals(width(Intervals.bootstrap(one, 1)) / 2, width(apart), 0.01);
  }

  @Test
  void gainOfTheMeanComesFromTheSameItems() {
    var random = new Random(3);
    var base = IntStream.range(0, 200).mapToObj(i -> random.nextInt(2)).toList();
    var poor = base.stream().map(x -> new ExampleScore(x, 1)).toArray(ExampleScore[]::new);
    var good = base.stream().map(x -> new ExampleScore(Math.max(x, random.nextInt(8) / 7), 1));
    var better = good.toArray(ExampleScore[]::new);
    var gain = Intervals.meanDifference(List.of(only(better)), List.of(only(poor)), 9);
    assertEquals(ExampleScore.score(better) - ExampleScore.score(poor), gain.value(), 1e-12);
    assertTrue(gain.interval().low() > 0 && gain.p() < 0.01, gain.toString());
    var none = Intervals.meanDifference(List.of(only(poor)), List.of(only(poor)), 9);
    assertEquals(1, none.p());
  }

  @Test
  void scoreOfTheMeanNamesItself() {
    var languages =
        List.of(set("de", answers(100, 80), List.of()), set("fr", answers(100, 60), List.of()));
    var score = Scorer.mean(Task.XNLI, languages, PAPER, PAPER);
    assertEquals(ScoreTable.MEAN, score.language());
    assertEquals(0.7, score.value(), 1e-12);
    assertEquals(200, score.n());
    assertEquals(0, score.gain().orElseThrow().value());
    assertTrue(Scorer.mean(Task.XNLI, languages, PAPER, null).gain().isEmpty());
  }

  @Test
  void scoreOfALanguageHasWilsonForPairsAndItsGain() {
    var all = new HashMap<HeadKey, ExampleScore[]>();
    all.put(PAPER, answers(263, 81));
    all.put(HeadKey.LAST, answers(263, 60));
    var ids = IntStream.range(0, 263).mapToObj(Integer::toString).toList();
    var set = new ScoredSet(Metric.ACCURACY, "de", ids, 1.5, all);
    var score = Scorer.score(Task.XNLI, set, PAPER, HeadKey.LAST);
    assertEquals(0.2553, score.interval().low(), 5e-5);
    assertEquals(21.0 / 263, score.gain().orElseThrow().value(), 1e-12);
  }

  /** 100 premises with three equal answers each are 100 pieces of evidence, not 300. */
  @Test
  void pairsOfOnePremiseAreOneDraw() {
    var drawn = IntStream.range(0, 300).mapToObj(i -> "s" + i / 3 * 3).toList();
    var items =
        IntStream.range(0, 300)
            .mapToObj(i -> new ExampleScore(i / 3 < 70 ? 1 : 0, 1))
            .toArray(ExampleScore[]::new);
    var score = Scorer.score(Task.XNLI, set("de", items, drawn), PAPER, null);
    assertEquals(300, score.n());
    double half = 1.96 * Math.sqrt(0.7 * 0.3 / 100);
    assertEquals(2 * half, width(score.interval()), 0.02);
  }

  private static ScoredSet set(String language, ExampleScore[] items, List<String> drawn) {
    var ids = IntStream.range(0, items.length).mapToObj(i -> "s" + i).toList();
    return new ScoredSet(
        Metric.ACCURACY, language, ids, 1.5, Map.of(PAPER, items), Coverage.WHOLE, "", drawn);
  }

  private static List<ExampleScore[]> only(ExampleScore[] language) {
    return List.<ExampleScore[]>of(language);
  }

  private static double width(Interval interval) {
    return interval.high() - interval.low();
  }
}
