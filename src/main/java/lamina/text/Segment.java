package lamina.text;

import java.util.List;

/**
 * A text in pieces, without special ones.
 *
 * @param pieces in reading order
 * @param words that the pieces are of
 */
record Segment(List<Piece> pieces, List<String> words) {
  static final Segment EMPTY = new Segment(List.of(), List.of());

  /** Its first pieces, with all its words. */
  Segment first(int count) {
    return new Segment(pieces.subList(0, count), words);
  }
}
