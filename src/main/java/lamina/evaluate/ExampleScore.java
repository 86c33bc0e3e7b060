package lamina.evaluate;

/**
 * What one example adds to a score, which is the sum of all {@code got} over the sum of all {@code
 * of}. Accuracy: right answers and answers. Entity F1: {@code 2 tp} and {@code 2 tp + fp + fn}.
 */
public record ExampleScore(double got, double of) {
  /** The score of items; 0 where there is nothing to score. */
  public static double score(ExampleScore[] items) {
    double got = 0;
    double of = 0;
    for (var item : items) {
      got += item.got;
      of += item.of;
    }
    return of == 0 ? 0 : got / of;
  }
}
