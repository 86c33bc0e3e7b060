package lamina.ui.latency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import lamina.bench.LatencyReport;
import lamina.bench.LatencyReport.Estimate;
import lamina.bench.Warning;
import lamina.data.Task;
import lamina.evaluate.Interval;
import lamina.evaluate.Metric;
import lamina.evaluate.Percentiles;
import lamina.evaluate.Score;
import lamina.evaluate.ScoreTable;
import lamina.model.HeadKey;
import lamina.model.ModelFiles;
import lamina.model.ModelSummary;
import lamina.model.SmallModels;
import lamina.ui.text.LatencyTexts;
import org.junit.jupiter.api.Test;

/** Titles of measurements claim no more than the intervals carry, all that are shown together. */
class LatencyFiguresTest {
  private static final ModelSummary TEACHER = ModelFiles.summary(SmallModels.of("pos-teacher"));
  private static final ModelSummary STUDENT = ModelFiles.summary(SmallModels.of("pos-student"));

  private static Score score(String language, int n, double value) {
    return new Score(
        Task.POS,
        Metric.ACCURACY,
        language,
        HeadKey.LAST,
        n,
        value,
        new Interval(value - 0.01, value + 0.01),
        Optional.empty(),
        1);
  }

  /**
   * A contender.
   *
   * @param faster its ratio, its interval's ends
   * @param rate sentences a second, its interval's ends
   */
  private static LatencyFigures.Row row(
      ModelSummary model, double p50, double[] faster, double[] rate, Score... scores) {
    return row(model, "ndarray", p50, faster, rate, scores);
  }

  private static LatencyFigures.Row row(
      ModelSummary model,
      String engine,
      double p50,
      double[] faster,
      double[] rate,
      Score... scores) {
    var time = new Percentiles(p50, new Interval(p50, p50), true);
    var ratio = new Estimate(faster[0], new Interval(faster[1], faster[2]));
    var through = new Estimate(rate[0], new Interval(rate[1], rate[2]));
    var series =
        new LatencyReport.Series(
            model.name(),
            engine,
            HeadKey.LAST,
            new LatencyReport.ColdStart(0, 1, 1),
            new double[] {p50},
            new LatencyReport.Latency(100, time, time, time, ratio),
            new TreeMap<>(),
            Optional.of(new LatencyReport.Throughput(through, through, 1, 0)),
            new LatencyReport.Memory(1, 1),
            1,
            1,
            new LatencyReport.Accuracy(new ScoreTable(List.of(scores)), "a test"));
    return new LatencyFigures.Row(model, series);
  }

  private static final double[] SELF = {1, 1, 1};
  private static final double[] SLOW = {100, 95, 105};

  private static LatencyReport report(List<LatencyFigures.Row> rows) {
    var conditions =
        new LatencyReport.Conditions(
            List.of(new LatencyReport.Sentences("de", 10, 5, 9, 20)),
            1,
            "fp32 (ndarray)",
            "PyTorch",
            "CPU",
            1,
            100,
            5,
            10,
            100,
            true,
            0,
            Instant.EPOCH);
    return new LatencyReport(
        conditions, rows.stream().map(LatencyFigures.Row::series).toList(), List.of(), List.of());
  }

  private static String stream(List<LatencyFigures.Row> rows) {
    return LatencyFigures.stream(report(rows), rows).title();
  }

  @Test
  void fasterIsClaimedWithItsIntervalWhereThatLeavesOneOut() {
    var teacher = row(TEACHER, 10, SELF, SLOW);
    assertEquals(
        "pos-student, ndarray answers 1.40 [1.30, 1.50] times as fast as pos-teacher, ndarray"
            + " (ratio of medians)",
        stream(List.of(teacher, row(STUDENT, 7, new double[] {1.4, 1.3, 1.5}, SLOW))));
    assertEquals(
        "No other is shown to answer sooner than pos-teacher, ndarray (medians)",
        stream(List.of(teacher, row(STUDENT, 9, new double[] {1.1, 0.97, 1.25}, SLOW))),
        "the smaller median may be chance");
    assertEquals("Latency of pos-teacher, ndarray", stream(List.of(teacher)));
  }

