package lamina.lesson;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is said when a question is answered.
 *
 * @param always said whatever the answer; may be empty
 * @param by said of one outcome each; empty, or with a text for every outcome
 */
public record Explanation(String always, Map<Outcome, String> by) {
  /** Copies the map. */
  public Explanation {
    by = Map.copyOf(by);
  }

  /** The text for an answer, blanks not filled. */
  public String of(Optional<Outcome> outcome) {
    return outcome.map(o -> by.getOrDefault(o, always)).orElse(always);
  }

  /** All its texts. */
  List<String> texts() {
    var texts = new java.util.ArrayList<>(by.values());
    texts.add(always);
    return texts;
  }
}
