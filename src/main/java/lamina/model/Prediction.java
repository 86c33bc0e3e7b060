package lamina.model;

import java.util.List;
import java.util.Optional;

/** What a model says of one input at one fusion layer. Plain values: no tensor from here on. */
public sealed interface Prediction {
  /**
   * One distribution a word; empty for a word that was cut off.
   *
   * @param words as many as the input has
   */
  record Tags(List<Optional<Distribution>> words) implements Prediction {}

  /** One distribution for a pair of sentences. */
  record PairLabel(Distribution distribution) implements Prediction {}
}