  @Test
  void theTitleComparesLikeWithLike() {
    double[] twice = {2, 1.8, 2.2};
    double[] little = {1.4, 1.3, 1.5};
    double[] chance = {1.1, 0.9, 1.3};
    var teacher = row(TEACHER, 10, SELF, SLOW);
    var rounded = row(STUDENT, "int8", 5, twice, SLOW);
    assertTrue(
        stream(List.of(teacher, row(STUDENT, 7, little, SLOW), rounded))
            .startsWith("pos-student, ndarray answers 1.40 [1.30, 1.50]"),
        "not the student that rounds beside a teacher that doesn't");
    assertEquals(
        "No other is shown to answer sooner than pos-teacher by the engine ndarray" + " (medians)",
        stream(List.of(teacher, row(STUDENT, 9, chance, SLOW), rounded)));
    assertTrue(
        stream(List.of(teacher, row(TEACHER, "int8", 5, twice, SLOW), rounded))
            .startsWith("pos-teacher, int8 answers 2.00"),
        "one model by two engines");
  }

  @Test
  void oneOfManyRatiosIsNotClaimedByItsOwnInterval() {
    double[] barely = {1.1, 1.005, 1.204};
    double[] none = {1, 0.9, 1.11};
    var rows =
        new ArrayList<>(List.of(row(TEACHER, 10, SELF, SLOW), row(STUDENT, 9, barely, SLOW)));
    assertTrue(stream(rows).startsWith("pos-student"), "alone it holds");
    for (int i = 0; i < 4; i++) {
      rows.add(row(STUDENT, 10, none, SLOW));
    }
    assertTrue(stream(rows).startsWith("No other is shown"), stream(rows));
    var caption = LatencyFigures.stream(report(rows), rows).caption();
    assertTrue(caption.endsWith("Holm over 5 comparisons with pos-teacher, ndarray"), caption);
  }

  @Test
  void whoDoesMostIsToldWhereItIsShown() {
    var teacher = row(TEACHER, 10, SELF, SLOW);
    var clear = List.of(teacher, row(STUDENT, 7, SELF, new double[] {150, 145, 155}));
    assertEquals(
        "pos-student, ndarray does most: 150 [145, 155] sentences a second",
        LatencyFigures.offline(report(clear), clear).title());
    var unclear = List.of(teacher, row(STUDENT, 7, SELF, new double[] {104, 96, 112}));
    assertEquals(
        "Sentences a second by engine; no one is shown to do most",
        LatencyFigures.offline(report(unclear), unclear).title());
  }

  @Test
  void aContenderThatWasLeftOutIsAGap() {
    var rows = List.of(row(TEACHER, 10, SELF, SLOW), row(STUDENT, "int8", 5, SELF, SLOW));
    assertEquals("Latency of pos-teacher, ndarray", stream(rows), "nobody to compare it with");
    var bars = LatencyFigures.offline(report(rows), rows);
    assertEquals(List.of("ndarray", "int8"), bars.groups());
    assertArrayEquals(new double[] {100, Double.NaN}, bars.series().getFirst().values());
    assertArrayEquals(new int[] {5, 0}, bars.series().getFirst().n());
    assertArrayEquals(new double[] {Double.NaN, 100}, bars.series().getLast().values());
    var leftOut = new Warning.LeftOut("pos-teacher", "int8", "It’s wrong.");
    assertEquals("pos-teacher, int8 isn't measured: It’s wrong.", LatencyTexts.warning(leftOut));
  }

  @Test
  void onlyScoresOverTheSameLanguagesAndItemsStandTogether() {
    var teacher =
        row(
            TEACHER,
            10,
            SELF,
            SLOW,
            score("de", 9, 0.6),
            score("en", 9, 0.8),
            score("mean", 18, 0.6));
    var same =
        row(
            STUDENT,
            7,
            SELF,
            SLOW,
            score("de", 9, 0.5),
            score("en", 9, 0.8),
            score("mean", 18, 0.5));
    var rows = List.of(teacher, same);
    var figure = LatencyFigures.accuracy(report(rows), rows);
    assertEquals(2, figure.points().size());
    assertTrue(figure.title().startsWith("Pareto front of the measured values: "), figure.title());
    assertTrue(figure.caption().startsWith("Scores: mean of languages without English, n = 18"));
    var fewer = row(STUDENT, 7, SELF, SLOW, score("de", 9, 0.5), score("mean", 9, 0.5));
    assertNull(LatencyFigures.accuracy(report(List.of(teacher, fewer)), List.of(teacher, fewer)));
    // English among two languages is no mean, and no stand-in for one.
    var english = row(STUDENT, 7, SELF, SLOW, score("en", 9, 0.8), score("de", 9, 0.5));
    assertEquals(Optional.empty(), english.score());
  }
}
