package lamina.text;

import java.util.List;

/** What a person gives to a model: plain text, words that are already split, or a pair. */
public sealed interface Input {
  /** Running text; words are found by the tokenizer's own rules. */
  record Text(String text) implements Input {}

  /** Words as a data set splits them. */
  record Words(List<String> words) implements Input {
    /** Copies the list. */
    public Words {
      words = List.copyOf(words);
    }
  }

  /** A premise and a hypothesis, or two sentences to compare. */
  record Pair(String premise, String hypothesis) implements Input {}
}
