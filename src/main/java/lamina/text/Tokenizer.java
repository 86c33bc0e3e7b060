package lamina.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lamina.data.Example;
import lamina.data.SentencePair;
import lamina.data.TaggedSentence;
import lamina.problem.Problem;
import lamina.text.file.PieceTemplate;
import lamina.text.file.SpecialPiece;
import lamina.text.file.TokenizerKinds;

/**
 * A checkpoint's tokenizer, in any form that {@link TokenizerKinds} knows. Safe for several
 * threads.
 *
 * <p>Segments are tokenised without limit and cut here, because only then is it known how much was
 * cut.
 */
public final class Tokenizer implements AutoCloseable {
  /** What becomes of a running text. */
  public enum Running {
    /** It is tokenised as it stands. */
    AS_IT_STANDS,
    /**
     * It is cut into words by {@link WordBreaks}, and these are read like the words of a data set,
     * one by one: so a model that tags words was trained and is scored.
     */
    BY_WORDS
  }

  /** Opens tokenizers. */
  @FunctionalInterface
  public interface Source {
    /**
     * Opens the tokenizer of a checkpoint.
     *
     * @param maxLength longest result in pieces, special ones included; at least 8
     * @param rows of the word embeddings
     * @throws Problem where no tokenizer can be read, or where a piece's id has no row
     */
    Tokenizer open(Path directory, int maxLength, int rows, Running running);
  }

  /** Says which folder beside a model's own has its tokenizer: {@code {"folder": "base"}}. */
  public static final String SHARED_FILE = TokenizerKinds.SHARED;

  private final Segmenter segmenter;
  private final PieceTemplate template;
  private final PieceSequence sequence;
  private final long unknown;
  private final int maxLength;
  private final Running running;
  private final Runnable release;

  /**
   * A tokenizer.
   *
   * @param maxLength longest result in pieces, special ones included
   * @param release called when it is closed
   */
  Tokenizer(Tokenizers.Core core, int maxLength, Running running, Runnable release) {
    var rules = core.rules();
    this.segmenter = new Segmenter(core.pieces(), rules);
    this.template = rules.template();
    this.sequence = new PieceSequence(template);
    this.unknown = rules.unknown().map(SpecialPiece::id).orElse(-1L);
    this.maxLength = maxLength;
    this.running = running;
    this.release = release;
  }

  /**
   * Opens the tokenizer of a checkpoint.
   *
   * @param maxLength longest result in pieces, special ones included; at least 8
   * @param rows of the word embeddings
   * @throws Problem where no tokenizer can be read, or where a piece's id has no row
   */
  public static Tokenizer open(Path directory, int maxLength, int rows) {
    return open(directory, maxLength, rows, Running.AS_IT_STANDS);
  }

  /** Opens the tokenizer of a checkpoint, as {@link #open(Path, int, int)}. */
  public static Tokenizer open(Path directory, int maxLength, int rows, Running running) {
    var core = Tokenizers.Core.read(directory);
    try {
      core.ids().check(rows);
    } catch (Problem e) {
      core.pieces().close();
      throw e;
    }
    return new Tokenizer(core, maxLength, running, core.pieces()::close);
  }

  /**
   * Rows of word embeddings that the pieces of a directory's tokenizer need.
   *
   * @throws Problem where no tokenizer can be read
   */
  public static int rows(Path directory) {
    return Tokenizers.Core.read(directory, (file, rules) -> file.ids(rules).largest() + 1);
  }

  /** Whether a directory holds a tokenizer, in whatever form. */
  public static boolean there(Path directory) {
    return TokenizerKinds.find(directory).isPresent();
  }

  /** Names of all files that a tokenizer may have. */
  public static Set<String> fileNames() {
    return TokenizerKinds.names();
  }

  /** The files that a directory's tokenizer is read from; they may lie in a folder beside it. */
  public static List<Path> files(Path directory) {
    return TokenizerKinds.files(directory);
  }

