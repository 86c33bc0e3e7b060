package lamina.checklist;

import java.util.List;

/**
 * An answer.
 *
 * @param id letter and number of the question, for example {@code B1}
 * @param title the question, or what a card calls its answer
 * @param facts what the records say
 * @param open what they don't say, in clauses
 */
public record Section(String id, String title, List<Fact> facts, List<String> open) {
  /** Copies the lists. */
  public Section {
    facts = List.copyOf(facts);
    open = List.copyOf(open);
  }
}
