package lamina.claims;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

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
 * @param shown file or figure with the numbers
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
    String shown) {
  private static final Pattern FIGURE = Pattern.compile("figure (\\w+)\\.svg");

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
        "");
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

  /** Name of the figure that has the numbers; empty where a file has them. */
  public Optional<String> figure() {
    return FIGURE.matcher(shown).results().map(m -> m.group(1)).findFirst();
  }

  /** "not tested (exploratory)". */
  public String verdictWords() {
    return verdict.words() + (exploratory ? " (exploratory)" : "");
  }
}
