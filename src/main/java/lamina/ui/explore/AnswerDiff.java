package lamina.ui.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lamina.model.Distribution;

/**
 * What an edit changed: the answers that flipped among the words that stayed.
 *
 * @param words of the text before and after the edit, aligned
 * @param flips for every word of the new text the old label where the word stayed and its label
 *     didn't; empty otherwise
 */
record AnswerDiff(Alignment words, List<Optional<String>> flips) {
  /**
   * Words of two texts, aligned; the same for answers of every layer.
   *
   * @param before for every word of the new text the index of the same word in the old text, -1
   *     where the word is new or another
   * @param removed words of the old text that are gone
   */
  record Alignment(int[] before, int removed) {
    /** Aligns words by their longest common subsequence. */
    static Alignment of(List<String> oldWords, List<String> newWords) {
      int[] before = align(oldWords, newWords);
      int kept = (int) Arrays.stream(before).filter(w -> w >= 0).count();
      return new Alignment(before, oldWords.size() - kept);
    }
  }

  /**
   * Compares two texts' answers.
   *
   * @param oldAnswers one a word, empty for a word that was cut off
   * @param newAnswers likewise
   */
  static AnswerDiff of(
      Alignment words,
      List<Optional<Distribution>> oldAnswers,
      List<Optional<Distribution>> newAnswers) {
    var flips = new ArrayList<Optional<String>>();
    for (int w = 0; w < words.before.length; w++) {
      if (words.before[w] < 0) {
        flips.add(Optional.empty());
        continue;
      }
      var now = newAnswers.get(w).map(Distribution::label);
      flips.add(
          oldAnswers
              .get(words.before[w])
              .map(Distribution::label)
              .filter(label -> now.isPresent() && !label.equals(now.get())));
    }
    return new AnswerDiff(words, List.copyOf(flips));
  }

  /** How many answers of words that stayed have flipped. */
  int flipped() {
    return (int) flips.stream().filter(Optional::isPresent).count();
  }

  /** Words of the new text that are new or another. */
  int edited() {
    return (int) Arrays.stream(words.before).filter(w -> w < 0).count();
  }

  /** Words of the old text that are gone. */
  int removed() {
    return words.removed;
  }

  /** How many words stayed. */
  int kept() {
    return words.before.length - edited();
  }

  /**
   * Aligns words by their longest common subsequence; what both begin and end with is aligned
   * without a table, so that an edit in a long text costs little.
   *
   * @return for every new word the index of its old one, ascending; -1 where there is none
   */
  static int[] align(List<String> oldWords, List<String> newWords) {
    int shorter = Math.min(oldWords.size(), newWords.size());
    int head = 0;
    while (head < shorter && oldWords.get(head).equals(newWords.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && oldWords
            .get(oldWords.size() - 1 - tail)
            .equals(newWords.get(newWords.size() - 1 - tail))) {
      tail++;
    }
    int[] before = new int[newWords.size()];
    Arrays.fill(before, -1);
    for (int i = 0; i < head; i++) {
      before[i] = i;
    }
    for (int i = 1; i <= tail; i++) {
      before[newWords.size() - i] = oldWords.size() - i;
    }
    middle(
        oldWords.subList(head, oldWords.size() - tail),
        newWords.subList(head, newWords.size() - tail),
        head,
        before);
    return before;
  }

  private static void middle(
      List<String> oldWords, List<String> newWords, int offset, int[] before) {
    int m = oldWords.size();
    int n = newWords.size();
    // common[i][j]: longest common subsequence of the old words from i and the new ones from j
    int[][] common = new int[m + 1][n + 1];
    for (int i = m - 1; i >= 0; i--) {
      for (int j = n - 1; j >= 0; j--) {
        common[i][j] =
            oldWords.get(i).equals(newWords.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < m && j < n) {
      if (oldWords.get(i).equals(newWords.get(j))) {
        before[offset + j++] = offset + i++;
      } else if (common[i + 1][j] >= common[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
  }
}
