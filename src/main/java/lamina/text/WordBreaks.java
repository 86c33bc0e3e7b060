package lamina.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The words of a running text, in any script: by Unicode's rules (UAX 29), and by dictionaries
 * where a script has no spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese). A mark of
 * punctuation is a word of its own.
 */
public final class WordBreaks {
  private WordBreaks() {}

  /** Words in reading order, without the spaces between them. */
  public static List<String> words(String text) {
    var iterator = iterator(text);
    var words = new ArrayList<String>();
    int begin = iterator.first();
    for (int end = iterator.next(); end != BreakIterator.DONE; end = iterator.next()) {
      var word = text.substring(begin, end);
      if (!blank(word)) {
        words.add(word);
      }
      begin = end;
    }
    return words;
  }

  /** Where a word begins or ends, in UTF-16 units from 0 to the text's length. */
  static BitSet bounds(String text) {
    var iterator = iterator(text);
    var bounds = new BitSet(text.length() + 1);
    for (int at = iterator.first(); at != BreakIterator.DONE; at = iterator.next()) {
      bounds.set(at);
    }
    return bounds;
  }

  private static BreakIterator iterator(String text) {
    var iterator = BreakIterator.getWordInstance(ULocale.ROOT);
    iterator.setText(text);
    return iterator;
  }

  /** Whether nothing in it is seen: spaces, controls and marks of format alone. */
  private static boolean blank(String text) {
    return text.codePoints().allMatch(WordBreaks::blank);
  }

  static boolean blank(int point) {
    return switch (Character.getType(point)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL,
          Character.FORMAT ->
          true;
      default -> false;
    };
  }
}
