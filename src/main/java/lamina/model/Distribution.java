package lamina.model;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Probabilities over labels: a task's, or those of a model that has others.
 *
 * @param labels the labels
 * @param counts what each counts as in the task
 * @param probabilities one a label, summing to 1
 * @param label of the task: what the most probable label counts as
 */
public record Distribution(
    List<String> labels, List<String> counts, float[] probabilities, String label) {
  /** Probabilities over a task's labels. */
  public Distribution(List<String> labels, float[] probabilities) {
    this(labels, labels, probabilities, labels.get(best(probabilities)));
  }

  /** The same of labels that count as others, in an answer that counts as one of them. */
  Distribution counting(String answer, UnaryOperator<String> as) {
    return new Distribution(labels, labels.stream().map(as).toList(), probabilities, answer);
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

  private static int best(float[] probabilities) {
    int best = 0;
    for (int i = 1; i < probabilities.length; i++) {
      if (probabilities[i] > probabilities[best]) {
        best = i;
      }
    }
    return best;
  }

  /** Index of the most probable label. */
  public int best() {
    return best(probabilities);
  }

  /** The most probable label, as the model calls it. */
  public String own() {
    return labels.get(best());
  }

  /** Probability of the most probable label. */
  public float probability() {
    return probabilities[best()];
  }

  /** Probability of a task's label: that of all labels that count as it. */
  public float probability(String of) {
    float sum = 0;
    for (int i = 0; i < probabilities.length; i++) {
      sum += counts.get(i).equals(of) ? probabilities[i] : 0;
    }
    return sum;
  }
}
