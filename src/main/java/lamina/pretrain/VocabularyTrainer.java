package lamina.pretrain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lamina.files.AtomicFile;
import lamina.problem.Problem;

/**
 * Learns a WordPiece vocabulary: special tokens, all characters that are not rare, then the pieces
 * that byte pair encoding merges (Sennrich et al., 2016). Words are weighted so that a language
 * counts by its number of words to the power of alpha, as multilingual BERT does.
 */
public final class VocabularyTrainer {
  private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");
  private static final int RARE = 10;

  /** Weights are whole numbers so that sums never drift; this is one word. */
  private static final double UNIT = 1000;

  private VocabularyTrainer() {}

  /**
   * Learns a vocabulary and writes it, a piece a line.
   *
   * @param text directory of XX.txt
   * @param size most pieces
   * @param alpha 0: every language counts alike, 1: by its number of words
   * @return number of pieces, fewer than {@code size} where the text has no more to merge
   * @throws Problem where the text is missing or the size doesn't hold its characters
   */
  public static int write(Path text, int size, double alpha, Path file) {
    if (size < 1 || alpha < 0 || alpha > 1) {
      throw new Problem(
          "Setting "
              + (size < 1 ? "make-vocab is " + size + "; 1 or more" : "alpha is " + alpha)
              + (size < 1 ? "" : "; 0 to 1")
              + " was expected.");
    }
    var counts = new ArrayList<Map<String, Long>>();
    TextFolder.sentences(text).values().forEach(f -> counts.add(count(TextFolder.lines(f))));
    var pieces = learn(counts, size, alpha);
    AtomicFile.write(file, String.join("\n", pieces) + "\n");
    return pieces.size();
  }

  /** How often each word occurs. */
  static Map<String, Long> count(List<String> lines) {
    var counts = new HashMap<String, Long>();
    for (var line : lines) {
      for (var word : BertWords.split(line)) {
        counts.merge(word, 1L, Long::sum);
      }
    }
    return counts;
  }

  /**
   * The pieces, special ones first.
   *
   * @param languages counts of words, one map a language
   */
  static List<String> learn(List<Map<String, Long>> languages, int size, double alpha) {
    var characters = characters(languages);
    int least = SPECIAL.size() + 2 * characters.size();
    if (least > size) {
      throw new Problem(
          "Setting make-vocab is "
              + size
              + "; the text's characters alone need "
              + least
              + " pieces. Name a larger number.");
    }
    var merger = new PieceMerger();
    SPECIAL.forEach(merger::add);
    characters.forEach(c -> merger.add(Character.toString(c)));
    characters.forEach(c -> merger.add(PieceMerger.INNER + Character.toString(c)));
    weights(languages, alpha).forEach(merger::word);
    return merger.merge(size);
  }

  /** Characters seen at least ten times, in order. */
  private static List<Integer> characters(List<Map<String, Long>> languages) {
    var seen = new TreeMap<Integer, Long>();
    for (var counts : languages) {
      counts.forEach((word, n) -> word.codePoints().forEach(c -> seen.merge(c, n, Long::sum)));
    }
    seen.values().removeIf(n -> n < RARE);
    return List.copyOf(seen.keySet());
  }

  private static Map<String, Long> weights(List<Map<String, Long>> languages, double alpha) {
    var weights = new TreeMap<String, Long>();
    double all = languages.stream().mapToDouble(VocabularyTrainer::total).sum();
    double tempered = languages.stream().mapToDouble(l -> Math.pow(total(l), alpha)).sum();
    for (var counts : languages) {
      double n = total(counts);
      double factor = n == 0 ? 0 : UNIT * all / tempered * Math.pow(n, alpha) / n;
      counts.forEach(
          (word, c) -> weights.merge(word, Math.max(1, Math.round(c * factor)), Long::sum));
    }
    return weights;
  }

  private static double total(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(n -> n).sum();
  }
}
