package lamina.data;

import java.util.List;
import lamina.language.Language;
import lamina.problem.Problem;

/**
 * A sentence with one tag a word (POS, NER).
 *
 * @param words syntactic words, at least one, none blank
 * @param tags as many tags as words
 * @param line of its first word, 1 for the first of the file; 0 where it is from no file
 */
public record TaggedSentence(
    String id, Language language, List<String> words, List<String> tags, int line)
    implements Example {
  /** A sentence from no file. */
  public TaggedSentence(String id, Language language, List<String> words, List<String> tags) {
    this(id, language, words, tags, 0);
  }

  /** Copies the lists and checks that they are of one length. */
  public TaggedSentence {
    words = List.copyOf(words);
    tags = List.copyOf(tags);
    if (words.isEmpty() || words.size() != tags.size()) {
      throw new Problem(
          "Sentence "
              + id
              + " has "
              + words.size()
              + " words and "
              + tags.size()
              + " tags; one tag a word was expected.");
    }
  }
}
