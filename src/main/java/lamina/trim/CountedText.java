package lamina.trim;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import lamina.data.Example;
import lamina.data.SentencePair;
import lamina.data.TaggedSentence;
import lamina.language.Language;
import lamina.text.Input;

/**
 * Text of a language whose pieces are counted, every sentence once.
 *
 * @param sentences never pairs: both sides of a pair are sentences of their own
 * @param files SHA-256 of the files that it comes from, by name
 */
public record CountedText(Language language, Set<Input> sentences, Map<String, String> files) {
  /** No text yet. */
  static CountedText empty(Language language) {
    return new CountedText(language, new LinkedHashSet<>(), new TreeMap<>());
  }

  void add(String file, String sha256, List<Input> more) {
    sentences.addAll(more);
    files.put(file, sha256);
  }

  /** The sentences of labelled examples. */
  static List<Input> sentences(List<Example> examples) {
    return examples.stream().flatMap(CountedText::sentences).toList();
  }

  private static Stream<Input> sentences(Example example) {
    return switch (example) {
      case TaggedSentence s -> Stream.of(new Input.Words(s.words()));
      case SentencePair p -> Stream.of(new Input.Text(p.premise()), new Input.Text(p.hypothesis()));
    };
  }
}
