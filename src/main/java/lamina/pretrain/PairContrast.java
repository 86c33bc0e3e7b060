package lamina.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Draws translations together: whole sentences by the means of their hidden states, and aligned
 * words by their hidden states (Hu et al., 2021), from one pass over either side.
 */
final class PairContrast {
  /** With fewer negatives the contrast of words says nothing. */
  private static final int FEWEST = 8;

  private final PretrainSettings settings;
  private final List<Translation> pairs;
  private final List<List<Link>> links;
  private final MicroBatches batches;
  private final int pad;

  /**
   * The losses of one batch.
   *
   * @param sentence a scalar
   * @param word a scalar; empty where too few words are linked
   * @param pieces that were read
   */
  record Losses(NDArray sentence, Optional<NDArray> word, int pieces) {}

  /** A linked word pair of a row; columns count [CLS]. */
  private record Place(int row, int english, int other) {}

  PairContrast(
      PretrainSettings settings,
      List<Translation> pairs,
      List<List<Link>> links,
      MicroBatches batches,
      int pad) {
    this.settings = settings;
    this.pairs = pairs;
    this.links = links;
    this.batches = batches;
    this.pad = pad;
  }

  /** English sentences of some pairs, or their translations. */
  static Rows side(
      List<Translation> pairs,
      List<Integer> chosen,
      boolean english,
      MicroBatches batches,
      int pad) {
    return Rows.of(
        chosen.stream()
            .map(pairs::get)
            .map(p -> batches.framed((english ? p.english() : p.other()).ids()))
            .toArray(int[][]::new),
        pad);
  }

  /** The losses of some pairs at a layer. */
  Losses losses(
      NDManager manager,
      MaskedLanguageModel model,
      List<Integer> chosen,
      int layer,
      RandomGenerator random) {
    var english = side(pairs, chosen, true, batches, pad);
    var other = side(pairs, chosen, false, batches, pad);
    var left = model.encode(manager, english, layer);
    var right = model.encode(manager, other, layer);
    var sentence =
        Contrast.loss(
            MaskedLanguageModel.mean(left, layer),
            MaskedLanguageModel.mean(right, layer),
            (i, j) -> Arrays.equals(english.ids()[i], english.ids()[j]),
            settings.temperature());
    var places = places(chosen, random);
    int pieces = english.pieces() + other.pieces();
    if (settings.word() == 0 || places.size() < FEWEST) {
      return new Losses(sentence, Optional.empty(), pieces);
    }
    int widthLeft = english.width();
    int widthRight = other.width();
    var e = places.stream().mapToInt(p -> english.ids()[p.row][p.english]).toArray();
    var f = places.stream().mapToInt(p -> other.ids()[p.row][p.other]).toArray();
    var atLeft = places.stream().mapToInt(p -> p.row * widthLeft + p.english).toArray();
    var atRight = places.stream().mapToInt(p -> p.row * widthRight + p.other).toArray();
    var word =
        Contrast.loss(
            MaskedLanguageModel.rows(left.layer(layer), atLeft),
            MaskedLanguageModel.rows(right.layer(layer), atRight),
            (i, j) -> e[i] == e[j] || f[i] == f[j],
            2 * settings.temperature());
    return new Losses(sentence, Optional.of(word), pieces);
  }

  /** Links of the rows, a random part of them where they are too many. */
  private List<Place> places(List<Integer> chosen, RandomGenerator random) {
    var all = new ArrayList<Place>();
    for (int row = 0; row < chosen.size(); row++) {
      for (var link : links.get(chosen.get(row))) {
        all.add(new Place(row, link.english() + 1, link.other() + 1));
      }
    }
    int count = Math.min(all.size(), settings.links());
    for (int i = 0; i < count; i++) {
      int j = i + random.nextInt(all.size() - i);
      var swapped = all.set(j, all.get(i));
      all.set(i, swapped);
    }
    return all.subList(0, count);
  }
}
