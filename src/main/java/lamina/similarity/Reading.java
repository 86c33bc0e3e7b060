package lamina.similarity;

import java.util.List;
import lamina.data.Dataset;
import lamina.text.Tokenizer;
import lamina.text.Tokens;

/**
 * Sentences that are read together.
 *
 * @param tokens of each, in their order
 */
record Reading(Dataset set, List<Tokens> tokens) {
  /** Sentences, cut as a reader reads them. */
  static Reading of(StateReader reader, Dataset set) {
    return new Reading(
        set,
        set.examples().stream().map(e -> reader.tokenizer().encode(Tokenizer.input(e))).toList());
  }
}
