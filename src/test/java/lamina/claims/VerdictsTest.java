package lamina.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import lamina.claims.LayerStatistics.Point;
import lamina.data.Task;
import lamina.data.Tasks;
import lamina.evaluate.Claim;
import lamina.evaluate.Interval;
import lamina.evaluate.Intervals;
import org.junit.jupiter.api.Test;

/** Thresholds decide as they are written: planted numbers give each verdict. */
class VerdictsTest {
  private static final double LEVEL = 0.05;
  private static final List<Task> ALL = Tasks.KNOWN.all();

  private static Intervals.Difference difference(double points, double half, double p) {
    double v = points / 100;
    return new Intervals.Difference(v, new Interval(v - half / 100, v + half / 100), p);
  }

  private static TaskGain gain(
      Task task, int seeds, double points, double half, double p, boolean equivalent) {
    var claim = p >= LEVEL ? Claim.NOTHING : points > 0 ? Claim.GAIN : Claim.LOSS;
    return new TaskGain(
        task,
        "planted",
        seeds,
        seeds > 1,
        difference(points, half, p),
        claim,
        equivalent,
        1000,
        "");
  }

  private static List<TaskGain> gains(int seeds, double... points) {
    var gains = new ArrayList<TaskGain>();
    for (int i = 0; i < points.length; i++) {
      double p = Math.abs(points[i]) > 0.5 ? 1e-4 : 0.5;
      gains.add(gain(ALL.get(i), seeds, points[i], 0.4, p, Math.abs(points[i]) < 0.05));
    }
    return gains;
  }

  @Test
  void aFusionGainsOnAllOnSomeOrOnNone() {
    assertEquals(Verdict.SUPPORTED, TaskGains.improves(gains(5, 2, 2, 2, 2), 4, LEVEL));
    assertEquals(Verdict.MIXED, TaskGains.improves(gains(5, 2, 2, 0.2, 2), 4, LEVEL));
    assertEquals(Verdict.MIXED, TaskGains.improves(gains(5, 2, -2, 2, 2), 4, LEVEL));
    assertEquals(Verdict.MIXED, TaskGains.improves(gains(5, 2, 2, 2), 4, LEVEL)); // one is missing
    assertEquals(Verdict.NOT_SUPPORTED, TaskGains.improves(gains(5, 0.2, 0, 0, -2), 4, LEVEL));
    assertEquals(Verdict.EQUIVALENT, TaskGains.improves(gains(5, 0, 0, 0, 0), 4, LEVEL));
    assertEquals(Verdict.NOT_SUPPORTED, TaskGains.improves(gains(5, 0, 0, 0), 4, LEVEL));
    assertEquals(Verdict.NOT_TESTED, TaskGains.improves(List.of(), 4, LEVEL));
  }

  @Test
  void tasksAreCorrectedTogetherAndNoGainIsSaidThatItsSourceDoesNotSay() {
    var four = new ArrayList<TaskGain>();
    ALL.forEach(t -> four.add(gain(t, 5, 1, 0.9, 0.04, false)));
    assertEquals(Verdict.NOT_SUPPORTED, TaskGains.improves(four, 4, LEVEL)); // Holm: 0.16
    var one = gain(ALL.getFirst(), 5, 2, 0.4, 1e-6, false);
    var silent =
        new TaskGain(
            one.task(), "", 5, true, one.gain(), Claim.NOTHING, false, one.n(), one.source());
    assertEquals(Verdict.NOT_SUPPORTED, TaskGains.improves(List.of(silent), 1, LEVEL));
  }

  @Test
  void sizesLieWithinTheRangeByTheirWholeInterval() {
    var range = new ClaimRules.Range(4, 1, 3);
    assertEquals(Verdict.SUPPORTED, TaskGains.within(gains(5, 2, 1.5, 2, 2.5), range));
    assertEquals(Verdict.MIXED, TaskGains.within(gains(5, 2, 1.2, 2, 2.5), range)); // from 0.8
    assertEquals(Verdict.MIXED, TaskGains.within(gains(5, 2, 2, 2), range));
    assertEquals(Verdict.NOT_SUPPORTED, TaskGains.within(gains(5, 4, 0, 0.5, -2), range));
    assertEquals(Verdict.NOT_TESTED, TaskGains.within(List.of(), range));
  }

  @Test
  void oneSeedIsNeverSupported() {
    var random = new SplittableRandom(3);
    for (int trial = 0; trial < 500; trial++) {
      var gains = new ArrayList<TaskGain>();
      for (var task : ALL) {
        gains.add(
            gain(
                task,
                random.nextInt(4) == 0 ? 1 : 5,
                random.nextDouble(-1, 4),
                0.3,
                random.nextBoolean() ? 1e-9 : random.nextDouble(),
                random.nextBoolean()));
      }
      gains.set(0, gain(ALL.getFirst(), 1, 2, 0.1, 1e-9, false));
      for (var verdict :
          List.of(
              TaskGains.improves(gains, 1, LEVEL),
              TaskGains.within(gains, new ClaimRules.Range(1, 0, 100)))) {
        var settled = GainClaims.settled(gains, verdict, 3);
        assertNotEquals(Verdict.SUPPORTED, settled);
        assertNotEquals(Verdict.EQUIVALENT, settled);
      }
    }
    assertEquals(Verdict.SUPPORTED, GainClaims.settled(gains(5, 2, 2), Verdict.SUPPORTED, 3));
    assertEquals(
        Verdict.NOT_TESTED, GainClaims.settled(gains(2, 2, 2), Verdict.SUPPORTED, 3)); // too few
  }

