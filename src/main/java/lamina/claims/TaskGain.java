package lamina.claims;

import lamina.data.Task;
import lamina.evaluate.Claim;
import lamina.evaluate.Interval;
import lamina.evaluate.Intervals;

/**
 * What a fusion gains on one task.
 *
 * @param what is compared, for example {@code paper.8 over last}
 * @param seeds runs behind it
 * @param registered whether the runs were made for a registration as it stands
 * @param gain mean over languages without English; 1 for a hundred points
 * @param within what the source's own family of tests lets anybody say
 * @param equivalent whether the source shows that there is no difference beyond its margin
 * @param n examples
 * @param source file or folder
 */
record TaskGain(
    Task task,
    String what,
    int seeds,
    boolean registered,
    Intervals.Difference gain,
    Claim within,
    boolean equivalent,
    long n,
    String source) {
  /** Whether it can't carry "supported". */
  boolean exploratory(int least) {
    return !registered || seeds < least;
  }

  /** In points, with a p that is corrected as is said. */
  Evidence evidence(double p) {
    return new Evidence(
        task.label() + ", " + what + (seeds == 1 ? ", one seed" : ", " + seeds + " seeds"),
        100 * gain.value(),
        "points",
        new Interval(100 * gain.interval().low(), 100 * gain.interval().high()),
        p,
        n,
        "examples");
  }
}
