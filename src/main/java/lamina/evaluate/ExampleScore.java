package lamina.evaluate;

/**
 * What one example adds to a score, which is the sum of all {@code numerator} over the sum of all
 * {@code denominator}. Accuracy: right answers and answers. Entity F1: {@code 2 tp} and {@code 2 tp
 * + fp + fn}.
 */
public record ExampleScore(double numerator, double denominator) {
  /** Of an example that isn't there. */
  public static final ExampleScore NONE = new ExampleScore(0, 0);

  /** Of both together. */
  ExampleScore plus(ExampleScore other) {
    return new ExampleScore(numerator + other.numerator, denominator + other.denominator);
  }

  /** The score of items; 0 where there is nothing to score. */
  public static double score(ExampleScore[] items) {
    double numerator = 0;
    double denominator = 0;
    for (var item : items) {
      numerator += item.numerator;
      denominator += item.denominator;
    }
    return denominator == 0 ? 0 : numerator / denominator;
  }
}
