package lamina.claims;

/** What may be said of a claim; there is nothing else. */
public enum Verdict {
  /** The registered test shows it. */
  SUPPORTED("supported"),
  /** The test was made and doesn't show it; that alone doesn't show the opposite. */
  NOT_SUPPORTED("not supported"),
  /** Shown in part. */
  MIXED("mixed"),
  /** Shown that there is no difference beyond the margin. */
  EQUIVALENT("equivalent within the stated margin"),
  /** Seen in the model itself; nothing was measured. */
  STRUCTURAL("structural fact"),
  /** What is stored doesn't carry a test of it. */
  NOT_TESTED("not tested");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** As reports say it. */
  public String words() {
    return words;
  }

  /**
   * What is left of a verdict where its data are exploratory, such as one seed: they can speak
   * against a claim, but neither for it nor for equivalence.
   */
  public Verdict exploratory() {
    return switch (this) {
      case SUPPORTED -> NOT_TESTED;
      case EQUIVALENT -> NOT_SUPPORTED;
      default -> this;
    };
  }
}
