package lamina.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.util.ArrayList;
import java.util.List;
import lamina.files.PlainText;
import lamina.problem.Problem;
import lamina.text.file.TokenizerRules;

/** Makes pieces of texts, and tells which word each piece is of. */
final class Segmenter {
  private final HuggingFaceTokenizer pieces;
  private final TokenizerRules rules;

  Segmenter(HuggingFaceTokenizer pieces, TokenizerRules rules) {
    this.pieces = pieces;
    this.rules = rules;
  }

  /**
   * A running text. Its words are those of {@link WordBreaks}, joined where one piece spans
   * several, or of a tokenizer that cuts words itself, that tokenizer's.
   */
  Segment running(String text) {
    var clean = wellFormed(text);
    var encoding = pieces.encode(clean, false, false);
    return rules.spaces().isEmpty() ? ownWords(clean, encoding) : foundWords(clean, encoding);
  }

  private Segment ownWords(String clean, Encoding encoding) {
    long[] wordIds = encoding.getWordIds();
    CharSpan[] spans = encoding.getCharTokenSpans();
    // Spans count code points, Java strings count UTF-16 units: an array of code points fits both.
    int[] points = clean.codePoints().toArray();
    var found = new ArrayList<Piece>();
    var words = new ArrayList<String>();
    long word = -1;
    int begin = 0;
    for (int i = 0; i < wordIds.length; i++) {
      if (words.isEmpty() || wordIds[i] != word || wordIds[i] < 0) {
        word = wordIds[i];
        begin = spans[i].getStart();
        words.add("");
      }
      words.set(words.size() - 1, new String(points, begin, spans[i].getEnd() - begin));
      found.add(piece(encoding, i, words.size() - 1));
    }
    return new Segment(found, words);
  }

  private Segment foundWords(String clean, Encoding encoding) {
    int n = encoding.getIds().length;
    int[] points = clean.codePoints().toArray();
    var bounds = WordBreaks.bounds(clean);
    int[] units = new int[points.length + 1];
    for (int i = 0; i < points.length; i++) {
      units[i + 1] = units[i] + Character.charCount(points[i]);
    }
    var found = new ArrayList<Piece>();
    var words = new ArrayList<String>();
    int begin = 0; // of the word in hand, in code points
    int pending = 0; // pieces before a word's first character: they are of the word that comes
    for (int i = 0; i < n; i++) {
      var piece = piece(encoding, i, 0);
      int from = piece.span().from();
      int to = Math.min(piece.span().to(), points.length);
      while (from < to && WordBreaks.blank(points[from])) {
        from++;
      }
      if (!piece.holds() || from >= to) {
        found.add(piece);
        pending++;
        continue;
      }
      if (words.isEmpty() || bounds.get(units[from])) {
        begin = from;
        words.add("");
      }
      words.set(words.size() - 1, new String(points, begin, Math.max(to, begin) - begin).strip());
      for (int p = found.size() - pending; p < found.size(); p++) {
        found.set(p, found.get(p).of(words.size() - 1));
      }
      pending = 0;
      found.add(piece.of(words.size() - 1));
    }
    if (words.isEmpty() && WordBreaks.words(clean).isEmpty()) {
      return Segment.EMPTY; // some tokenizers make pieces of spaces alone
    }
    if (words.isEmpty()) { // nothing but what the tokenizer takes for spaces
      words.add(clean.strip());
    }
    for (int p = found.size() - pending; p < found.size(); p++) {
      found.set(p, found.get(p).of(words.size() - 1));
    }
    return new Segment(found, words);
  }

  /** Words that are given one by one: each is read as if it stood alone. */
  Segment words(List<String> given) {
    if (given.isEmpty()) {
      return Segment.EMPTY;
    }
    var clean = given.stream().map(Segmenter::wellFormed).toArray(String[]::new);
    var asked = clean.clone();
    for (int w = 0; rules.spaceFirst() && w < asked.length; w++) {
      asked[w] = asked[w].startsWith(" ") ? asked[w] : " " + asked[w];
    }
    var encoding = pieces.encode(asked, false, false);
    long[] wordIds = encoding.getWordIds();
    var found = new ArrayList<Piece>();
    int at = 0;
    for (int w = 0; w < clean.length; w++) {
      int before = at;
      while (at < wordIds.length && wordIds[at] == w) {
        found.add(piece(encoding, at++, w));
      }
      if (at == before) { // a word of control characters only: it still needs a piece to label
        found.add(unknown(clean[w]).of(w));
      }
    }
    return new Segment(found, List.of(clean));
  }

  private Piece unknown(String word) {
    return rules
        .unknown()
        .map(u -> Piece.special(u.text(), u.id()))
        .orElseThrow(
            () ->
                new Problem(
                    "The tokenizer leaves nothing of the word \""
                        + PlainText.shortened(word)
                        + "\" and has no piece for what is unknown; take the word out."));
  }

  private Piece piece(Encoding encoding, int i, int word) {
    var text = encoding.getTokens()[i];
    var span = encoding.getCharTokenSpans()[i];
    var place = span == null ? Tokens.Span.NONE : new Tokens.Span(span.getStart(), span.getEnd());
    return new Piece(text, encoding.getIds()[i], word, place, rules.holds(text));
  }

  /** Lone surrogates and NUL cannot cross into native code; they become U+FFFD. */
  static String wellFormed(String text) {
    return PlainText.wellFormed(text).replace('\0', '\uFFFD');
  }
}
