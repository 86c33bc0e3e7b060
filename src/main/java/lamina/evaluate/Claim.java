package lamina.evaluate;

/** What a test lets a title, a caption or a line of a report say. */
public enum Claim {
  /** More, beyond chance. */
  GAIN,
  /** Less, beyond chance. */
  LOSS,
  /** No difference is shown, which doesn't mean that there is none. */
  NOTHING
}
