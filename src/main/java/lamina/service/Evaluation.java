package lamina.service;

import java.util.List;
import lamina.evaluate.Score;

/**
 * Scores of a model on data files.
 *
 * @param scores one a language and head, and the means
 * @param notes what was assumed or left out on the way, in sentences that name the file
 */
public record Evaluation(List<Score> scores, List<String> notes) {
  /** Copies the lists. */
  public Evaluation {
    scores = List.copyOf(scores);
    notes = List.copyOf(notes);
  }
}
