package lamina.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import lamina.data.Example;
import lamina.data.SentencePair;
import lamina.data.TaggedSentence;
import lamina.problem.Problem;

/**
 * WordPiece, from a checkpoint's tokenizer.json, or from its vocab.txt. Safe for several threads.
 *
 * <p>Segments are tokenised without limit and cut here, because only then is it known how much was
 * cut.
 */
public final class Tokenizer implements AutoCloseable {
  private static final int SPECIAL_ONE = 2;
  private static final int SPECIAL_PAIR = 3;

  private final HuggingFaceTokenizer pieces;
  private final int maxLength;
  private final Piece cls;
  private final Piece sep;
  private final Piece unknown;

  private record Piece(String text, long id, int word) {}

  private record Segment(List<Piece> pieces, List<String> words) {}

  private Tokenizer(HuggingFaceTokenizer pieces, Path directory, int maxLength) {
    this.pieces = pieces;
    this.maxLength = maxLength;
    this.cls = special(directory, "[CLS]");
    this.sep = special(directory, "[SEP]");
    this.unknown = special(directory, "[UNK]");
  }

  /**
   * Opens the tokenizer of a checkpoint.
   *
   * @param maxLength longest result in pieces, special tokens included; at least 8
   * @param rows of the word embeddings
   * @throws Problem where neither tokenizer.json nor vocab.txt can be read, or where a piece's id
   *     has no row
   */
  public static Tokenizer open(Path directory, int maxLength, int rows) {
    var json = directory.resolve("tokenizer.json");
    var vocabulary = directory.resolve("vocab.txt");
    try {
      var file =
          Files.exists(json)
              ? TokenizerFile.read(json)
              : TokenizerFile.read(vocabulary, WordPieceJson.of(vocabulary));
      file.checkIds(rows);
      return new Tokenizer(pieces(file.written()), directory, maxLength);
    } catch (IOException | RuntimeException e) {
      if (e instanceof Problem p) {
        throw p;
      }
      throw new Problem(
          directory + ": the tokenizer could not be read (" + e.getMessage() + ").", e);
    }
  }

  /** What is assumed of a checkpoint's tokenizer because no file says it, in sentences. */
  public static List<String> notes(Path directory) {
    var vocabulary = directory.resolve("vocab.txt");
    return Files.exists(directory.resolve("tokenizer.json")) || !Files.exists(vocabulary)
        ? List.of()
        : Vocabulary.read(vocabulary).notes();
  }

  /** The native tokenizer of a JSON that {@link TokenizerFile} checked. */
  static HuggingFaceTokenizer pieces(String checked) throws IOException {
    var settings = Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");
    return HuggingFaceTokenizer.newInstance(
        new ByteArrayInputStream(checked.getBytes(StandardCharsets.UTF_8)), settings);
  }

  private Piece special(Path directory, String token) {
    var encoded = pieces.encode(token, false, false);
    if (encoded.getIds().length != 1 || !encoded.getTokens()[0].equals(token)) {
      throw new Problem(
          directory + ": the tokenizer has no token " + token + "; a BERT vocabulary is needed.");
    }
    return new Piece(token, encoded.getIds()[0], -1);
  }

  /** Longest result in pieces, special tokens included. */
  public int maxLength() {
    return maxLength;
  }

  /** What a model is shown of a labelled example. */
  public static Input input(Example example) {
    return switch (example) {
      case TaggedSentence s -> new Input.Words(s.words());
      case SentencePair p -> new Input.Pair(p.premise(), p.hypothesis());
    };
  }

  /**
   * Tokenises and cuts one input.
   *
   * @throws Problem where it holds no word at all
   */
  public Tokens encode(Input input) {
    return switch (input) {
      case Input.Text t -> one(running(t.text()));
      case Input.Words w -> one(split(w.words()));
      case Input.Pair p -> pair(running(p.premise()), running(p.hypothesis()));
    };
  }

  /**
   * Tokenises one input for a model to answer whole: words that are more than it reads at once come
   * in windows. A pair is cut; an input without any word has no window.
   */
  public WindowedInput read(Input input) {
    return switch (input) {
      case Input.Text t -> windows(running(t.text()));
      case Input.Words w -> windows(split(w.words()));
      case Input.Pair p -> {
        var first = running(p.premise());
        var second = running(p.hypothesis());
        int words = first.words.size() + second.words.size();
        if (first.pieces.isEmpty() || second.pieces.isEmpty()) {
          int all = first.pieces.size() + second.pieces.size();
          yield new WindowedInput(List.of(), words, new Tokens.Cut(0, all));
        }
        var tokens = pair(first, second);
        yield new WindowedInput(List.of(new WindowedInput.Window(0, tokens)), words, tokens.cut());
      }
    };
  }

  private WindowedInput windows(Segment segment) {
    int all = segment.pieces.size();
    int words = segment.words.size();
    if (all == 0) {
      return new WindowedInput(List.of(), words, new Tokens.Cut(0, 0));
    }
    int most = maxLength - SPECIAL_ONE;
    if (all <= most) {
      var tokens = one(segment);
      return new WindowedInput(List.of(new WindowedInput.Window(0, tokens)), words, tokens.cut());
    }
    var begins = new int[words];
    for (int i = all - 1; i >= 0; i--) {
      begins[segment.pieces.get(i).word] = i;
    }
    var plan = new WindowPlan(begins, all, most);
    var spans = plan.spans();
    int[] owner = plan.answering(spans);
    var windows = new ArrayList<WindowedInput.Window>();
    int kept = 0;
    int end = 0;
    for (int s = 0; s < spans.size(); s++) {
      var span = spans.get(s);
      kept += span.end() - Math.max(end, span.begin());
      end = span.end();
      windows.add(new WindowedInput.Window(span.first(), window(segment, span, owner, s)));
    }
    return new WindowedInput(windows, words, new Tokens.Cut(kept, all));
  }

