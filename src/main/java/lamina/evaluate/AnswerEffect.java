package lamina.evaluate;

import java.util.Optional;

/** What another answer in the place of a first one does to it, judged by the label. */
public enum AnswerEffect {
  /** There is no answer, or none to compare it with. */
  NONE,
  /** The answer stays. */
  SAME,
  /** A wrong answer becomes the label. */
  FIXED,
  /** The label becomes a wrong answer. */
  BROKEN,
  /** A wrong answer becomes another wrong one; or nobody knows the label. */
  CHANGED;

  /**
   * The effect of an answer.
   *
   * @param before the answer that it stands in the place of
   * @param now the answer
   * @param gold the label, where it is known
   */
  public static AnswerEffect of(
      Optional<String> before, Optional<String> now, Optional<String> gold) {
    if (before.isEmpty() || now.isEmpty()) {
      return NONE;
    }
    if (before.equals(now)) {
      return SAME;
    }
    if (gold.isPresent() && now.equals(gold)) {
      return FIXED;
    }
    return gold.isPresent() && before.equals(gold) ? BROKEN : CHANGED;
  }
}
