package lamina.cli.use;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lamina.cli.CommonOptions;
import lamina.cli.ModelLookup;
import lamina.cli.UsageError;
import lamina.data.Tasks;
import lamina.data.format.UnlabelledData;
import lamina.problem.Problem;
import lamina.text.Input;
import lamina.text.PieceCount;
import lamina.text.Tokenizer;
import lamina.text.Tokens;
import lamina.text.WordBreaks;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a checkpoint's tokenizer makes of texts. */
@Command(
    name = "tokenize",
    mixinStandardHelpOptions = true,
    description =
        "Show the pieces, ids and words that a checkpoint's tokenizer makes of a text; of files the"
            + " pieces per word.")
public final class TokenizeCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(
      names = "--checkpoint",
      required = true,
      paramLabel = "DIR",
      description =
          "A Hugging Face directory or, of those fetched, its org/name, or a model that was trained"
              + " here.")
  private String checkpoint;

  @ArgGroup(multiplicity = "1")
  private What what;

  @Option(
      names = "--pair",
      paramLabel = "TEXT",
      description = "The second text of a pair; the first is --text.")
  private String second;

  /** What is tokenised. */
  static final class What {
    @Option(names = "--text", description = "A running text, tokenised as it stands.")
    private String text;

    @Option(
        names = "--words",
        description =
            "Words with spaces between them, tokenised one by one, as those of a data set are.")
    private String words;

    @Option(
        names = "--data",
        split = ",",
        paramLabel = "FILE",
        description =
            "Files: plain text (.txt, a running text a line) or data with words. Their names tell"
                + " their languages, as in de.txt; each is a row of the result.")
    private List<Path> files;
  }

  @Override
  public Integer call() {
    if (second != null && what.text == null) {
      throw new UsageError(
          new Problem("--pair needs --text, which is the first text of the pair."));
    }
    try (var tokenizer =
        Tokenizer.open(ModelLookup.folder(checkpoint), Integer.MAX_VALUE, Integer.MAX_VALUE)) {
      if (what.files != null) {
        count(tokenizer);
      } else {
        show(tokenizer.encode(input()));
      }
    }
    common.out().flush();
    return 0;
  }

  private Input input() {
    if (what.words != null) {
      return new Input.Words(List.of(what.words.trim().split("\\s+")));
    }
    return second == null ? new Input.Text(what.text) : new Input.Pair(what.text, second);
  }

  private void show(Tokens tokens) {
    if (common.json()) {
      common.print(json(tokens));
      return;
    }
    var out = common.out();
    for (int i = 0; i < tokens.length(); i++) {
      int word = tokens.wordOf()[i];
      boolean labelled = word >= 0 && tokens.labelPiece()[word] == i;
      out.printf(
          Locale.ROOT,
          "%4d  %-24s %7d  type %d  %s%n",
          i,
          tokens.pieces().get(i),
          tokens.ids()[i],
          tokens.types()[i],
          word < 0 ? "" : (labelled ? "* " : "  ") + (word + 1) + " " + tokens.word(word));
    }
    int pieces = (int) Arrays.stream(tokens.wordOf()).filter(w -> w >= 0).count();
    out.printf(
        Locale.ROOT,
        "%d words, %d pieces, %.2f pieces a word; * is the piece that a word's label sits on%n",
        tokens.words().size(),
        pieces,
        pieces / (double) tokens.words().size());
  }

  private static ObjectNode json(Tokens tokens) {
    var node = new ObjectMapper().createObjectNode();
    var pieces = node.putArray("pieces");
    tokens.pieces().forEach(pieces::add);
    var ids = node.putArray("ids");
    var types = node.putArray("types");
    var words = node.putArray("words");
    var wordOf = node.putArray("word_of_piece");
    var label = node.putArray("label_piece_of_word");
    var spans = node.putArray("spans");
    for (int i = 0; i < tokens.length(); i++) {
      ids.add(tokens.ids()[i]);
      types.add(tokens.types()[i]);
      wordOf.add(tokens.wordOf()[i]);
      spans.addArray().add(tokens.spans().get(i).from()).add(tokens.spans().get(i).to());
    }
    tokens.words().forEach(words::add);
    for (int piece : tokens.labelPiece()) {
      label.add(piece);
    }
    return node;
  }

  /**
   * A file that was counted.
   *
   * @param language its code
   */
  private record Row(Path file, String language, PieceCount count) {}

  private void count(Tokenizer tokenizer) {
    var rows = new ArrayList<Row>();
    for (var file : what.files) {
      var data = UnlabelledData.read(file, Tasks.KNOWN.ofTreebanks(), null, WordBreaks::words);
      // running text keeps its own spaces: the words of the examples are cut at them
      List<Input> inputs =
          file.toString().endsWith(".txt")
              ? UnlabelledData.lines(file).lines().stream().<Input>map(Input.Text::new).toList()
              : data.examples().stream().map(Tokenizer::input).toList();
      rows.add(new Row(file, data.language().code(), PieceCount.of(tokenizer, inputs)));
    }
    if (common.json()) {
      var root = new ObjectMapper().createObjectNode().put("checkpoint", checkpoint.toString());
      var list = root.putArray("files");
      for (var row : rows) {
        var c = row.count;
        list.addObject()
            .put("file", row.file.toString())
            .put("language", row.language)
            .put("texts", c.texts())
            .put("words", c.words())
            .put("pieces", c.pieces())
            .put("pieces_per_word", c.perWord())
            .put("unknown", c.unknown())
            .put("longest", c.longest());
      }
      common.print(root);
      return;
    }
    for (var row : rows) {
      var c = row.count;
      common
          .out()
          .printf(
              Locale.ROOT,
              "%-4s %7d texts  %8d words  %8d pieces  %5.2f pieces a word  %d unknown (%.2f %%)"
                  + "  longest %d  %s%n",
              row.language,
              c.texts(),
              c.words(),
              c.pieces(),
              c.perWord(),
              c.unknown(),
              100.0 * c.unknown() / Math.max(1, c.pieces()),
              c.longest(),
              row.file);
    }
  }
}
