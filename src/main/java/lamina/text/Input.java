package lamina.text;

import java.util.List;
import lamina.data.format.TextLimit;

/** What a person gives to a model: plain text, words that are already split, or a pair. */
public sealed interface Input {
  /** Running text; words are found by the tokenizer's own rules. */
  record Text(String text) implements Input {
    /** Checks the length, see {@link TextLimit}. */
    public Text {
      TextLimit.check(text.length());
    }
  }

  /** Words as a data set splits them. */
  record Words(List<String> words) implements Input {
    /** Copies the list and checks the length, see {@link TextLimit}. */
    public Words {
      words = List.copyOf(words);
      TextLimit.check(words.stream().mapToLong(w -> w.length() + 1L).sum() - 1);
    }
  }

  /** A premise and a hypothesis, or two sentences to compare. */
  record Pair(String premise, String hypothesis) implements Input {
    /** Checks the length, see {@link TextLimit}. */
    public Pair {
      TextLimit.check((long) premise.length() + hypothesis.length());
    }
  }
}
