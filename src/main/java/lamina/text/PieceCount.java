package lamina.text;

import java.util.List;

/**
 * How many pieces a tokenizer makes of texts.
 *
 * @param texts those that hold a word
 * @param words of them
 * @param pieces of the words, without special pieces around a text
 * @param unknown those that stand for what the vocabulary doesn't have
 * @param longest most pieces of one text, special ones included
 */
public record PieceCount(int texts, long words, long pieces, long unknown, int longest) {
  /** Counts; a text without a word counts nothing. */
  public static PieceCount of(Tokenizer tokenizer, List<Input> inputs) {
    int texts = 0;
    long words = 0;
    long pieces = 0;
    long unknown = 0;
    int longest = 0;
    for (var input : inputs) {
      for (var window : tokenizer.read(input).windows()) {
        var tokens = window.tokens();
        texts++;
        words += tokens.words().size();
        longest = Math.max(longest, tokens.length());
        for (int i = 0; i < tokens.length(); i++) {
          if (tokens.wordOf()[i] >= 0) {
            pieces++;
            unknown += tokenizer.unknown(tokens.ids()[i]) ? 1 : 0;
          }
        }
      }
    }
    return new PieceCount(texts, words, pieces, unknown, longest);
  }

  /** Pieces a word; 0 where there is none. */
  public double perWord() {
    return words == 0 ? 0 : (double) pieces / words;
  }
}
