package lamina.similarity;

import ai.djl.ndarray.NDArray;

/**
 * Translation retrieval, after Pires et al. (ACL 2019): vectors are shifted by the mean of their
 * language; a sentence is found where its translation is the nearest by cosine. Beside it stands
 * CSLS (Conneau et al., ICLR 2018), which takes from twice the cosine what either sentence has on
 * average to its ten nearest of the other language, so that sentences which are near to everything
 * win no more.
 */
public final class Retrieval {
  /** Neighbours that CSLS looks at. */
  public static final int NEIGHBOURS = 10;

  /**
   * Who found their translation.
   *
   * @param there of each sentence of the first language, whether it found the second's
   * @param back of each sentence of the second language
   */
  public record Hits(boolean[] there, boolean[] back) {
    /** How many of the first language found theirs. */
    public int countThere() {
      return count(there);
    }

    /** How many of the second language found theirs. */
    public int countBack() {
      return count(back);
    }
  }

  private Retrieval() {}

  /**
   * Rows shifted by their mean, at length 1.
   *
   * @param x (N, E) of one language
   */
  public static NDArray centred(NDArray x) {
    return x.sub(x.mean(new int[] {0}, true)).normalize(2, 1);
  }

  /** Cosines (N, N) of rows that {@link #centred} gives. */
  public static NDArray cosines(NDArray left, NDArray right) {
    return left.matMul(right.transpose());
  }

  /** Who is nearest to its own translation by cosines (N, N). */
  public static Hits hits(NDArray cosines) {
    return new Hits(onDiagonal(cosines.argMax(1)), onDiagonal(cosines.argMax(0)));
  }

  /** The same by CSLS. */
  public static Hits cslsHits(NDArray cosines) {
    int k = (int) Math.min(NEIGHBOURS, cosines.getShape().get(0));
    var ofLeft = cosines.topK(k, 1).get(0).mean(new int[] {1}, true); // (N, 1)
    var ofRight = cosines.topK(k, 0).get(0).mean(new int[] {0}, true); // (1, N)
    return hits(cosines.mul(2).sub(ofLeft).sub(ofRight));
  }

  private static boolean[] onDiagonal(NDArray nearest) {
    long[] found = nearest.toLongArray();
    var hits = new boolean[found.length];
    for (int i = 0; i < hits.length; i++) {
      hits[i] = found[i] == i;
    }
    return hits;
  }

  private static int count(boolean[] hits) {
    int count = 0;
    for (boolean hit : hits) {
      count += hit ? 1 : 0;
    }
    return count;
  }
}
