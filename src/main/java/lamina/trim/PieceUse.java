package lamina.trim;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.function.LongPredicate;
import lamina.text.Tokenizer;
import lamina.text.Tokens;

/**
 * How often a vocabulary's pieces occur in texts.
 *
 * @param counts by id
 */
record PieceUse(int[] counts) {
  static PieceUse of(Tokenizer tokenizer, int size, List<CountedText> texts) {
    var counts = new int[size];
    for (var text : texts) {
      for (var sentence : text.sentences()) {
        for (long id : tokenizer.encode(sentence).ids()) {
          counts[(int) id]++;
        }
      }
    }
    return new PieceUse(counts);
  }

  /** Ids that occur so often or more. */
  BitSet atLeast(int least) {
    var ids = new BitSet();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] >= least) {
        ids.set(i);
      }
    }
    return ids;
  }

  /**
   * Words whose pieces a trimmed vocabulary changes: those with a piece that is gone, since of kept
   * pieces the longest stays the longest.
   *
   * @param kept ids that stay
   * @param always ids that stay whatever the text
   * @param least occurrences that keep a piece
   */
  TrimReport.Changed changed(
      Tokenizer tokenizer, CountedText text, BitSet kept, BitSet always, int least) {
    long words = 0;
    long changed = 0;
    long unseen = 0;
    for (var sentence : text.sentences()) {
      var tokens = tokenizer.encode(sentence);
      var here = new HashMap<Long, Integer>();
      for (long id : tokens.ids()) {
        here.merge(id, 1, Integer::sum);
      }
      words += tokens.words().size();
      changed += words(tokens, id -> !kept.get((int) id));
      unseen +=
          words(tokens, id -> !always.get((int) id) && counts[(int) id] - here.get(id) < least);
    }
    return new TrimReport.Changed(
        text.language().code(), text.sentences().size(), words, changed, unseen);
  }

  /** Number of words with such a piece. */
  private static long words(Tokens tokens, LongPredicate gone) {
    var words = new BitSet();
    for (int i = 0; i < tokens.length(); i++) {
      if (tokens.wordOf()[i] >= 0 && gone.test(tokens.ids()[i])) {
        words.set(tokens.wordOf()[i]);
      }
    }
    return words.cardinality();
  }
}
