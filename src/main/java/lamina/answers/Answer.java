package lamina.answers;

/**
 * What a head says of a word or a pair.
 *
 * @param label of the task; empty where nothing is answered, such as for a word that was cut off
 * @param probability of it, from 0 to 1
 */
public record Answer(String label, float probability) {
  /** No answer. */
  public static final Answer NONE = new Answer("", 0);
}
