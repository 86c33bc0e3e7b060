package lamina.pretrain;

import java.util.Arrays;

/**
 * Pairs of numbers with what is known of each: the translation probabilities in both directions and
 * the expected counts of a round. Open addressing, since a corpus has tens of millions of pairs.
 */
final class LinkTable {
  private static final long EMPTY = -1;
  private static final int FORWARD = 0;
  private static final int BACKWARD = 1;

  private long[] keys = new long[1 << 12];
  private int size;
  private final float[][] probability = new float[2][];
  private final float[][] expected = new float[2][];

  LinkTable() {
    Arrays.fill(keys, EMPTY);
  }

  /** Adds a pair of a word of English and a word of the other language. */
  void add(int e, int f) {
    long key = (long) e << 32 | f;
    int at = find(keys, key);
    if (keys[at] == EMPTY) {
      keys[at] = key;
      if (++size * 2L > keys.length) {
        grow();
      }
    }
  }

  private void grow() {
    var larger = new long[2 * keys.length];
    Arrays.fill(larger, EMPTY);
    for (long key : keys) {
      if (key != EMPTY) {
        larger[find(larger, key)] = key;
      }
    }
    keys = larger;
  }

  /** All pairs are in: from here on every pair has a place that stays. */
  void begin() {
    for (int d : new int[] {FORWARD, BACKWARD}) {
      probability[d] = new float[keys.length];
      expected[d] = new float[keys.length];
      Arrays.fill(probability[d], 1);
    }
  }

  /** The place of a pair. */
  int place(int e, int f) {
    return find(keys, (long) e << 32 | f);
  }

  /** p(f | e). */
  float forward(int place) {
    return probability[FORWARD][place];
  }

  /** p(e | f). */
  float backward(int place) {
    return probability[BACKWARD][place];
  }

  /** Adds what a sentence says of a pair, to be counted in the next round. */
  void expect(int place, double forward, double backward) {
    expected[FORWARD][place] += (float) forward;
    expected[BACKWARD][place] += (float) backward;
  }

  /** Probabilities of the next round: expected counts, normalised for each word translated. */
  void maximise(int english, int other) {
    var byEnglish = new double[english];
    var byOther = new double[other];
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != EMPTY) {
        byEnglish[(int) (keys[i] >>> 32)] += expected[FORWARD][i];
        byOther[(int) keys[i]] += expected[BACKWARD][i];
      }
    }
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != EMPTY) {
        probability[FORWARD][i] = share(expected[FORWARD][i], byEnglish[(int) (keys[i] >>> 32)]);
        probability[BACKWARD][i] = share(expected[BACKWARD][i], byOther[(int) keys[i]]);
      }
    }
    Arrays.fill(expected[FORWARD], 0);
    Arrays.fill(expected[BACKWARD], 0);
  }

  private static float share(float part, double whole) {
    return whole > 0 ? (float) (part / whole) : 0;
  }

  private static int find(long[] keys, long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    int at = (int) (mixed >>> 32) & keys.length - 1;
    while (keys[at] != EMPTY && keys[at] != key) {
      at = at + 1 & keys.length - 1;
    }
    return at;
  }
}
