package lamina.experiment;

import java.util.Locale;
import lamina.problem.Problem;

/**
 * How far a job is.
 *
 * @param phase what it does now
 * @param done steps done in training, languages scored in scoring
 * @param all steps or languages in all; 0 before it has begun
 */
public record JobProgress(Phase phase, int done, int all) {
  /** What a job that hasn't begun says. */
  public static final JobProgress NONE = new JobProgress(Phase.TRAINING, 0, 0);

  static final JobProgress DONE = new JobProgress(Phase.DONE, 1, 1);

  private static final double TRAINED = 0.99;

  /** What a job does, in the order in which it does it. */
  public enum Phase {
    TRAINING,
    /** An epoch ends: its heads answer the English development data. */
    DEVELOPMENT,
    /** It is trained: its heads answer the test data, language by language. */
    SCORING,
    DONE
  }

  /** From 0 to 1; scoring is the last hundredth, since nobody knows how long it takes. */
  public double share() {
    return switch (phase) {
      case TRAINING, DEVELOPMENT -> all == 0 ? 0 : TRAINED * done / all;
      case SCORING -> TRAINED + (1 - TRAINED) * done / Math.max(1, all);
      case DONE -> 1;
    };
  }

  /** As a file holds it: {@code training 620 1250}. */
  String text() {
    return phase.name().toLowerCase(Locale.ROOT) + " " + done + " " + all;
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws Problem where it is anything else
   */
  static JobProgress of(String text) {
    var parts = text.strip().split(" ");
    try {
      var phase = Phase.valueOf(parts[0].toUpperCase(Locale.ROOT));
      var read = new JobProgress(phase, Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
      if (read.done >= 0 && read.done <= read.all) {
        return read;
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new Problem("\"" + text + "\" doesn't say how far a job is.", e);
    }
    throw new Problem("\"" + text + "\" doesn't say how far a job is.");
  }
}
