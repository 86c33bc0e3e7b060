package lamina.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lamina.text.file.PieceTemplate;

/** Texts in pieces become what an encoder sees. */
final class PieceSequence {
  private final PieceTemplate template;

  PieceSequence(PieceTemplate template) {
    this.template = template;
  }

  /**
   * Puts texts between the special pieces.
   *
   * @param second of a pair; without words where there is one text alone
   * @param cut how much of the texts isn't in their pieces
   */
  Tokens around(Segment first, Segment second, Tokens.Cut cut) {
    boolean two = !second.words().isEmpty();
    var sequence = new ArrayList<Piece>();
    var types = new ArrayList<Integer>();
    for (var slot : two ? template.pair() : template.single()) {
      switch (slot) {
        case PieceTemplate.Special s ->
            sequence.add(Piece.special(s.piece().text(), s.piece().id()));
        case PieceTemplate.Text t when t.second() ->
            second.pieces().forEach(p -> sequence.add(p.of(p.word() + first.words().size())));
        case PieceTemplate.Text t -> sequence.addAll(first.pieces());
      }
      while (types.size() < sequence.size()) {
        types.add(slot.type());
      }
    }
    var words = new ArrayList<>(first.words());
    words.addAll(second.words());
    return new Tokens(
        sequence.stream().map(Piece::text).toList(),
        sequence.stream().mapToLong(Piece::id).toArray(),
        types.stream().mapToLong(t -> t).toArray(),
        sequence.stream().mapToInt(Piece::word).toArray(),
        List.copyOf(words),
        labelPieces(sequence, words.size()),
        sequence.stream().map(Piece::span).toList(),
        cut);
  }

  /**
   * The one rule of where the label of a word sits, in training, scoring, window and exports: on
   * its first piece that holds a character of it. A tokenizer that makes a piece of the space
   * before a word ({@code ▁} before a Chinese word) begins the word with a piece that holds none of
   * it; a label there is of little use.
   */
  private static int[] labelPieces(List<Piece> sequence, int words) {
    var label = new int[words];
    Arrays.fill(label, -1);
    for (int i = 0; i < sequence.size(); i++) {
      var piece = sequence.get(i);
      int word = piece.word();
      if (word >= 0 && (label[word] < 0 || !sequence.get(label[word]).holds() && piece.holds())) {
        label[word] = i;
      }
    }
    return label;
  }
}
