package lamina.model;

import java.util.List;
import java.util.Optional;

/**
 * Probabilities over a task's labels. There is none of values that are no numbers.
 *
 * @param labels the labels
 * @param probabilities one a label, finite, summing to 1
 */
public record Distribution(List<String> labels, float[] probabilities) {
  /** Checks that all are numbers. */
  public Distribution {
    for (float p : probabilities) {
      if (!Float.isFinite(p)) {
        throw new IllegalArgumentException("a probability is " + p);
      }
    }
  }

  /**
   * The softmax of logits.
   *
   * @param logits of several distributions, one after another
   * @param from index of the first one's
   * @return empty where one of them isn't finite: then nothing is answered
   */
  static Optional<Distribution> of(List<String> labels, float[] logits, int from) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < labels.size(); i++) {
      if (!Float.isFinite(logits[from + i])) {
        return Optional.empty();
      }
      largest = Math.max(largest, logits[from + i]);
    }
    var powers = new double[labels.size()];
    double sum = 0;
    for (int i = 0; i < powers.length; i++) {
      powers[i] = Math.exp(logits[from + i] - largest);
      sum += powers[i];
    }
    var probabilities = new float[powers.length];
    for (int i = 0; i < powers.length; i++) {
      probabilities[i] = (float) (powers[i] / sum);
    }
    return Optional.of(new Distribution(labels, probabilities));
  }

  /** Index of the most probable label. */
  public int best() {
    int best = 0;
    for (int i = 1; i < probabilities.length; i++) {
      if (probabilities[i] > probabilities[best]) {
        best = i;
      }
    }
    return best;
  }

  /** The most probable label. */
  public String label() {
    return labels.get(best());
  }

  /** Its probability. */
  public float probability() {
    return probabilities[best()];
  }
}
