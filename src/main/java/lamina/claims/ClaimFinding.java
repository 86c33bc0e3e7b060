package lamina.claims;

import java.util.List;

/**
 * How a claim is settled.
 *
 * @param verdict what may be said
 * @param exploratory whether the data can't carry "supported": one seed, or nothing registered
 * @param experiment what was done, in words; empty where nothing was
 * @param data what it was done on
 * @param test how it was decided, with what the interval rests on
 * @param evidence the numbers
 * @param reason why the verdict is what it is, in sentences
 * @param command that would make what is missing; empty where nothing is
 * @param shown where the numbers are
 */
public record ClaimFinding(
    Statement statement,
    Verdict verdict,
    boolean exploratory,
    String experiment,
    String data,
    String test,
    List<Evidence> evidence,
    String reason,
    String command,
    Shown shown) {
  /** Copies the list. */
  public ClaimFinding {
    evidence = List.copyOf(evidence);
  }

  /** Of which nothing is stored that could test it. */
  static ClaimFinding untested(int number, String reason, String command) {
    return new ClaimFinding(
        Statement.of(number),
        Verdict.NOT_TESTED,
        false,
        "",
        "",
        "",
        List.of(),
        reason,
        command,
        Shown.NOWHERE);
  }

  /** The same where no thresholds are there to decide by. */
  ClaimFinding undecided(String why) {
    return verdict == Verdict.STRUCTURAL || evidence.isEmpty()
        ? this
        : new ClaimFinding(
            statement,
            Verdict.NOT_TESTED,
            exploratory,
            experiment,
            data,
            test,
            evidence,
            why,
            command,
            shown);
  }

  /** "not tested (exploratory)". */
  public String verdictWords() {
    return verdict.words() + (exploratory ? " (exploratory)" : "");
  }
}
