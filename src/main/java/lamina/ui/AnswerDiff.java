package lamina.ui;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lamina.model.Distribution;

/**
 * What an edit changed: the words of the text before and after it, aligned, and the answers that
 * flipped.
 *
 * @param before for every word of the new text the index of the same word in the old text, -1 where
 *     the word is new or another
 * @param flips for every word of the new text the old label where the word stayed and its label
 *     didn't; empty otherwise
 * @param edited words of the new text that are new or another
 * @param removed words of the old text that are gone
 */
record AnswerDiff(int[] before, List<Optional<String>> flips, int edited, int removed) {
  /**
   * Compares two texts and their answers.
   *
   * @param oldAnswers one a word, empty for a word that was cut off
   * @param newAnswers likewise
   */
  static AnswerDiff of(
      List<String> oldWords,
      List<Optional<Distribution>> oldAnswers,
      List<String> newWords,
      List<Optional<Distribution>> newAnswers) {
    int[] before = align(oldWords, newWords);
    var flips = new ArrayList<Optional<String>>();
    int kept = 0;
    for (int w = 0; w < before.length; w++) {
      if (before[w] < 0) {
        flips.add(Optional.empty());
        continue;
      }
      kept++;
      var now = newAnswers.get(w).map(Distribution::label);
      flips.add(
          oldAnswers
              .get(before[w])
              .map(Distribution::label)
              .filter(label -> now.isPresent() && !label.equals(now.get())));
    }
    return new AnswerDiff(before, List.copyOf(flips), before.length - kept, oldWords.size() - kept);
  }

  /** How many answers of words that stayed have flipped. */
  int flipped() {
    return (int) flips.stream().filter(Optional::isPresent).count();
  }

  /** How many words stayed. */
  int kept() {
    return before.length - edited;
  }

  /**
   * Aligns words by their longest common subsequence.
   *
   * @return for every new word the index of its old one, ascending; -1 where there is none
   */
  static int[] align(List<String> oldWords, List<String> newWords) {
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
    int[] before = new int[n];
    Arrays.fill(before, -1);
    int i = 0;
    int j = 0;
    while (i < m && j < n) {
      if (oldWords.get(i).equals(newWords.get(j))) {
        before[j++] = i++;
      } else if (common[i + 1][j] >= common[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
    return before;
  }
}
