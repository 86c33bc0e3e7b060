package lamina.pretrain;

import java.util.ArrayList;
import java.util.List;

/**
 * Words as BERT's cased tokenizer sees them before it looks for pieces: cleaned, split at white
 * space, around every punctuation mark and every CJK character.
 */
final class BertWords {
  private static final int REPLACEMENT = 0xFFFD;

  private BertWords() {}

  /** The words of a text, in reading order. */
  static List<String> split(String text) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (space(c)) {
                end(words, word);
              } else if (punctuation(c) || cjk(c)) {
                end(words, word);
                words.add(Character.toString(c));
              } else if (!dropped(c)) {
                word.appendCodePoint(c);
              }
            });
    end(words, word);
    return words;
  }

  private static void end(List<String> words, StringBuilder word) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  private static boolean space(int c) {
    return c == '\t' || c == '\n' || c == '\r' || Character.getType(c) == Character.SPACE_SEPARATOR;
  }

  private static boolean dropped(int c) {
    int type = Character.getType(c);
    return c == 0
        || c == REPLACEMENT
        || type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE;
  }

  /** ASCII signs count as punctuation too, as in BERT. */
  private static boolean punctuation(int c) {
    return c >= 33 && c <= 47
        || c >= 58 && c <= 64
        || c >= 91 && c <= 96
        || c >= 123 && c <= 126
        || switch (Character.getType(c)) {
          case Character.CONNECTOR_PUNCTUATION,
              Character.DASH_PUNCTUATION,
              Character.START_PUNCTUATION,
              Character.END_PUNCTUATION,
              Character.INITIAL_QUOTE_PUNCTUATION,
              Character.FINAL_QUOTE_PUNCTUATION,
              Character.OTHER_PUNCTUATION ->
              true;
          default -> false;
        };
  }

  private static boolean cjk(int c) {
    return c >= 0x4E00 && c <= 0x9FFF
        || c >= 0x3400 && c <= 0x4DBF
        || c >= 0x20000 && c <= 0x2CEAF
        || c >= 0xF900 && c <= 0xFAFF
        || c >= 0x2F800 && c <= 0x2FA1F;
  }
}
