package lamina.text.file;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lamina.files.Document;
import lamina.files.PlainText;
import lamina.problem.Problem;

/**
 * Checks a tokenizer.json before native code sees it, because that ends the whole program at the
 * first thing it doesn't expect. What native code gets is written anew from the parts that are
 * known here; parts that Lamina doesn't use (truncation, padding, decoder, special tokens around a
 * text) are left out. The vocabulary is read by the piece and handed on as it stands.
 */
public final class TokenizerFile {
  /** Largest id of a piece. */
  static final int MOST_ID = 10_000_000;

  static final long MOST_BYTES = 256 << 20;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          // Names of a vocabulary's pieces come once each: a table of names seen would only grow.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(50).maxNumberLength(100).build())
          .build();

  private final Path file;
  private final String text;
  private Optional<Document> added = Optional.empty();
  private Optional<Document> normalizer = Optional.empty();
  private Optional<Document> preTokenizer = Optional.empty();
  private Optional<Document> postProcessor = Optional.empty();
  private Optional<TokenizerModel> model = Optional.empty();

  private TokenizerFile(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * Reads and checks a file.
   *
   * @return the JSON for native code
   * @throws Problem naming the file, the place in it, what was expected and what to do
   */
  static String checked(Path file) {
    return checked(file, PlainText.read(file, MOST_BYTES));
  }

  /** Checks a text, as {@link #checked(Path)}. */
  static String checked(Path file, String text) {
    return read(file, text).written();
  }

  /**
   * Reads a file.
   *
   * @throws Problem as {@link #checked(Path)}, of what is seen in reading alone
   */
  static TokenizerFile read(Path file) {
    return read(file, PlainText.read(file, MOST_BYTES));
  }

  /** Reads a text, as {@link #read(Path)}. */
  public static TokenizerFile read(Path file, String text) {
    var reader = new TokenizerFile(file, text);
    try (var parser = FACTORY.createParser(text)) {
      reader.read(parser);
    } catch (JacksonException e) {
      throw reader.invalid(e);
    } catch (IOException e) {
      throw new Problem(file + ": could not be read (" + e.getMessage() + ").", e);
    }
    return reader;
  }

  /** The ids of all pieces, special ones too. */
  public PieceIds ids(TokenizerRules rules) {
    int largest =
        Math.max(model.map(TokenizerModel::largestId).orElse(-1), rules.template().largestId());
    for (var token : added.map(Document::items).orElse(List.of())) {
      largest = Math.max(largest, token.get("id").whole(0, MOST_ID));
    }
    return new PieceIds(file, largest);
  }

  private Problem invalid(JacksonException e) {
    return new Problem(
        file
            + (e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr())
            + ": is no valid JSON ("
            + e.getOriginalMessage().lines().findFirst().orElse("")
            + "); fetch the file again.",
        e);
  }

  private void read(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new Problem(
          file + ": is no tokenizer: a group of named values was expected; fetch the file again.");
    }
    var seen = new HashSet<String>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      if (!seen.add(name)) {
        throw new Problem(file + ": \"" + name + "\" stands twice; fetch the file again.");
      }
      parser.nextToken();
      switch (name) {
        case "version" -> version(parser);
        case "added_tokens" -> added = part(parser, name);
        case "normalizer" -> normalizer = part(parser, name);
        case "pre_tokenizer" -> preTokenizer = part(parser, name);
        case "post_processor" -> postProcessor = part(parser, name);
        case "model" -> model = Optional.of(TokenizerModel.read(file, text, parser));
        default -> parser.skipChildren();
      }
    }
    if (parser.nextToken() != null) {
      throw new Problem(file + ": something follows the tokenizer; fetch the file again.");
    }
  }

  private void version(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING || !parser.getText().equals("1.0")) {
      throw new Problem(
          file + ": its version isn't \"1.0\", which this Lamina reads; update Lamina.");
    }
  }

  /** A small part; nothing where it is {@code null}. */
  private Optional<Document> part(JsonParser parser, String name) throws IOException {
    var token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return Optional.empty();
    }
    int line = parser.currentTokenLocation().getLineNr();
    if (!token.isStructStart()) {
      throw new Problem(
          file + ", line " + line + ": \"" + name + "\" is no group; fetch the file again.");
    }
    int from = (int) parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    int to = (int) parser.currentLocation().getCharOffset();
    return Optional.of(Document.json(file, text.substring(from, to), name, line));
  }

  /** The JSON for native code; see {@link #checked(Path)}. */
  public String written() {
    var pieces =
        model.orElseThrow(
            () -> new Problem(file + ": \"model\" is missing; fetch the file again."));
    var parts = new TokenizerParts();
    var normal = normalizer.map(parts::normalizer).map(ObjectNode::toString);
    var tokens = added.map(t -> AddedTokens.check(t, normal).toString()).orElse("[]");
    var out = new StringBuilder(text.length() + 1000);
    out.append("{\"version\":\"1.0\",\"added_tokens\":").append(tokens);
    out.append(",\"normalizer\":").append(normal.orElse("null"));
    out.append(",\"pre_tokenizer\":");
    out.append(preTokenizer.map(p -> parts.preTokenizer(p).toString()).orElse("null"));
    out.append(",\"post_processor\":");
    out.append(
        postProcessor.flatMap(parts::postProcessor).map(ObjectNode::toString).orElse("null"));
    out.append(",\"model\":");
    pieces.write(out);
    return out.append('}').toString();
  }

  /**
   * What Lamina does itself with the pieces.
   *
   * @param roles what other files say of special pieces
   * @throws Problem where nothing says which pieces stand around a text
   */
  public TokenizerRules rules(SpecialRoles roles) {
    var pieces =
        model.orElseThrow(
            () -> new Problem(file + ": \"model\" is missing; fetch the file again."));
    var found =
        postProcessor
            .flatMap(PieceTemplate::of)
            .orElseGet(
                () ->
                    PieceTemplate.bert(
                        stated("begins", roles.first(), pieces, "[CLS]"),
                        stated("ends", roles.last(), pieces, "[SEP]")));
    var spaces = new TreeSet<String>();
    preTokenizer.ifPresent(p -> spaces(p, spaces));
    normalizer.ifPresent(n -> spaces(n, spaces));
    boolean spaceFirst =
        postProcessor
            .filter(p -> p.get("type").text().equals("RobertaProcessing"))
            .flatMap(p -> p.find("add_prefix_space"))
            .isPresent();
    return new TokenizerRules(
        roles.typed() ? found : found.untyped(), unknown(pieces, roles), spaces, spaceFirst);
  }

  /** A special piece that another file names, or that BERT's vocabularies have. */
  private SpecialPiece stated(
      String what, Optional<String> role, TokenizerModel pieces, String ofBert) {
    var text = role.orElse(ofBert);
    return id(text, pieces)
        .map(id -> new SpecialPiece(text, id))
        .orElseThrow(
            () ->
                new Problem(
                    file
                        + ": nothing says which piece "
                        + what
                        + " a text: there is no post_processor here, no cls_token and sep_token in"
                        + " tokenizer_config.json, and no piece "
                        + text
                        + "; an encoder's tokenizer was expected."));
  }

  private Optional<SpecialPiece> unknown(TokenizerModel pieces, SpecialRoles roles) {
    return pieces
        .unknown()
        .or(() -> roles.unknown().flatMap(t -> id(t, pieces).map(id -> new SpecialPiece(t, id))));
  }

  /** The id of a piece: the vocabulary's, or else that of a token beside it. */
  private Optional<Integer> id(String text, TokenizerModel pieces) {
    return pieces
        .id(text)
        .or(
            () ->
                added.map(Document::items).orElse(List.of()).stream()
                    .filter(t -> t.get("content").text().equals(text))
                    .map(t -> t.get("id").whole(0, MOST_ID))
                    .findFirst());
  }

  /** What the steps of a normalizer or of a pre-tokenizer make of a space. */
  private static void spaces(Document part, Set<String> found) {
    switch (part.get("type").text()) {
      case "Metaspace" -> found.add(part.get("replacement").text());
      case "ByteLevel" -> found.add("Ġ");
      case "Replace" -> {
        var pattern = part.get("pattern").find("String").map(Document::text);
        var content = part.get("content").text();
        if (pattern.filter(" "::equals).isPresent() && !content.isBlank()) {
          found.add(content);
        }
      }
      case "Sequence" ->
          part.members().values().stream()
              .filter(Document::isList)
              .flatMap(l -> l.items().stream())
              .forEach(p -> spaces(p, found));
      default -> {}
    }
  }
}
