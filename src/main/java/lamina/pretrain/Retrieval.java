package lamina.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import lamina.analyse.TranslationRetrieval;
import lamina.encoder.Torch;

/** Pairs that are kept from training, and how many of them find their translation. */
final class Retrieval {
  /** Shorter sentences are too much alike. */
  private static final int LONG_ENOUGH = 7;

  /** Of few pairs most are learnt from. */
  private static final int SHARE = 10;

  private final List<Translation> pairs;
  private final Map<String, List<Integer>> held = new TreeMap<>();

  /**
   * Chooses, always the same pairs of the same corpus.
   *
   * @param most pairs of a language
   */
  Retrieval(List<Translation> pairs, int most) {
    this.pairs = pairs;
    var counts = new HashMap<String, Integer>();
    pairs.forEach(p -> counts.merge(p.language(), 1, Integer::sum));
    var order = IntStream.range(0, pairs.size()).toArray();
    var random = new SplittableRandom(0);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    for (int i : order) {
      var pair = pairs.get(i);
      var of = held.computeIfAbsent(pair.language(), l -> new ArrayList<>());
      if (of.size() < Math.min(most, counts.get(pair.language()) / SHARE)
          && pair.english().length() >= LONG_ENOUGH) {
        of.add(i);
      }
    }
    held.values().removeIf(List::isEmpty);
  }

  /** The pairs to keep from training. */
  Set<Integer> held() {
    var all = new HashSet<Integer>();
    held.values().forEach(all::addAll);
    return all;
  }

  /**
   * Share of sentences whose translation is the nearest by cosine of centred means, both ways, mean
   * over languages.
   *
   * @return L + 1 shares, one a layer; empty where nothing is held
   */
  double[] measure(NDManager parent, MaskedLanguageModel model, MicroBatches batches, int pad) {
    if (held.isEmpty()) {
      return new double[0];
    }
    return Torch.withoutGradients(
        () -> {
          var totals = new double[model.config().layers() + 1];
          for (var rows : held.values()) {
            try (var manager = parent.newSubManager()) {
              var english = states(manager, model, rows, true, batches, pad);
              var other = states(manager, model, rows, false, batches, pad);
              for (int layer = 0; layer < totals.length; layer++) {
                totals[layer] += found(english.get(layer), other.get(layer)) / held.size();
              }
            }
          }
          return totals;
        });
  }

  private List<NDArray> states(
      NDManager manager,
      MaskedLanguageModel model,
      List<Integer> rows,
      boolean english,
      MicroBatches batches,
      int pad) {
    int depth = model.config().layers();
    var side = PairContrast.side(pairs, rows, english, batches, pad);
    return MaskedLanguageModel.means(
        model.encode(manager, side, depth), IntStream.rangeClosed(0, depth).boxed().toList());
  }

  /** Share of rows of (N, E) whose partner is nearest, mean of both directions. */
  static double found(NDArray left, NDArray right) {
    var scores = TranslationRetrieval.cosines(left, right);
    int hits = TranslationRetrieval.hits(scores, 1) + TranslationRetrieval.hits(scores, 0);
    return hits / (2.0 * scores.getShape().get(0));
  }
}