  private static Point slope(double value, double half) {
    return new Point(value, new Interval(value - half, value + half));
  }

  @Test
  void trendsOverLayers() {
    assertEquals(Verdict.SUPPORTED, LayerClaims.trends(slope(-2, 1), slope(2, 1), 1, 0.5));
    assertEquals(Verdict.MIXED, LayerClaims.trends(slope(-2, 1), slope(2, 1), -1, 0.5));
    assertEquals(Verdict.MIXED, LayerClaims.trends(slope(2, 1), slope(2, 1), 1, 0.5));
    assertEquals(Verdict.NOT_SUPPORTED, LayerClaims.trends(slope(2, 1), slope(-2, 1), 1, 0.5));
    assertEquals(Verdict.NOT_SUPPORTED, LayerClaims.trends(slope(-2, 1.6), slope(2, 1.6), 1, 0.5));
  }

  @Test
  void correlationsOverLayersAreAtMostMixed() {
    assertEquals(Verdict.MIXED, LayerClaims.traded(LayerStatistics.fisher(-0.9, 13, 0), 0.3));
    assertEquals(
        Verdict.NOT_SUPPORTED, LayerClaims.traded(LayerStatistics.fisher(-0.4, 13, 0), 0.3));
    assertEquals(
        Verdict.NOT_SUPPORTED, LayerClaims.traded(LayerStatistics.fisher(0.9, 13, 0), 0.3));
    var strong = LayerStatistics.fisher(0.95, 11, 1);
    var weak = LayerStatistics.fisher(0.3, 11, 1);
    assertEquals(Verdict.MIXED, LayerClaims.features(Map.of("a", strong, "b", strong), 0.3));
    assertEquals(Verdict.NOT_SUPPORTED, LayerClaims.features(Map.of("a", strong, "b", weak), 0.3));
  }

  private static Verdict kin(double... r) {
    var tests = new LinkedHashMap<Integer, Intervals.Difference>();
    for (double value : r) {
      double p = Math.abs(value) > 0.2 ? 1e-4 : 0.4;
      tests.put(tests.size(), new Intervals.Difference(value, Evidence.NONE, p));
    }
    var rules =
        new ClaimRules("x", LEVEL, 3, 0, 1, 0, 1, null, 2, 0, new ClaimRules.Kin(0.5, 0.5, 8), 2);
    return KinshipClaim.agrees(tests, rules);
  }

  @Test
  void relatives() {
    assertEquals(Verdict.SUPPORTED, kin(0.7, 0.6, 0.3, 0.1));
    assertEquals(Verdict.MIXED, kin(0.7, 0.3, 0.3, 0.1)); // strong in too few layers
    assertEquals(Verdict.NOT_SUPPORTED, kin(0.1, 0.1, -0.6, 0));
  }

  @Test
  void gatesAndStudents() {
    var apart = GateClaim.welch(new double[] {0.4, 0.41, 0.42}, new double[] {0.6, 0.61, 0.62});
    var alike = GateClaim.welch(new double[] {0.4, 0.5, 0.6}, new double[] {0.45, 0.5, 0.6});
    assertEquals(Verdict.MIXED, GateClaim.apart(Map.of("x", apart), LEVEL));
    assertEquals(Verdict.NOT_SUPPORTED, GateClaim.apart(Map.of("x", alike), LEVEL));
    assertEquals(Verdict.NOT_TESTED, GateClaim.apart(Map.of(), LEVEL));
    var even = List.of(difference(5, 1, 0), difference(5.2, 1, 0), difference(4.9, 1, 0));
    var uneven = List.of(difference(5, 1, 0), difference(15, 1, 0), difference(1, 1, 0));
    assertTrue(StudentQuestion.uneven(even).p() > 0.5);
    assertTrue(StudentQuestion.uneven(uneven).p() < 1e-6);
    assertEquals(Verdict.SUPPORTED, StudentQuestion.uneven(Map.of("a", 0.01), LEVEL));
    assertEquals(Verdict.MIXED, StudentQuestion.uneven(Map.of("a", 0.01, "b", 0.3), LEVEL));
    assertEquals(Verdict.NOT_SUPPORTED, StudentQuestion.uneven(Map.of("a", 0.3), LEVEL));
  }

  @Test
  void pairedSeeds() {
    var test = GainClaims.paired(new double[] {3, 4, 5}, new double[] {1, 2.5, 2.5});
    assertEquals(2, test.value(), 1e-12);
    // sd 0.5, error 0.5 / sqrt 3, t with 2 degrees of freedom: 4.3027 * 0.28868
    assertEquals(2 - 1.2421, test.interval().low(), 1e-3);
  }
}
