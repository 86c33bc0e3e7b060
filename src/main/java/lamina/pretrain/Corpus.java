package lamina.pretrain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import lamina.problem.Problem;
import lamina.text.Input;
import lamina.text.Tokenizer;
import lamina.text.Tokens;

/** All text of a run, in pieces. */
record Corpus(List<Sentence> sentences, List<Translation> pairs) {
  /** Shorter sentences say too little to learn from. */
  private static final int SHORTEST = 4;

  /**
   * Reads and tokenises.
   *
   * @param text directory of XX.txt
   * @param parallel directory of en-XX.tsv; empty for no translations
   * @param length most pieces of an input, special tokens included
   * @throws Problem where nothing usable is there
   */
  static Corpus read(Tokenizer tokenizer, Path text, Optional<Path> parallel, int length) {
    var sentences = new ArrayList<Sentence>();
    TextFolder.sentences(text)
        .forEach(
            (language, file) ->
                TextFolder.lines(file).parallelStream()
                    .map(line -> sentence(tokenizer, language, line, length - 2))
                    .filter(s -> s.length() >= SHORTEST)
                    .forEachOrdered(sentences::add));
    if (sentences.isEmpty()) {
      throw new Problem(text + ": no sentence has " + SHORTEST + " pieces or more; add text.");
    }
    var pairs = new ArrayList<Translation>();
    parallel.ifPresent(
        folder ->
            TextFolder.translations(folder)
                .forEach((language, file) -> pairs(tokenizer, language, file, length, pairs)));
    return new Corpus(List.copyOf(sentences), List.copyOf(pairs));
  }

  private static void pairs(
      Tokenizer tokenizer, String language, Path file, int length, List<Translation> all) {
    int before = all.size();
    TextFolder.lines(file).parallelStream()
        .map(line -> pair(tokenizer, language, line, length / 2 - 2))
        .filter(Objects::nonNull)
        .forEachOrdered(all::add);
    if (all.size() == before) {
      throw new Problem(
          file + ": no line is English, a tab and its translation; check the columns.");
    }
  }

  /** Null for a line that has no two sentences. */
  private static Translation pair(Tokenizer tokenizer, String language, String line, int limit) {
    var sides = line.split("\t", -1);
    if (sides.length != 2) {
      return null;
    }
    var english = sentence(tokenizer, "en", sides[0], limit);
    var other = sentence(tokenizer, language, sides[1], limit);
    return english.length() == 0 || other.length() == 0 ? null : new Translation(english, other);
  }

  private static Sentence sentence(Tokenizer tokenizer, String language, String line, int limit) {
    if (BertWords.split(line).isEmpty()) {
      return new Sentence(language, new int[0], new boolean[0]);
    }
    Tokens tokens = tokenizer.encode(new Input.Text(line));
    int n = Math.min(limit, tokens.length() - 2);
    var ids = Arrays.stream(tokens.ids(), 1, n + 1).mapToInt(Math::toIntExact).toArray();
    var begins = new boolean[n];
    for (int i = 0; i < n; i++) {
      begins[i] = i == 0 || tokens.wordOf()[i + 1] != tokens.wordOf()[i];
    }
    return new Sentence(language, ids, begins);
  }
}
