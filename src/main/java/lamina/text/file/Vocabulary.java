package lamina.text.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lamina.files.Document;
import lamina.files.PlainText;
import lamina.problem.Problem;

/**
 * vocab.txt with the settings of tokenizer_config.json beside it, for a checkpoint without
 * tokenizer.json. A piece's id is its line, counted from 0: blank lines keep their number, and of a
 * piece that stands on several lines the last counts.
 *
 * @param ids of the pieces
 * @param beside tokens that a text is searched for before it is cut into words
 * @param lowerCase whether text is made lower case
 * @param stripAccents whether accents are taken from letters; empty to follow lowerCase
 * @param splitChinese whether each Chinese character is a word
 * @param notes what was assumed, in sentences
 */
record Vocabulary(
    Map<String, Integer> ids,
    List<ExtraTokens.Token> beside,
    boolean lowerCase,
    Optional<Boolean> stripAccents,
    boolean splitChinese,
    List<String> notes) {
  private static final long MOST_BYTES = 256 << 20;

  /** Tokenizers that do what BERT's does, by their names in tokenizer_class. */
  private static final Set<String> SAME =
      Set.of(
          "Bert",
          "DistilBert",
          "Electra",
          "MobileBert",
          "ConvBert",
          "RetriBert",
          "LayoutLM",
          "Lxmert",
          "SqueezeBert",
          "Auto",
          "PreTrained");

  /**
   * Reads a vocabulary.
   *
   * @throws Problem where vocab.txt has no [UNK], or where its pieces are another tokenizer's
   */
  static Vocabulary read(Path file) {
    var directory = file.toAbsolutePath().getParent();
    refuseOther(directory);
    var ids = new LinkedHashMap<String, Integer>();
    var text = PlainText.read(file, MOST_BYTES);
    int line = 0;
    for (int at = 0; at < text.length(); line++) {
      int end = text.indexOf('\n', at);
      int stop = end < 0 ? text.length() : end;
      ids.put(trimmed(text, at, stop), line);
      at = stop + 1;
    }
    if (!ids.containsKey("[UNK]")) {
      throw new Problem(file + ": [UNK] is missing; a BERT vocabulary was expected.");
    }
    return of(ids, directory.resolve("tokenizer_config.json"));
  }

  /** As Hugging Face's tokenizers read a line: white space at its end is no part of the piece. */
  private static String trimmed(String text, int from, int to) {
    int end = to;
    while (end > from && white(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(from, end);
  }

  /** Unicode's White_Space, all of it in the basic plane. */
  private static boolean white(char c) {
    return c >= '\t' && c <= '\r' || c == '\u0085' || Character.isSpaceChar(c);
  }

  private static Vocabulary of(Map<String, Integer> ids, Path settings) {
    var config =
        Files.exists(settings) ? Optional.of(Document.json(settings)) : Optional.<Document>empty();
    var stated = config.flatMap(c -> c.find("do_lower_case")).map(Document::flag);
    boolean cased = ids.keySet().stream().anyMatch(Vocabulary::hasUpperCase);
    return new Vocabulary(
        ids,
        ExtraTokens.read(settings.getParent(), ids, config),
        stated.orElse(!cased),
        config.flatMap(c -> c.find("strip_accents")).map(Document::flag),
        config.flatMap(c -> c.find("tokenize_chinese_chars")).map(Document::flag).orElse(true),
        stated.isPresent()
            ? List.of()
            : List.of(
                "No do_lower_case in tokenizer_config.json: "
                    + (cased
                        ? "vocab.txt has upper-case pieces, so text keeps its case."
                        : "vocab.txt has no upper-case piece, so text is made lower case.")));
  }

  /**
   * Whether a piece would be met no more in lower-case text. Special tokens such as [CLS] and
   * [unused1] say nothing of the text's case.
   */
  private static boolean hasUpperCase(String piece) {
    boolean special = piece.startsWith("[") && piece.endsWith("]") && piece.length() > 2;
    return !special && !piece.toLowerCase(Locale.ROOT).equals(piece);
  }

  /** Refuses the vocabulary of a tokenizer that splits words otherwise. */
  private static void refuseOther(Path directory) {
    for (var name : List.of("tokenizer_config.json", "config.json")) {
      var file = directory.resolve(name);
      var type =
          Files.exists(file)
              ? Document.json(file).find("tokenizer_class")
              : Optional.<Document>empty();
      type.filter(t -> !SAME.contains(t.text().replaceAll("Tokenizer(Fast)?$", "")))
          .ifPresent(
              t -> {
                throw t.wrong(
                    "tokenizer "
                        + t.text()
                        + " isn't BERT's, and vocab.txt alone doesn't tell what it does; load it"
                        + " with Hugging Face's classes and save it, where that writes"
                        + " tokenizer.json");
              });
    }
  }
}
