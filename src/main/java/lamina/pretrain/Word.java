package lamina.pretrain;

import java.util.Arrays;

/** The pieces of one word; equal where the pieces are. */
record Word(int[] ids) {
  static Word of(int[] ids, int from, int to) {
    return new Word(Arrays.copyOfRange(ids, from, to));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Word w && Arrays.equals(ids, w.ids);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ids);
  }

  @Override
  public String toString() {
    return Arrays.toString(ids);
  }
}
