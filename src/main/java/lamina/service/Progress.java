package lamina.service;

/**
 * How far a request is.
 *
 * @param what in a few words, for a person
 * @param done steps done
 * @param total steps in all, 0 while unknown
 */
public record Progress(String what, long done, long total) {
  /** From 0 to 1, or -1 while unknown. */
  public double fraction() {
    return total <= 0 ? -1 : Math.min(1, (double) done / total);
  }
}