  /** What is assumed of a checkpoint's tokenizer because no file says it, in sentences. */
  public static List<String> notes(Path directory) {
    return TokenizerKinds.find(directory).map(TokenizerKinds.Found::notes).orElse(List.of());
  }

  /** Longest result in pieces, special ones included. */
  public int maxLength() {
    return maxLength;
  }

  /** Whether a piece stands for what the vocabulary doesn't have. */
  boolean unknown(long id) {
    return id == unknown;
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
      case Input.Text t -> one(segment(t));
      case Input.Words w -> one(segmenter.words(w.words()));
      case Input.Pair p -> pair(segmenter.running(p.premise()), segmenter.running(p.hypothesis()));
    };
  }

  private Segment segment(Input.Text text) {
    return switch (running) {
      case AS_IT_STANDS -> segmenter.running(text.text());
      case BY_WORDS -> segmenter.words(WordBreaks.words(text.text()));
    };
  }

  /**
   * Tokenises one input for a model to answer whole: words that are more than it reads at once come
   * in windows. A pair is cut; an input without any word has no window.
   */
  public WindowedInput read(Input input) {
    return switch (input) {
      case Input.Text t -> windows(segment(t));
      case Input.Words w -> windows(segmenter.words(w.words()));
      case Input.Pair p -> {
        var first = segmenter.running(p.premise());
        var second = segmenter.running(p.hypothesis());
        int words = first.words().size() + second.words().size();
        if (first.pieces().isEmpty() || second.pieces().isEmpty()) {
          int all = first.pieces().size() + second.pieces().size();
          yield new WindowedInput(List.of(), words, new Tokens.Cut(0, all));
        }
        var tokens = pair(first, second);
        yield new WindowedInput(List.of(new WindowedInput.Window(0, tokens)), words, tokens.cut());
      }
    };
  }

  private WindowedInput windows(Segment segment) {
    int all = segment.pieces().size();
    int words = segment.words().size();
    if (all == 0) {
      return new WindowedInput(List.of(), words, new Tokens.Cut(0, 0));
    }
    int most = maxLength - template.aroundOne();
    if (all <= most) {
      var tokens = one(segment);
      return new WindowedInput(List.of(new WindowedInput.Window(0, tokens)), words, tokens.cut());
    }
    var begins = new int[words];
    for (int i = all - 1; i >= 0; i--) {
      begins[segment.pieces().get(i).word()] = i;
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
    var part =
        segment.pieces().subList(span.begin(), span.end()).stream()
            .map(p -> p.of(p.word() - span.first()))
            .toList();
    var words = segment.words().subList(span.first(), span.last() + 1);
    int own = span.end() - span.begin();
    var tokens = sequence.around(new Segment(part, words), Segment.EMPTY, new Tokens.Cut(own, own));
    for (int w = span.first(); w <= span.last(); w++) {
      if (owner[w] != index) {
        tokens.labelPiece()[w - span.first()] = -1;
      }
    }
    return tokens;
  }

  private Tokens one(Segment segment) {
    int all = segment.pieces().size();
    refuseEmpty(all);
    int kept = Math.min(all, maxLength - template.aroundOne());
    return sequence.around(segment.first(kept), Segment.EMPTY, new Tokens.Cut(kept, all));
  }

  private Tokens pair(Segment first, Segment second) {
    int a = first.pieces().size();
    int b = second.pieces().size();
    refuseEmpty(Math.min(a, b));
    int keptA = a;
    int keptB = b;
    while (keptA + keptB > maxLength - template.aroundTwo()) { // the longer one gives way
      if (keptA >= keptB) {
        keptA--;
      } else {
        keptB--;
      }
    }
    var cut = new Tokens.Cut(keptA + keptB, a + b);
    return sequence.around(first.first(keptA), second.first(keptB), cut);
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

  /** Whether another reads the same vocabulary in memory. */
  boolean shares(Tokenizer other) {
    return template == other.template;
  }

  @Override
  public void close() {
    release.run();
  }
}
