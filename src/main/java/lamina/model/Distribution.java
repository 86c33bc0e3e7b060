package lamina.model;

import java.util.List;

/**
 * Probabilities over a task's labels.
 *
 * @param labels the labels
 * @param probabilities one a label, summing to 1
 */
public record Distribution(List<String> labels, float[] probabilities) {
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
