package lamina.bench;

/**
 * One counted call.
 *
 * @param contender index of who answered
 * @param language code of what was asked; {@code mixed} for a batch of several languages
 * @param sentences in the call
 * @param tokens in the call, special tokens included, padding not
 * @param millis that it took, from token ids to probabilities
 * @param order number of the call among all counted calls of the run, from 0
 */
public record Sample(
    int contender,
    Scenario scenario,
    String language,
    int sentences,
    int tokens,
    double millis,
    int order) {
  /** How calls follow each other; names as in MLPerf. */
  public enum Scenario {
    /** One sentence at a time, the next when the answer is there. */
    SINGLE_STREAM("single stream"),
    /** All sentences are there from the start and are answered in batches. */
    OFFLINE("offline");

    private final String label;

    Scenario(String label) {
      this.label = label;
    }

    /** As files and charts call it. */
    public String label() {
      return label;
    }
  }
}
