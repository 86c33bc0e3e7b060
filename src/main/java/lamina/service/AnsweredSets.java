package lamina.service;

import java.util.List;
import lamina.answers.AnsweredSet;

/**
 * Data files as a model answers them.
 *
 * @param sets one a language
 * @param notes what was assumed or left out on the way, in sentences that name the file
 */
public record AnsweredSets(List<AnsweredSet> sets, List<String> notes) {
  /** Copies the lists. */
  public AnsweredSets {
    sets = List.copyOf(sets);
    notes = List.copyOf(notes);
  }
}
