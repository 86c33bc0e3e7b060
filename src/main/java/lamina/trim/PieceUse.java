package lamina.trim;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.function.IntPredicate;
import lamina.text.Tokenizer;
import lamina.text.Tokens;

/**
 * How often a vocabulary's pieces occur in texts.
 *
 * @param counts by id
 * @param texts cut into pieces once, in the order they were given
 */
record PieceUse(int[] counts, List<Pieces> texts) {
  /**
   * A text in pieces.
   *
   * @param sentences a row each: of every piece {@code id * 2}, 1 more where it goes on with the
   *     word of the piece before it; special pieces are words of their own
   * @param words of each sentence
   */
  private record Pieces(CountedText text, List<int[]> sentences, int[] words) {}

  static PieceUse of(Tokenizer tokenizer, int size, List<CountedText> texts) {
    var counts = new int[size];
    var all = new ArrayList<Pieces>();
    for (var text : texts) {
      var sentences = new ArrayList<int[]>();
      var words = new int[text.sentences().size()];
      for (var sentence : text.sentences()) {
        var tokens = tokenizer.encode(sentence);
        words[sentences.size()] = tokens.words().size();
        sentences.add(row(tokens));
        for (long id : tokens.ids()) {
          counts[(int) id]++;
        }
      }
      all.add(new Pieces(text, sentences, words));
    }
    return new PieceUse(counts, all);
  }

  private static int[] row(Tokens tokens) {
    var row = new int[tokens.length()];
    for (int i = 0; i < row.length; i++) {
      int word = tokens.wordOf()[i];
      boolean more = i > 0 && word >= 0 && word == tokens.wordOf()[i - 1];
      row[i] = 2 * (int) tokens.ids()[i] + (more ? 1 : 0);
    }
    return row;
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
   * Words of each text whose pieces a trimmed vocabulary changes: those with a piece that is gone,
   * since of kept pieces the longest stays the longest.
   *
   * @param kept ids that stay
   * @param always ids that stay whatever the text, special ones among them
   * @param least occurrences that keep a piece
   */
  List<TrimReport.Changed> changed(BitSet kept, BitSet always, int least) {
    return texts.stream().map(t -> changed(t, kept, always, least)).toList();
  }

  private TrimReport.Changed changed(Pieces pieces, BitSet kept, BitSet always, int least) {
    long words = 0;
    long changed = 0;
    long unseen = 0;
    for (int s = 0; s < pieces.words.length; s++) {
      int[] row = pieces.sentences.get(s);
      var here = new HashMap<Integer, Integer>();
      for (int piece : row) {
        here.merge(piece / 2, 1, Integer::sum);
      }
      words += pieces.words[s];
      changed += words(row, id -> !kept.get(id));
      unseen += words(row, id -> !always.get(id) && counts[id] - here.getOrDefault(id, 0) < least);
    }
    return new TrimReport.Changed(
        pieces.text.language().code(), pieces.words.length, words, changed, unseen);
  }

  /** Number of words with such a piece. */
  private static long words(int[] row, IntPredicate gone) {
    long words = 0;
    boolean counted = false;
    for (int piece : row) {
      counted &= piece % 2 == 1; // a new word begins
      if (!counted && gone.test(piece / 2)) {
        counted = true;
        words++;
      }
    }
    return words;
  }
}
