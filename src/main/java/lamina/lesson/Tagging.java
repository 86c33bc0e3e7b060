package lamina.lesson;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Tags of a sentence beside its labels.
 *
 * @param tags what was answered, one a word; empty text for a word that the model didn't read
 * @param labels as many labels
 */
public record Tagging(List<String> tags, List<String> labels) {
  /** Copies the lists. */
  public Tagging {
    tags = List.copyOf(tags);
    labels = List.copyOf(labels);
    if (tags.size() != labels.size()) {
      throw new IllegalArgumentException(tags.size() + " tags of " + labels.size() + " words");
    }
  }

  /** Words of the sentence. */
  public int words() {
    return labels.size();
  }

  /**
   * Whether a word's tag is its label.
   *
   * @param word from 0
   */
  public boolean right(int word) {
    return tags.get(word).equals(labels.get(word));
  }

  /** Words that are tagged right; one that wasn't read is wrong. */
  public int right() {
    return (int) IntStream.range(0, words()).filter(this::right).count();
  }
}
