package lamina.similarity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.stream.IntStream;
import lamina.evaluate.ExampleScore;

/**
 * Whether a linear probe reads the language off a sentence's vector, as it is and after the mean of
 * each language was taken away (Libovický et al., Findings of EMNLP 2020). Of three sentences the
 * first gives the means, the second trains and the third tests: no translation of a test sentence
 * was seen, and means of the training sentences themselves would leave a linear probe nothing.
 */
public final class LanguageIdentity {
  private static final int PARTS = 3;

  private LanguageIdentity() {}

  /**
   * How many languages were told.
   *
   * @param units of each test sentence over all languages, right answers and languages
   */
  public record Told(ExampleScore[] units) {}

  /**
   * Trains and tests the probe.
   *
   * @param languages of each (N, E), the same sentences in the same order; N at least 6
   * @param centred whether centroids are taken away
   * @param between run now and then; may throw to stop
   */
  public static Told of(List<NDArray> languages, boolean centred, Runnable between) {
    int size = languages.size();
    try (var own = languages.getFirst().getManager().newSubManager()) {
      var train = Kept.in(own, () -> rows(languages, 1, centred));
      var test = Kept.in(own, () -> rows(languages, 2, centred));
      int half = (int) train.getShape().get(0) / size;
      int rest = (int) test.getShape().get(0) / size;
      int[] labels = IntStream.range(0, size * half).map(i -> i / half).toArray();
      int[] answers = LinearProbe.train(own, train, labels, size, between).answer(test);
      var units = new ExampleScore[rest];
      for (int i = 0; i < rest; i++) {
        int right = 0;
        for (int language = 0; language < size; language++) {
          right += answers[language * rest + i] == language ? 1 : 0;
        }
        units[i] = new ExampleScore(right, size);
      }
      return new Told(units);
    }
  }

  /** A third of the sentences, language after language. */
  private static NDArray rows(List<NDArray> languages, int which, boolean centred) {
    var rows = new NDList();
    for (var x : languages) {
      var own = part(x, which);
      rows.add(centred ? own.sub(part(x, 0).mean(new int[] {0}, true)) : own);
    }
    return NDArrays.concat(rows);
  }

  private static NDArray part(NDArray x, int which) {
    int n = (int) x.getShape().get(0);
    var places = IntStream.range(0, n).filter(i -> i % PARTS == which).mapToLong(i -> i).toArray();
    return x.get(x.getManager().create(places));
  }
}
