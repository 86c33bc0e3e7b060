package lamina.text.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lamina.files.Document;
import lamina.files.PlainText;
import lamina.problem.Problem;

/**
 * The model of a tokenizer.json: WordPiece, BPE, Unigram or WordLevel with its vocabulary and
 * merges, which are checked by the piece and kept as they stand in the file.
 */
final class TokenizerModel {
  private static final int MOST_PIECES = 4_000_000;
  private static final int LONGEST = 1000;

  /** Native code frees the pieces' trie by recursion, a level a byte. */
  private static final int LONGEST_IN_TRIE = 300;

  private static final int MOST_CHARACTERS = 1000;

  private final Path file;
  private final String text;
  private final Map<String, Document> settings = new HashMap<>();

  /** Of a vocabulary with ids; that of a Unigram is known by places alone. */
  private final Map<String, Integer> pieces = new HashMap<>();

  private Part vocabulary;
  private Part merges;
  private boolean list;
  private int count;
  private int largestId = -1;

  /**
   * Where a large part stands in the file's text.
   *
   * @param line from 1
   */
  private record Part(int from, int to, int line) {
    String of(String text) {
      return text.substring(from, to);
    }
  }

  private TokenizerModel(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * Reads the model that a parser stands at, and leaves the parser at its end.
   *
   * @param text all that the parser reads
   * @throws Problem naming the place that is wrong
   */
  static TokenizerModel read(Path file, String text, JsonParser parser) throws IOException {
    var model = new TokenizerModel(file, text);
    model.read(parser);
    return model;
  }

  private Problem wrong(int line, String place, String what) {
    return new Problem(
        file + (line > 1 ? ", line " + line : "") + ", \"" + place + "\": " + what + ".");
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  private static int from(JsonParser parser) {
    return (int) parser.currentTokenLocation().getCharOffset();
  }

  private static int to(JsonParser parser) {
    return (int) parser.currentLocation().getCharOffset();
  }

  private void read(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw wrong(line(parser), "model", "a group of named values was expected");
    }
    var seen = new HashSet<String>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      if (!seen.add(name)) {
        throw wrong(line(parser), "model." + name, "it stands twice; fetch the file again");
      }
      parser.nextToken();
      int line = line(parser);
      int from = from(parser);
      if (name.equals("vocab")) {
        vocabulary(parser);
        vocabulary = new Part(from, to(parser), line);
      } else if (parser.currentToken().isStructStart()) {
        parser.skipChildren();
        if (name.equals("merges")) {
          merges = new Part(from, to(parser), line);
        }
      } else {
        settings.put(name, scalar(parser, name, line));
      }
    }
    if (vocabulary == null) {
      throw wrong(line(parser), "model", "\"vocab\" is missing; fetch the file again");
    }
  }

  private Document scalar(JsonParser parser, String name, int line) throws IOException {
    var written =
        parser.currentToken() == JsonToken.VALUE_STRING
            ? JsonNodeFactory.instance.textNode(parser.getText()).toString()
            : parser.getText();
    return Document.json(file, written, "model." + name, line);
  }

  private void vocabulary(JsonParser parser) throws IOException {
    list = parser.currentToken() == JsonToken.START_ARRAY;
    if (!list && parser.currentToken() != JsonToken.START_OBJECT) {
      throw wrong(line(parser), "model.vocab", "pieces with their ids or scores were expected");
    }
    while (!parser.nextToken().isStructEnd()) {
      if (++count > MOST_PIECES) {
        throw wrong(line(parser), "model.vocab", "there are more pieces than any tokenizer has");
      }
      if (list) {
        scored(parser);
      } else {
        numbered(parser);
      }
    }
    if (count == 0) {
      throw wrong(line(parser), "model.vocab", "it is empty; fetch the file again");
    }
  }

  private void numbered(JsonParser parser) throws IOException {
    var piece = parser.currentName();
    if (piece.length() > LONGEST || !TokenizerParts.whole(piece)) {
      throw damaged(parser, piece);
    }
    boolean number = parser.nextToken() == JsonToken.VALUE_NUMBER_INT;
    if (!number
        || parser.getNumberType() != JsonParser.NumberType.INT
        || parser.getIntValue() < 0
        || parser.getIntValue() > TokenizerFile.MOST_ID
        || parser.getText().startsWith("-")) {
      throw wrong(
          line(parser),
          "model.vocab",
          "the id of \"" + PlainText.shortened(piece) + "\" is no row of a model's embeddings");
    }
    largestId = Math.max(largestId, parser.getIntValue());
    if (pieces.put(piece, parser.getIntValue()) != null) {
      throw wrong(
          line(parser), "model.vocab", "\"" + PlainText.shortened(piece) + "\" stands twice");
    }
  }

