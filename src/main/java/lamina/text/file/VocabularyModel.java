package lamina.text.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntUnaryOperator;
import lamina.problem.Problem;

/** The model in a tokenizer.json, as far as a part of its vocabulary is taken. */
abstract class VocabularyModel {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  final ObjectNode json;

  private VocabularyModel(ObjectNode json) {
    this.json = json;
  }

  /**
   * The model of a kind, told as {@link TokenizerModel} tells it.
   *
   * @param file named in messages
   * @throws Problem where no part can be taken of its kind
   */
  static VocabularyModel of(Path file, ObjectNode json) {
    if (json.path("vocab").isArray()) {
      return new Unigram(json);
    }
    if (json.has("merges")) {
      return new Merged(json);
    }
    if (json.path("type").asText("WordPiece").equals("WordPiece")) {
      return new WordPiece(json);
    }
    throw new Problem(
        file
            + ": its model is "
            + json.path("type").asText()
            + "; a vocabulary of WordPiece, Unigram or BPE was expected.");
  }

  /** How tokenizer.json calls it, which need not say so. */
  String kind() {
    return json.path("vocab").isArray() ? "Unigram" : json.has("merges") ? "BPE" : "WordPiece";
  }

  /** Tells each piece with its id. */
  void pieces(BiConsumer<JsonNode, String> each) {
    for (var piece : json.path("vocab").properties()) {
      each.accept(piece.getValue(), piece.getKey());
    }
  }

  /** The id of the piece for what the vocabulary doesn't have. */
  Optional<Integer> unknown() {
    var id = json.path("vocab").path(json.path("unk_token").asText("[UNK]"));
    return id.isInt() ? Optional.of(id.asInt()) : Optional.empty();
  }

  /**
   * Ids that stay whatever the text.
   *
   * @param pieces by id, null where there is none
   * @param characters that the languages are written with
   */
  abstract BitSet indispensable(String[] pieces, Set<String> characters);

  /** Ids with those that their pieces are made of. */
  BitSet closed(BitSet ids) {
    return ids;
  }

  /** Leaves in a copy of the model what is kept. */
  void keep(ObjectNode copy, BitSet kept, IntUnaryOperator renumbered) {
    var vocabulary = NODES.objectNode();
    var byId = new HashMap<Integer, String>();
    json.path("vocab").properties().forEach(p -> byId.put(p.getValue().asInt(), p.getKey()));
    kept.stream()
        .filter(byId::containsKey) // tokens that somebody added are beside it
        .forEach(id -> vocabulary.put(byId.get(id), renumbered.applyAsInt(id)));
    copy.set("vocab", vocabulary);
  }

  /** Whether vocab.txt has its pieces, too. */
  boolean listed() {
    return false;
  }

  /** WordPiece: of kept pieces the longest stays the longest. */
  private static final class WordPiece extends VocabularyModel {
    private final String continuing;

    WordPiece(ObjectNode json) {
      super(json);
      this.continuing = json.path("continuing_subword_prefix").asText("##");
    }

    @Override
    boolean listed() {
      return true;
    }

    /** Single characters, plain and as a continuation, and whatever these can't spell. */
    @Override
    BitSet indispensable(String[] pieces, Set<String> characters) {
      var single = new HashSet<String>();
      for (var piece : pieces) {
        if (piece != null && letters(piece).codePoints().count() == 1) {
          single.add(piece);
        }
      }
      var ids = new BitSet();
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
  }

  /** The ids of pieces that are one of some characters, alone or after a space's mark. */
  private static BitSet characters(String[] pieces, Set<String> characters) {
    var ids = new BitSet();
    for (int i = 0; i < pieces.length; i++) {
      if (pieces[i] == null) {
        continue;
      }
      var rest = pieces[i].replaceFirst("^[▁Ġ](?=.)", "");
      boolean bytes = pieces[i].matches("<0x[0-9A-F]{2}>");
      if (bytes || rest.equals("▁") || characters.contains(rest)) {
        ids.set(i);
      }
    }
    return ids;
  }

  /** Unigram: the best of the kept paths stays the best, since scores stay. */
  private static final class Unigram extends VocabularyModel {
    Unigram(ObjectNode json) {
      super(json);
    }

    @Override
    void pieces(BiConsumer<JsonNode, String> each) {
      int id = 0;
      for (var piece : json.path("vocab")) {
        each.accept(NODES.numberNode(id++), piece.path(0).asText());
      }
    }

    @Override
    Optional<Integer> unknown() {
      return json.path("unk_id").isInt()
          ? Optional.of(json.path("unk_id").asInt())
          : Optional.empty();
    }

    @Override
    BitSet indispensable(String[] pieces, Set<String> characters) {
      return characters(pieces, characters);
    }

    @Override
    void keep(ObjectNode copy, BitSet kept, IntUnaryOperator renumbered) {
      var vocabulary = NODES.arrayNode();
      var all = (ArrayNode) json.path("vocab");
      kept.stream().filter(id -> id < all.size()).forEach(id -> vocabulary.add(all.get(id)));
      copy.set("vocab", vocabulary);
      unknown().ifPresent(id -> copy.put("unk_id", renumbered.applyAsInt(id)));
    }
  }

  /**
   * BPE: a merge stays where both sides and what they make stay. What a kept piece can be made of
   * is kept, so that every merge on the way to it still happens.
   */
  private static final class Merged extends VocabularyModel {
    private final List<String[]> merges = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final String continuing;

    Merged(ObjectNode json) {
      super(json);
      this.continuing = json.path("continuing_subword_prefix").asText("");
      for (var merge : json.path("merges")) {
        if (merge.isArray()) {
          merges.add(new String[] {merge.path(0).asText(), merge.path(1).asText()});
        } else if (!merge.asText().startsWith("#version")) {
          merges.add(merge.asText().split(" ", 2));
        }
      }
      json.path("vocab").properties().forEach(p -> ids.put(p.getKey(), p.getValue().asInt()));
    }

    private String made(String[] merge) {
      return merge[0] + merge[1].substring(continuing.length());
    }

    /** All single characters: of a byte-level vocabulary they are its bytes. */
    @Override
    BitSet indispensable(String[] pieces, Set<String> characters) {
      var kept = characters(pieces, characters);
      var made = new HashSet<String>();
      merges.forEach(m -> made.add(made(m)));
      for (int i = 0; i < pieces.length; i++) {
        if (pieces[i] != null && ids.containsKey(pieces[i]) && !made.contains(pieces[i])) {
          kept.set(i);
        }
      }
      return kept;
    }

    @Override
    BitSet closed(BitSet wanted) {
      var closed = (BitSet) wanted.clone();
      for (int m = merges.size() - 1; m >= 0; m--) { // parts are merged before what they make
        var merge = merges.get(m);
        var id = ids.get(made(merge));
        if (id != null && closed.get(id)) {
          closed.set(ids.get(merge[0]));
          closed.set(ids.get(merge[1]));
        }
      }
      return closed.equals(wanted) ? closed : closed(closed);
    }

    @Override
    void keep(ObjectNode copy, BitSet kept, IntUnaryOperator renumbered) {
      super.keep(copy, kept, renumbered);
      var left = NODES.arrayNode();
      for (var merge : merges) {
        if (kept.get(ids.get(merge[0]))
            && kept.get(ids.get(merge[1]))
            && kept.get(ids.get(made(merge)))) {
          left.addArray().add(merge[0]).add(merge[1]);
        }
      }
      copy.set("merges", left);
    }
  }
}
