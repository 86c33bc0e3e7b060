package lamina.similarity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.stream.IntStream;
import lamina.evaluate.ExampleScore;

/**
 * Whether a linear probe reads the language off a sentence's vector, as it is and after the mean of
 * each language was taken away (Libovický et al., Findings of EMNLP 2020). Sentences at even places
 * train, those at odd ones test, so that no translation of a test sentence was seen; centroids are
 * those of the training half.
 */
public final class LanguageIdentity {
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
   * @param languages of each (N, E), the same sentences in the same order; N at least 4
   * @param centred whether centroids are taken away
   * @param between run now and then; may throw to stop
   */
  public static Told of(List<NDArray> languages, boolean centred, Runnable between) {
    try (var own = languages.getFirst().getManager().newSubManager()) {
      var halves = languages.stream().map(x -> halves(own, x, centred)).toList();
      int half = (int) halves.getFirst().train.getShape().get(0);
      int rest = (int) halves.getFirst().test.getShape().get(0);
      var train = rows(halves.stream().map(Halves::train).toList());
      int[] labels = labels(languages.size(), half);
      var probe = LinearProbe.train(own, train, labels, languages.size(), between);
      int[] answers = probe.answer(rows(halves.stream().map(Halves::test).toList()));
      var units = new ExampleScore[rest];
      for (int i = 0; i < rest; i++) {
        int right = 0;
        for (int language = 0; language < languages.size(); language++) {
          right += answers[language * rest + i] == language ? 1 : 0;
        }
        units[i] = new ExampleScore(right, languages.size());
      }
      return new Told(units);
    }
  }

  private record Halves(NDArray train, NDArray test) {}

  private static Halves halves(NDManager own, NDArray x, boolean centred) {
    int n = (int) x.getShape().get(0);
    var train =
        x.get(
            own.create(IntStream.range(0, n).filter(i -> i % 2 == 0).mapToLong(i -> i).toArray()));
    var test =
        x.get(
            own.create(IntStream.range(0, n).filter(i -> i % 2 == 1).mapToLong(i -> i).toArray()));
    train.attach(own);
    test.attach(own);
    if (!centred) {
      return new Halves(train, test);
    }
    var centroid = train.mean(new int[] {0}, true);
    return new Halves(train.sub(centroid), test.sub(centroid));
  }

  private static NDArray rows(List<NDArray> parts) {
    return NDArrays.concat(new NDList(parts));
  }

  private static int[] labels(int languages, int each) {
    return IntStream.range(0, languages * each).map(i -> i / each).toArray();
  }
}
