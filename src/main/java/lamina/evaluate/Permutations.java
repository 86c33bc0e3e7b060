package lamina.evaluate;

import java.util.SplittableRandom;

/** Orders drawn at random, for permutation tests. */
public final class Permutations {
  private Permutations() {}

  /** Puts values into a random order, each as likely as any other (Fisher and Yates). */
  public static void shuffle(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }
}