  private void scored(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY
        || parser.nextToken() != JsonToken.VALUE_STRING) {
      throw wrong(line(parser), "model.vocab", "a piece and its score were expected");
    }
    check(parser, LONGEST_IN_TRIE);
    parser.nextToken();
    if (!likely(parser) || parser.nextToken() != JsonToken.END_ARRAY) {
      throw wrong(
          line(parser),
          "model.vocab",
          "the score of piece " + count + " is no number that a tokenizer has");
    }
  }

  /** Whether a number may be a logarithm of a probability; few have to be converted to know. */
  private static boolean likely(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return parser.getTextLength() < 10;
    }
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_FLOAT) {
      return false;
    }
    var digits = parser.getTextCharacters();
    int from = parser.getTextOffset();
    for (int i = from; i < from + Math.min(10, parser.getTextLength()); i++) {
      if (digits[i] == '.' && parser.getTextLength() < 30) {
        return exponent(digits, i, from + parser.getTextLength()) < 0
            || Math.abs(parser.getDoubleValue()) < 1e9;
      }
    }
    return Math.abs(parser.getDoubleValue()) < 1e9;
  }

  private static int exponent(char[] digits, int from, int to) {
    for (int i = from; i < to; i++) {
      if (digits[i] == 'e' || digits[i] == 'E') {
        return i;
      }
    }
    return -1;
  }

  /** Checks the piece that the parser stands at, most often without making a string of it. */
  private void check(JsonParser parser, int longest) throws IOException {
    var characters = parser.getTextCharacters();
    int from = parser.getTextOffset();
    int to = from + parser.getTextLength();
    boolean surrogates = false;
    for (int i = from; i < to; i++) {
      surrogates |= Character.isSurrogate(characters[i]);
    }
    if (to - from > longest || surrogates && !TokenizerParts.whole(parser.getText())) {
      throw damaged(parser, parser.getText());
    }
  }

  private Problem damaged(JsonParser parser, String piece) {
    return wrong(
        line(parser),
        "model.vocab",
        "\"" + PlainText.shortened(piece) + "\" is too long for a piece, or damaged");
  }

  /** The largest id of a piece; of a list of pieces the last place. */
  int largestId() {
    return list ? count - 1 : largestId;
  }

  /** The id of a piece, of a vocabulary that has ids: not of a list. */
  Optional<Integer> id(String piece) {
    return Optional.ofNullable(pieces.get(piece));
  }

  /** The piece for what the vocabulary doesn't have; nothing where there is none. */
  Optional<SpecialPiece> unknown() {
    if (list) {
      var place = required("unk_id").whole(0, count - 1);
      return Optional.of(new SpecialPiece(listed(place), place));
    }
    return Optional.ofNullable(settings.get("unk_token"))
        .filter(Document::present)
        .map(t -> new SpecialPiece(t.text(), pieces.get(known("unk_token", t))));
  }

  private String listed(int place) {
    try (var parser = new JsonFactory().createParser(vocabulary.of(text))) {
      parser.nextToken();
      for (int i = 0; i < place; i++) {
        parser.nextToken();
        parser.skipChildren();
      }
      parser.nextToken();
      return parser.nextTextValue();
    } catch (IOException e) {
      throw new IllegalStateException(e); // it was read once already
    }
  }

  /**
   * Checks the model as a whole and writes it as native code gets it.
   *
   * @throws Problem where settings are missing or don't fit the vocabulary
   */
  void write(StringBuilder out) {
    var kind = kind();
    var made = JsonNodeFactory.instance.objectNode().put("type", kind);
    switch (kind) {
      case "WordPiece" -> wordPiece(made);
      case "WordLevel" -> made.put("unk_token", known("unk_token", required("unk_token")));
      case "Unigram" -> unigram(made);
      default -> bpe(made);
    }
    var head = made.toString();
    out.append(head, 0, head.length() - 1).append(",\"vocab\":");
    out.append(text, vocabulary.from, vocabulary.to);
    if (kind.equals("BPE")) {
      out.append(",\"merges\":").append(text, merges.from, merges.to);
    }
    out.append('}');
  }

  /** The kind; files of the first years don't name it. */
  private String kind() {
    var named = settings.containsKey("type") ? settings.get("type").text() : null;
    var kind = named;
    if (named == null) {
      boolean pieces =
          settings.keySet().containsAll(List.of("continuing_subword_prefix", "unk_token"));
      kind = list ? "Unigram" : merges != null ? "BPE" : pieces ? "WordPiece" : "WordLevel";
    }
    if (!List.of("WordPiece", "BPE", "Unigram", "WordLevel").contains(kind)) {
      throw settings
          .get("type")
          .wrong("WordPiece, BPE, Unigram or WordLevel was expected; choose another model");
    }
    if (list != kind.equals("Unigram")) {
      throw wrong(vocabulary.line, "model.vocab", "it isn't that of a model of kind " + kind);
    }
    return kind;
  }

  private Document required(String name) {
    if (!settings.containsKey(name)) {
      throw wrong(1, "model", "\"" + name + "\" is missing; fetch the file again");
    }
    return settings.get(name);
  }

  private String known(String name, Document token) {
    var piece = TokenizerParts.text(token, 0, LONGEST);
    if (!pieces.containsKey(piece)) {
      throw token.wrong(
          name + " is \"" + PlainText.shortened(piece) + "\", which the vocabulary doesn't have");
    }
    return piece;
  }

  private void wordPiece(ObjectNode made) {
    made.put("unk_token", known("unk_token", required("unk_token")));
    made.put(
        "continuing_subword_prefix",
        TokenizerParts.text(required("continuing_subword_prefix"), 0, 20));
    made.put(
        "max_input_chars_per_word", required("max_input_chars_per_word").whole(1, MOST_CHARACTERS));
  }

  private void unigram(ObjectNode made) {
    // Without an unknown piece a text may have no pieces at all.
    made.put("unk_id", required("unk_id").whole(0, count - 1));
    made.put("byte_fallback", flag("byte_fallback"));
  }

  private boolean flag(String name) {
    return settings.containsKey(name) && settings.get(name).present() && settings.get(name).flag();
  }

  private void bpe(ObjectNode made) {
    if (merges == null) {
      throw wrong(1, "model", "\"merges\" is missing; fetch the file again");
    }
    var dropout = settings.get("dropout");
    if (dropout != null && dropout.present() && dropout.number() != 0) {
      throw dropout.wrong("pieces would be left out by chance; set it to null");
    }
    var unknown = settings.get("unk_token");
    if (unknown != null && unknown.present()) {
      made.put("unk_token", known("unk_token", unknown));
    }
    var prefix = affix(made, "continuing_subword_prefix");
    affix(made, "end_of_word_suffix");
    for (var name : List.of("fuse_unk", "byte_fallback", "ignore_merges")) {
      made.put(name, flag(name));
    }
    try (var parser = new JsonFactory().createParser(merges.of(text))) {
      merges(parser, prefix);
    } catch (IOException e) {
      throw new IllegalStateException(e); // it was read once already
    }
  }

  private String affix(ObjectNode made, String name) {
    var value = settings.get(name);
    if (value == null || !value.present()) {
      return "";
    }
    made.put(name, TokenizerParts.text(value, 0, 20));
    return value.text();
  }

  private void merges(JsonParser parser, String prefix) throws IOException {
    int number = 0;
    Boolean pairs = null;
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      throw wrong(merges.line, "model.merges", "a list of pairs was expected");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      boolean pair = parser.currentToken() == JsonToken.START_ARRAY;
      if (++number > MOST_PIECES || pairs != null && pair != pairs) {
        throw merge(parser, "pairs, all written alike, were expected");
      }
      pairs = pair;
      if (!pair && parser.getText().startsWith("#version")) { // a comment, native code skips it
        continue;
      }
      var sides = pair ? pair(parser) : joined(parser);
      if (sides.length != 2) {
        throw merge(parser, "two pieces with a space between them were expected");
      }
      boolean fits =
          sides[1].startsWith(prefix)
              && pieces.containsKey(sides[0])
              && pieces.containsKey(sides[1])
              && pieces.containsKey(sides[0] + sides[1].substring(prefix.length()));
      if (!fits) {
        throw merge(
            parser,
            "\""
                + PlainText.shortened(sides[0])
                + "\" and \""
                + PlainText.shortened(sides[1])
                + "\" are merged, but not all of them and what they make are in the vocabulary");
      }
    }
  }

  private Problem merge(JsonParser parser, String what) {
    return wrong(merges.line - 1 + line(parser), "model.merges", what + "; fetch the file again");
  }

  private String[] pair(JsonParser parser) throws IOException {
    var sides = new String[2];
    for (int i = 0; i < 2; i++) {
      if (parser.nextToken() != JsonToken.VALUE_STRING) {
        throw merge(parser, "two texts were expected");
      }
      sides[i] = parser.getText();
    }
    if (parser.nextToken() != JsonToken.END_ARRAY) {
      throw merge(parser, "two texts were expected");
    }
    return sides;
  }

  private String[] joined(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw merge(parser, "a text was expected");
    }
    return parser.getText().split(" ", -1);
  }
}
