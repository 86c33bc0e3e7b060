package lamina.analyse;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import lamina.data.Dataset;
import lamina.data.Example;
import lamina.problem.Problem;

/**
 * Texts of a language in two parts that share none: gates are described on the one, and what
 * becomes of the score without them is measured on the other, so that a mean gate never stands in
 * at the texts that it is the mean of. What is drawn follows from the ids alone, so that of
 * parallel data the same sentences are drawn in each language.
 *
 * @param set where they are from
 * @param scored texts to score
 * @param reference texts whose gates are described
 */
public record GateTexts(Dataset set, List<Example> scored, List<Example> reference) {
  /** Seed of the draw. */
  public static final long SEED = 1;

  /** Copies the lists. */
  public GateTexts {
    scored = List.copyOf(scored);
    reference = List.copyOf(reference);
  }

  /**
   * Draws texts of a language; of fewer than twice as many each part has half.
   *
   * @param most texts of each part, 1 or more
   * @throws Problem where the set has fewer than two
   */
  public static GateTexts of(Dataset set, int most) {
    int size = set.examples().size();
    if (size < 2) {
      throw new Problem(
          set.name()
              + " has "
              + size
              + " text; at least 2 were expected, one to describe gates on and one to score. Give a"
              + " file with more.");
    }
    var order =
        set.examples().stream().sorted(Comparator.comparingLong(e -> place(e.id()))).toList();
    int total = (int) Math.min(size, 2L * most);
    int scored = (total + 1) / 2;
    return new GateTexts(set, order.subList(0, scored), order.subList(scored, total));
  }

  private static long place(String id) {
    return new SplittableRandom(SEED + id.hashCode()).nextLong();
  }

  /** Code of the language. */
  public String language() {
    return set.language().code();
  }
}
