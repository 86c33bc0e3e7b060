package lamina.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  private static double[] upTo(int n) {
    return IntStream.rangeClosed(1, n).asDoubleStream().toArray();
  }

  @Test
  void callsTwiceAsLongInEveryRoundAreTwiceAsLongWithoutDoubt() {
    var fast = upTo(101);
    var slow = Arrays.stream(fast).map(t -> 2 * t).toArray();
    var ratio = Statistics.ratioOfMedians(slow, fast);
    assertEquals(2, ratio.value(), 1e-12);
    // Rounds are drawn together: lengths of sentences alone make no interval.
    assertEquals(2, ratio.interval().low(), 1e-12);
    assertEquals(2, ratio.interval().high(), 1e-12);
  }

  @Test
  void intervalOfAMedianIsThatOfItsOrderStatistics() {
    var ones = new double[101];
    Arrays.fill(ones, 1);
    var ratio = Statistics.ratioOfMedians(upTo(101), ones);
    assertEquals(51, ratio.value(), 1e-12);
    // Ranks 51 -+ 1.96 * sqrt(101) / 2.
    assertEquals(41, ratio.interval().low(), 2);
    assertEquals(61, ratio.interval().high(), 2);
  }

  @Test
  void roundsMustPairUp() {
    assertThrows(IllegalArgumentException.class, () -> Statistics.ratioOfMedians(upTo(3), upTo(4)));
  }

  @Test
  void ratesCountWholePasses() {
    var calm = Statistics.rate(new double[][] {{10, 30}, {10, 30}, {10, 30}}, 8);
    assertEquals(200, calm.value(), 1e-9); // 8 in 40 ms
    assertEquals(200, calm.interval().low(), 1e-9, "batches of different length are no doubt");
    assertEquals(200, calm.interval().high(), 1e-9);
    var wild = Statistics.rate(new double[][] {{10, 30}, {20, 60}}, 8);
    assertEquals(8 * 2 / 0.120, wild.value(), 1e-9);
    assertEquals(100, wild.interval().low(), 1e-9); // both passes as slow as the second
    assertEquals(200, wild.interval().high(), 1e-9);
  }

  @Test
  void spreadWithinASentenceLeavesLengthAside() {
    var millis = new double[100];
    for (int i = 0; i < millis.length; i++) {
      millis[i] = i % 2 == 0 ? 5 : 50;
    }
    assertTrue(Statistics.spread(millis) > 1);
    assertEquals(0, Statistics.spreadWithin(millis, 2), 1e-12);
    assertTrue(Statistics.spreadWithin(millis, 1) > 1, "one sentence: all of it is the machine's");
  }

  @Test
  void percentilesTellWhatIsReliable() {
    var latency = Statistics.latency(upTo(1000), upTo(1000));
    assertEquals(500.5, latency.p50().value(), 1e-9);
    assertTrue(latency.p90().reliable());
    assertTrue(latency.p99().reliable());
    assertTrue(!Statistics.latency(upTo(200), upTo(200)).p99().reliable());
  }

  @Test
  void whatLinuxTellsIsReadRight() {
    // user nice system idle iowait irq softirq steal guest guest_nice
    assertEquals(16.1, OtherLoad.busySeconds("cpu  1000 200 300 5000 70 0 10 100 900 0"), 1e-9);
  }
}
