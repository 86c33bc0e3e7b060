package lamina.text.file;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import lamina.files.AtomicFile;
import lamina.files.JsonText;
import lamina.files.PlainText;
import lamina.language.Language;
import lamina.problem.Problem;

/**
 * The vocabulary of a checkpoint, in any form that {@link TokenizerKinds} knows, and the files that
 * a part of it makes. Special tokens, among them those that somebody added, belong to it.
 */
public final class VocabularyFiles {
  private static final String JSON = "tokenizer.json";
  private static final String LIST = "vocab.txt";
  private static final String CONFIG = "tokenizer_config.json";
  private static final String MAP = "special_tokens_map.json";

  /** Of a BertProcessing or RobertaProcessing: a token and its id. */
  private static final List<String> ENDS = List.of("cls", "sep");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path home;
  private final ObjectNode json;
  private final VocabularyModel model;
  private final String[] pieces;
  private final BitSet special = new BitSet();

  private VocabularyFiles(Path home, ObjectNode json, Path file) {
    this.home = home;
    this.json = json;
    this.model = VocabularyModel.of(file, (ObjectNode) json.path("model"));
    var found = new TreeMap<Integer, String>();
    model.pieces((id, piece) -> found.put(checked(file, piece, id), piece));
    for (var token : json.path("added_tokens")) {
      int id = checked(file, token.path("content").asText(), token.path("id"));
      found.put(id, token.path("content").asText());
      special.set(id);
    }
    this.pieces = new String[found.isEmpty() ? 0 : found.lastKey() + 1];
    found.forEach((id, piece) -> pieces[id] = piece);
    processor(json.path("post_processor"), id -> special.set(piece(file, id)));
    model.unknown().ifPresent(special::set);
  }

  /**
   * Reads the vocabulary of a directory.
   *
   * @throws Problem where there is none, or none that a part can be taken of
   */
  public static VocabularyFiles read(Path directory) {
    var found = TokenizerKinds.in(directory);
    var file = found.file();
    try {
      var text = found.json();
      TokenizerFile.checked(file, text);
      var root = (ObjectNode) MAPPER.readTree(text);
      return new VocabularyFiles(file.toAbsolutePath().getParent(), root, file);
    } catch (JacksonException e) {
      throw new Problem(file + ": is no valid JSON (" + e.getOriginalMessage() + ").", e);
    }
  }

  private static int checked(Path file, String piece, JsonNode id) {
    if (!id.isInt() || id.asInt() < 0 || id.asInt() > 10_000_000) {
      throw new Problem(file + ": the id of \"" + piece + "\" is " + id + "; a row was expected.");
    }
    return id.asInt();
  }

  /** The id of a special piece, which has to be one of the pieces. */
  private int piece(Path file, JsonNode id) {
    int place = checked(file, "a special token", id);
    if (place >= pieces.length || pieces[place] == null) {
      throw new Problem(
          file
              + ": a special token has id "
              + place
              + ", which no piece has; fetch the file again.");
    }
    return place;
  }

  /** What cuts words: WordPiece, Unigram or BPE. */
  public String kind() {
    return model.kind();
  }

  /** The largest id and one: rows that the word embeddings need. */
  public int size() {
    return pieces.length;
  }

  /**
   * Ids without which a text of some languages could become unknown: special tokens, the characters
   * that these languages are written with, and what a vocabulary of this kind can't do without.
   */
  public BitSet indispensable(Collection<Language> languages) {
    var ids = (BitSet) special.clone();
    ids.or(model.indispensable(pieces, Alphabets.of(languages)));
    return ids;
  }

  /** Ids with all those that their pieces are made of, where the tokenizer makes them of others. */
  public BitSet closed(BitSet ids) {
    return model.closed(ids);
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
   * Writes tokenizer.json and, where they are there, the settings beside it, for a part of the
   * vocabulary; of WordPiece vocab.txt too. Kept pieces keep their order.
   *
   * @param kept ids that stay, special tokens among them
   * @throws Problem where a file can't be written
   */
  public void write(BitSet kept, Path target) {
    var all = json.deepCopy();
    model.keep((ObjectNode) all.path("model"), kept, id -> renumbered(kept, id));
    for (var token : all.path("added_tokens")) {
      ((ObjectNode) token).put("id", renumbered(kept, token.path("id").asInt()));
    }
    renumberProcessor(all.path("post_processor"), kept);
    if (all.path("padding").has("pad_id")) {
      ((ObjectNode) all.path("padding"))
          .put("pad_id", row(kept, all.path("padding").get("pad_id")));
    }
    AtomicFile.write(target.resolve(JSON), all + "\n");
    if (model.listed()) {
      var list = new StringBuilder();
      kept.stream().forEach(id -> list.append(pieces[id]).append('\n'));
      AtomicFile.write(target.resolve(LIST), list.toString());
    }
    copySettings(kept, target);
  }

  private int row(BitSet kept, JsonNode id) {
    return renumbered(kept, checked(home.resolve(JSON), "a special token", id));
  }

  private void renumberProcessor(JsonNode processor, BitSet kept) {
    for (var part : processor.path("processors")) {
      renumberProcessor(part, kept);
    }
    for (var token : processor.path("special_tokens")) {
      if (token.path("ids") instanceof ArrayNode ids) {
        for (int i = 0; i < ids.size(); i++) {
          ids.set(i, row(kept, ids.get(i)));
        }
      }
    }
    for (var name : ENDS) {
      if (processor.path(name) instanceof ArrayNode pair && pair.size() == 2) {
        pair.set(1, row(kept, pair.get(1)));
      }
    }
  }

  /** The ids of the special pieces that a post-processor puts around a text. */
  private static void processor(JsonNode processor, Consumer<JsonNode> ids) {
    processor.path("processors").forEach(p -> processor(p, ids));
    processor.path("special_tokens").forEach(t -> t.path("ids").forEach(ids));
    ENDS.stream()
        .map(processor::path)
        .filter(pair -> pair.isArray() && pair.size() == 2)
        .forEach(pair -> ids.accept(pair.get(1)));
  }

  private void copySettings(BitSet kept, Path target) {
    for (var name : List.of(CONFIG, MAP)) {
      var from = home.resolve(name);
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
