package lamina.text.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lamina.files.Document;

/**
 * Tokens that a text is searched for before it is cut into words, for a checkpoint without
 * tokenizer.json: BERT's special ones and those that tokenizer_config.json and added_tokens.json
 * add to vocab.txt.
 */
final class ExtraTokens {
  private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");
  private static final int MOST_ID = TokenizerFile.MOST_ID;

  /**
   * One token.
   *
   * @param normalized whether it is searched for in the text as it was made lower case and so on
   */
  record Token(
      String content,
      int id,
      boolean singleWord,
      boolean lstrip,
      boolean rstrip,
      boolean normalized,
      boolean special) {
    static Token of(String content, int id, boolean special) {
      return new Token(content, id, false, false, false, !special, special);
    }

    Map<String, Object> json() {
      return Map.of(
          "id", id,
          "content", content,
          "single_word", singleWord,
          "lstrip", lstrip,
          "rstrip", rstrip,
          "normalized", normalized,
          "special", special);
    }
  }

  private final Map<String, Integer> ids;
  private final Map<String, Token> tokens = new LinkedHashMap<>();

  private ExtraTokens(Map<String, Integer> ids) {
    this.ids = ids;
  }

  /**
   * Reads them.
   *
   * @param ids of vocab.txt
   * @param config tokenizer_config.json, where it is there
   * @throws lamina.problem.Problem where a token can't have the id that is written
   */
  static List<Token> read(Path directory, Map<String, Integer> ids, Optional<Document> config) {
    var beside = new ExtraTokens(ids);
    SPECIAL.stream()
        .filter(ids::containsKey)
        .forEach(t -> beside.tokens.put(t, Token.of(t, ids.get(t), true)));
    config.flatMap(c -> c.find("added_tokens_decoder")).ifPresent(beside::decoder);
    var list = directory.resolve("added_tokens.json");
    if (Files.exists(list)) {
      beside.list(Document.json(list));
    }
    config
        .flatMap(c -> c.find("additional_special_tokens"))
        .map(Document::items)
        .orElse(List.of())
        .forEach(beside::special);
    return List.copyOf(beside.tokens.values());
  }

  private void decoder(Document decoder) {
    var found = new ArrayList<Map.Entry<Integer, Document>>();
    decoder
        .members()
        .forEach(
            (id, token) -> {
              if (!id.matches("[0-9]{1,8}") || Integer.parseInt(id) > MOST_ID) {
                throw token.wrong("\"" + id + "\" is no id of a token");
              }
              found.add(Map.entry(Integer.valueOf(id), token));
            });
    found.sort(Map.Entry.comparingByKey());
    for (var entry : found) {
      var token = entry.getValue();
      var content = token.get("content").text();
      boolean special = flag(token, "special", false);
      tokens.put(
          content,
          new Token(
              content,
              id(content, entry.getKey(), token),
              flag(token, "single_word", false),
              flag(token, "lstrip", false),
              flag(token, "rstrip", false),
              flag(token, "normalized", !special),
              special));
    }
  }

  private static boolean flag(Document token, String name, boolean otherwise) {
    return token.find(name).map(Document::flag).orElse(otherwise);
  }

  private void list(Document list) {
    list.members().entrySet().stream()
        .sorted(Comparator.comparingInt(e -> e.getValue().whole(0, MOST_ID)))
        .filter(e -> !tokens.containsKey(e.getKey()))
        .forEach(
            e -> {
              int id = id(e.getKey(), e.getValue().whole(0, MOST_ID), e.getValue());
              tokens.put(e.getKey(), Token.of(e.getKey(), id, false));
            });
  }

  private void special(Document token) {
    var content = token.isGroup() ? token.get("content").text() : token.text();
    tokens.putIfAbsent(content, Token.of(content, ids.getOrDefault(content, next()), true));
  }

  /** The id that a token beside the vocabulary gets: they follow its pieces one by one. */
  private int next() {
    return ids.size() + (int) tokens.keySet().stream().filter(t -> !ids.containsKey(t)).count();
  }

  /** A token that is a piece, too, has the piece's id, whatever is written. */
  private int id(String content, int written, Document place) {
    if (ids.containsKey(content)) {
      return ids.get(content);
    }
    if (!tokens.containsKey(content) && written != next()) {
      throw place.wrong(
          "token \""
              + content
              + "\" is to have id "
              + written
              + ", but after the "
              + ids.size()
              + " pieces of vocab.txt the next is "
              + next()
              + "; load the tokenizer with Hugging Face's classes and save it, which writes"
              + " tokenizer.json");
    }
    return tokens.containsKey(content) ? tokens.get(content).id() : written;
  }
}
