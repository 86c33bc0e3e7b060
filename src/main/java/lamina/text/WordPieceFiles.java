package lamina.text;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lamina.files.AtomicFile;
import lamina.files.JsonText;
import lamina.files.PlainText;
import lamina.problem.Problem;

/**
 * The vocabulary of a checkpoint, from tokenizer.json or, where there is none, from vocab.txt, and
 * the files that a part of it makes. Special tokens, among them those that somebody added, belong
 * to it.
 */
public final class WordPieceFiles {
  private static final String JSON = "tokenizer.json";
  private static final String LIST = "vocab.txt";
  private static final String CONFIG = "tokenizer_config.json";
  private static final String MAP = "special_tokens_map.json";
  private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path directory;
  private final ObjectNode json;
  private final String[] pieces;
  private final BitSet special = new BitSet();
  private final String continuing;

  private WordPieceFiles(Path directory, ObjectNode json, int size) {
    this.directory = directory;
    this.json = json;
    this.pieces = new String[size];
    var model = json.path("model");
    this.continuing = model.path("continuing_subword_prefix").asText("##");
    var unknown = model.path("unk_token").asText("[UNK]");
    for (var piece : model.path("vocab").properties()) {
      pieces[piece.getValue().asInt()] = piece.getKey();
      if (SPECIAL.contains(piece.getKey()) || piece.getKey().equals(unknown)) {
        special.set(piece.getValue().asInt());
      }
    }
    for (var token : json.path("added_tokens")) {
      pieces[token.path("id").asInt()] = token.path("content").asText();
      special.set(token.path("id").asInt());
    }
  }

  /**
   * Reads the vocabulary of a directory.
   *
   * @throws Problem where there is none or it isn't WordPiece
   */
  public static WordPieceFiles read(Path directory) {
    var file = directory.resolve(JSON);
    try {
      var text =
          Files.exists(file)
              ? PlainText.read(file, TokenizerFile.MOST_BYTES)
              : WordPieceJson.of(directory.resolve(LIST));
      TokenizerFile.checked(file, text);
      var root = MAPPER.readTree(text);
      var model = root.path("model");
      if (!model.path("type").asText("WordPiece").equals("WordPiece")
          || !model.path("vocab").isObject()) {
        throw new Problem(
            file
                + ": its model is "
                + model.path("type").asText("of another kind")
                + "; a WordPiece vocabulary was expected, as BERT has it.");
      }
      return new WordPieceFiles(directory, (ObjectNode) root, size(file, root));
    } catch (JacksonException e) {
      throw new Problem(file + ": is no valid JSON (" + e.getOriginalMessage() + ").", e);
    }
  }

  private static int size(Path file, JsonNode root) {
    int last = -1;
    for (var piece : root.path("model").path("vocab").properties()) {
      last = Math.max(last, checked(file, piece.getKey(), piece.getValue()));
    }
    for (var token : root.path("added_tokens")) {
      last = Math.max(last, checked(file, token.path("content").asText(), token.path("id")));
    }
    return last + 1;
  }

  private static int checked(Path file, String piece, JsonNode id) {
    if (!id.isInt() || id.asInt() < 0 || id.asInt() > 10_000_000) {
      throw new Problem(file + ": the id of \"" + piece + "\" is " + id + "; a row was expected.");
    }
    return id.asInt();
  }

  /** The largest id and one: rows that the word embeddings need. */
  public int size() {
    return pieces.length;
  }

  /**
   * Ids without which a text could become unknown: special tokens, single characters (plain and as
   * a continuation) and whatever single characters can't spell.
   */
  public BitSet indispensable() {
    var single = new HashSet<String>();
    for (var piece : pieces) {
      if (piece != null && letters(piece).codePoints().count() == 1) {
        single.add(piece);
      }
    }
    var ids = (BitSet) special.clone();
    for (int i = 0; i < pieces.length; i++) {
      if (pieces[i] != null
          && !unused(pieces[i])
          && (single.contains(pieces[i]) || !spelt(pieces[i], single))) {
        ids.set(i);
      }
    }
    return ids;
  }