  private Tokens window(Segment segment, WindowPlan.Span span, int[] owner, int index) {
    var sequence = new ArrayList<Piece>();
    sequence.add(cls);
    for (var p : segment.pieces.subList(span.begin(), span.end())) {
      sequence.add(new Piece(p.text, p.id, p.word - span.first()));
    }
    sequence.add(sep);
    var words = segment.words.subList(span.first(), span.last() + 1);
    int own = span.end() - span.begin();
    var tokens = tokens(sequence, sequence.size(), words, new Tokens.Cut(own, own));
    for (int w = span.first(); w <= span.last(); w++) {
      if (owner[w] != index) {
        tokens.firstPiece()[w - span.first()] = -1;
      }
    }
    return tokens;
  }

  private Segment running(String text) {
    var clean = wellFormed(text);
    var encoding = pieces.encode(clean, false, false);
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

  private Segment split(List<String> words) {
    if (words.isEmpty()) {
      return new Segment(List.of(), List.of());
    }
    var clean = words.stream().map(Tokenizer::wellFormed).toArray(String[]::new);
    var encoding = pieces.encode(clean, false, false);
    long[] wordIds = encoding.getWordIds();
    var found = new ArrayList<Piece>();
    int at = 0;
    for (int w = 0; w < clean.length; w++) {
      int before = at;
      while (at < wordIds.length && wordIds[at] == w) {
        found.add(piece(encoding, at++, w));
      }
      if (at == before) { // a word of control characters only: it still needs a piece to label
        found.add(new Piece(unknown.text, unknown.id, w));
      }
    }
    return new Segment(found, List.of(clean));
  }

  private static Piece piece(Encoding encoding, int i, int word) {
    return new Piece(encoding.getTokens()[i], encoding.getIds()[i], word);
  }

  private Tokens one(Segment segment) {
    int all = segment.pieces.size();
    refuseEmpty(all);
    int kept = Math.min(all, maxLength - SPECIAL_ONE);
    var sequence = new ArrayList<Piece>();
    sequence.add(cls);
    sequence.addAll(segment.pieces.subList(0, kept));
    sequence.add(sep);
    return tokens(sequence, sequence.size(), segment.words, new Tokens.Cut(kept, all));
  }

  private Tokens pair(Segment first, Segment second) {
    int a = first.pieces.size();
    int b = second.pieces.size();
    refuseEmpty(Math.min(a, b));
    int keptA = a;
    int keptB = b;
    while (keptA + keptB > maxLength - SPECIAL_PAIR) { // the longer one gives way
      if (keptA >= keptB) {
        keptA--;
      } else {
        keptB--;
      }
    }
    var sequence = new ArrayList<Piece>();
    sequence.add(cls);
    sequence.addAll(first.pieces.subList(0, keptA));
    sequence.add(sep);
    int firstLength = sequence.size();
    for (var p : second.pieces.subList(0, keptB)) {
      sequence.add(new Piece(p.text, p.id, p.word + first.words.size()));
    }
    sequence.add(sep);
    var words = new ArrayList<>(first.words);
    words.addAll(second.words);
    return tokens(sequence, firstLength, words, new Tokens.Cut(keptA + keptB, a + b));
  }

  private static void refuseEmpty(int pieces) {
    if (pieces == 0) {
      throw empty();
    }
  }

  /** What to say of an input that holds no word. */
  public static Problem empty() {
    return new Problem("The text is empty: at least one word is needed in every field.");
  }

  private static Tokens tokens(
      List<Piece> sequence, int firstLength, List<String> words, Tokens.Cut cut) {
    int t = sequence.size();
    var ids = new long[t];
    var types = new long[t];
    var wordOf = new int[t];
    var firstPiece = new int[words.size()];
    Arrays.fill(firstPiece, -1);
    for (int i = 0; i < t; i++) {
      var p = sequence.get(i);
      ids[i] = p.id;
      types[i] = i < firstLength ? 0 : 1;
      wordOf[i] = p.word;
      if (p.word >= 0 && firstPiece[p.word] < 0) {
        firstPiece[p.word] = i;
      }
    }
    return new Tokens(
        sequence.stream().map(Piece::text).toList(),
        ids,
        types,
        wordOf,
        List.copyOf(words),
        firstPiece,
        cut);
  }

  /** Lone surrogates and NUL cannot cross into native code; they become U+FFFD. */
  static String wellFormed(String text) {
    StringBuilder fixed = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean paired =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (paired) {
        i++;
      } else if (Character.isSurrogate(c) || c == 0) {
        if (fixed == null) {
          fixed = new StringBuilder(text);
        }
        fixed.setCharAt(i, '\uFFFD');
      }
    }
    return fixed == null ? text : fixed.toString();
  }

  @Override
  public void close() {
    pieces.close();
  }
}
