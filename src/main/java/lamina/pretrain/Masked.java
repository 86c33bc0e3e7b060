package lamina.pretrain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Inputs with pieces to guess (Devlin et al., 2019): of those chosen 80 % are masked, 10 % are
 * replaced by any piece, 10 % stay.
 *
 * @param rows what the encoder sees
 * @param places of the chosen pieces, counted through the padded rows, {@code row * T + column}
 * @param answers ids that were there
 */
record Masked(Rows rows, int[] places, long[] answers) {
  /** Chooses a share of the pieces; special tokens are never chosen. */
  static Masked draw(Rows rows, Vocabulary vocabulary, double share, RandomGenerator random) {
    int t = rows.width();
    var ids = Arrays.stream(rows.ids()).map(int[]::clone).toArray(int[][]::new);
    var places = new ArrayList<Integer>();
    var answers = new ArrayList<Long>();
    for (int i = 0; i < ids.length; i++) {
      for (int j = 0; j < ids[i].length; j++) {
        int id = ids[i][j];
        double draw = random.nextDouble();
        if (draw >= share || id == vocabulary.cls() || id == vocabulary.sep()) {
          continue;
        }
        places.add(i * t + j);
        answers.add((long) id);
        if (draw < 0.8 * share) {
          ids[i][j] = vocabulary.mask();
        } else if (draw < 0.9 * share) {
          ids[i][j] = random.nextInt(vocabulary.size());
        }
      }
    }
    return new Masked(
        rows.with(ids),
        places.stream().mapToInt(p -> p).toArray(),
        answers.stream().mapToLong(a -> a).toArray());
  }
}