  /** Rows that BERT's makers left free: no text ever has them. */
  private static boolean unused(String piece) {
    return piece.matches("\\[unused\\d+]");
  }

  private String letters(String piece) {
    return continues(piece) ? piece.substring(continuing.length()) : piece;
  }

  private boolean continues(String piece) {
    return piece.startsWith(continuing) && piece.length() > continuing.length();
  }

  private boolean spelt(String piece, Set<String> single) {
    int[] points = letters(piece).codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      var character = Character.toString(points[i]);
      if (!single.contains(i > 0 || continues(piece) ? continuing + character : character)) {
        return false;
      }
    }
    return true;
  }

  /**
   * New id of a piece that is kept: kept pieces are numbered in their order.
   *
   * @param kept ids that stay
   * @param id one of them
   */
  public static int renumbered(BitSet kept, int id) {
    return kept.get(0, id).cardinality();
  }

  /**
   * Writes tokenizer.json, vocab.txt and, where they are there, the settings beside them, for a
   * part of the vocabulary. Kept pieces keep their order.
   *
   * @param kept ids that stay, special tokens among them
   * @throws Problem where a file can't be written
   */
  public void write(BitSet kept, Path target) {
    var all = json.deepCopy();
    var old = json.path("model").path("vocab");
    var vocabulary = MAPPER.createObjectNode();
    var list = new StringBuilder();
    int next = 0;
    for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
      list.append(pieces[i]).append('\n');
      if (old.has(pieces[i])) { // tokens that somebody added are beside it
        vocabulary.put(pieces[i], next);
      }
      next++;
    }
    ((ObjectNode) all.path("model")).set("vocab", vocabulary);
    for (var token : all.path("added_tokens")) {
      ((ObjectNode) token).put("id", renumbered(kept, token.path("id").asInt()));
    }
    renumberProcessor(all.path("post_processor"), kept);
    if (all.path("padding").has("pad_id")) {
      ((ObjectNode) all.path("padding"))
          .put("pad_id", row(kept, all.path("padding").get("pad_id")));
    }
    AtomicFile.write(target.resolve(JSON), all + "\n");
    AtomicFile.write(target.resolve(LIST), list.toString());
    copySettings(kept, target);
  }

  private int row(BitSet kept, JsonNode id) {
    return renumbered(kept, checked(directory.resolve(JSON), "a special token", id));
  }

  private void renumberProcessor(JsonNode processor, BitSet kept) {
    for (var part : processor.path("processors")) {
      renumberProcessor(part, kept);
    }
    for (var token : processor.path("special_tokens")) {
      if (!(token.path("ids") instanceof ArrayNode ids)) {
        continue;
      }
      for (int i = 0; i < ids.size(); i++) {
        ids.set(i, row(kept, ids.get(i)));
      }
    }
    for (var name : List.of("cls", "sep")) { // of a BertProcessing: [token, id]
      if (processor.path(name) instanceof ArrayNode pair && pair.size() == 2) {
        pair.set(1, row(kept, pair.get(1)));
      }
    }
  }

  private void copySettings(BitSet kept, Path target) {
    for (var name : List.of(CONFIG, MAP)) {
      var from = directory.resolve(name);
      if (!Files.isRegularFile(from)) {
        continue;
      }
      try {
        var settings = MAPPER.readTree(PlainText.read(from, TokenizerFile.MOST_BYTES));
        if (settings.path("added_tokens_decoder") instanceof ObjectNode old) {
          var decoder = MAPPER.createObjectNode();
          for (var token : old.properties()) {
            int id = Integer.parseInt(token.getKey());
            if (id >= 0 && kept.get(id)) {
              decoder.set(Integer.toString(renumbered(kept, id)), token.getValue());
            }
          }
          ((ObjectNode) settings).set("added_tokens_decoder", decoder);
        }
        AtomicFile.write(target.resolve(name), JsonText.pretty(settings) + "\n");
      } catch (IOException | NumberFormatException e) {
        throw new Problem(from + ": could not be read (" + e.getMessage() + ").", e);
      }
    }
  }
}
