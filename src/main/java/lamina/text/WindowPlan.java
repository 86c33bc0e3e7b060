package lamina.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the windows over a long sentence lie. Each begins with a word, half a window after the one
 * before it or less; the last one ends with the sentence. A word is answered by the window that has
 * most pieces on the side of it that has fewer; the ends of the sentence are no want of pieces.
 */
final class WindowPlan {
  /**
   * A window.
   *
   * @param first word
   * @param last word, of which the window may hold the beginning only
   * @param begin first piece
   * @param end piece after its last
   */
  record Span(int first, int last, int begin, int end) {}

  private final int[] begins;
  private final int pieces;
  private final int length;

  /**
   * A plan.
   *
   * @param begins for each word its first piece, ascending; every word has one at least
   * @param pieces of all words
   * @param length most pieces of a window, at least 1
   */
  WindowPlan(int[] begins, int pieces, int length) {
    this.begins = begins;
    this.pieces = pieces;
    this.length = length;
  }

  /** The windows, in reading order; each word's first piece is in one of them at least. */
  List<Span> spans() {
    int last = wordAt(Math.max(0, pieces - length));
    if (begins[last] < pieces - length && last < begins.length - 1) {
      last++; // the last word alone may be longer than a window
    }
    var spans = new ArrayList<Span>();
    for (int word = 0; word < last; ) {
      spans.add(span(word));
      int next = Math.max(word + 1, wordAt(begins[word] + length / 2));
      word = Math.min(next, last);
    }
    spans.add(span(last));
    return spans;
  }

  /** The last word that begins at a piece or before it. */
  private int wordAt(int piece) {
    int at = Arrays.binarySearch(begins, piece);
    return at >= 0 ? at : -at - 2;
  }

  private Span span(int word) {
    int end = Math.min(pieces, begins[word] + length);
    return new Span(word, wordAt(end - 1), begins[word], end);
  }

  /** For each word the index of the window that answers it. */
  int[] answering(List<Span> spans) {
    var owner = new int[begins.length];
    var most = new int[begins.length];
    Arrays.fill(most, Integer.MIN_VALUE);
    for (int s = 0; s < spans.size(); s++) {
      var span = spans.get(s);
      for (int w = span.first; w <= span.last; w++) {
        int wordEnd = w + 1 < begins.length ? begins[w + 1] : pieces;
        int before = span.begin == 0 ? Integer.MAX_VALUE : begins[w] - span.begin;
        int after = span.end == pieces ? Integer.MAX_VALUE : span.end - wordEnd;
        int least = Math.min(before, after);
        if (least > most[w]) {
          most[w] = least;
          owner[w] = s;
        }
      }
    }
    return owner;
  }
}
