package lamina.text;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lamina.problem.Problem;

/** Builds the content of a tokenizer.json from vocab.txt and tokenizer_config.json beside it. */
public final class WordPieceJson {
  private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

  private WordPieceJson() {}

  /**
   * The JSON text.
   *
   * @throws Problem where vocab.txt is missing, empty or has no [UNK]
   */
  public static String of(Path vocabularyFile) {
    if (!Files.isRegularFile(vocabularyFile)) {
      throw new Problem(
          vocabularyFile.getParent() + ": neither tokenizer.json nor vocab.txt is there.");
    }
    try {
      var vocabulary = new LinkedHashMap<String, Integer>();
      for (var line : Files.readAllLines(vocabularyFile)) {
        vocabulary.put(line, vocabulary.size());
      }
      if (!vocabulary.containsKey("[UNK]")) {
        throw new Problem(vocabularyFile + ": [UNK] is missing; a BERT vocabulary was expected.");
      }
      var config = config(vocabularyFile.resolveSibling("tokenizer_config.json"));
      return new ObjectMapper().writeValueAsString(tokenizer(vocabulary, config));
    } catch (IOException e) {
      throw new Problem(vocabularyFile + ": could not be read (" + e.getMessage() + ").", e);
    }
  }

  private static JsonNode config(Path file) throws IOException {
    var mapper = new ObjectMapper();
    try {
      return Files.isRegularFile(file)
          ? mapper.readTree(Files.readString(file))
          : mapper.createObjectNode();
    } catch (JacksonException e) {
      throw new Problem(file + ": is no valid JSON (" + e.getOriginalMessage() + ").", e);
    }
  }

  private static Map<String, Object> tokenizer(Map<String, Integer> vocabulary, JsonNode config) {
    boolean lower = config.path("do_lower_case").asBoolean(false);
    var normalizer = new LinkedHashMap<String, Object>();
    normalizer.put("type", "BertNormalizer");
    normalizer.put("clean_text", true);
    normalizer.put("handle_chinese_chars", config.path("tokenize_chinese_chars").asBoolean(true));
    var accents = config.path("strip_accents");
    normalizer.put(
        "strip_accents", accents.isBoolean() ? Boolean.valueOf(accents.asBoolean()) : null);
    normalizer.put("lowercase", lower);

    var added = new ArrayList<Map<String, Object>>();
    for (var token : SPECIAL) {
      if (vocabulary.containsKey(token)) {
        added.add(
            Map.of(
                "id", vocabulary.get(token),
                "content", token,
                "single_word", false,
                "lstrip", false,
                "rstrip", false,
                "normalized", false,
                "special", true));
      }
    }
    var model =
        Map.of(
            "type", "WordPiece",
            "unk_token", "[UNK]",
            "continuing_subword_prefix", "##",
            "max_input_chars_per_word", 100,
            "vocab", vocabulary);
    var json = new LinkedHashMap<String, Object>();
    json.put("version", "1.0");
    json.put("added_tokens", added);
    json.put("normalizer", normalizer);
    json.put("pre_tokenizer", Map.of("type", "BertPreTokenizer"));
    if (vocabulary.containsKey("[CLS]") && vocabulary.containsKey("[SEP]")) {
      json.put("post_processor", template(vocabulary));
    }
    json.put("decoder", Map.of("type", "WordPiece", "prefix", "##", "cleanup", true));
    json.put("model", model);
    return json;
  }

  /** [CLS] A [SEP] or [CLS] A [SEP] B [SEP]: for other programs, Lamina puts them there itself. */
  private static Map<String, Object> template(Map<String, Integer> vocabulary) {
    var cls = Map.of("SpecialToken", Map.of("id", "[CLS]", "type_id", 0));
    var end = Map.of("SpecialToken", Map.of("id", "[SEP]", "type_id", 0));
    var first = Map.of("Sequence", Map.of("id", "A", "type_id", 0));
    var second = Map.of("Sequence", Map.of("id", "B", "type_id", 1));
    var last = Map.of("SpecialToken", Map.of("id", "[SEP]", "type_id", 1));
    var special = new LinkedHashMap<String, Object>();
    for (var token : List.of("[CLS]", "[SEP]")) {
      special.put(
          token,
          Map.of("id", token, "ids", List.of(vocabulary.get(token)), "tokens", List.of(token)));
    }
    return Map.of(
        "type",
        "TemplateProcessing",
        "single",
        List.of(cls, first, end),
        "pair",
        List.of(cls, first, end, second, last),
        "special_tokens",
        special);
  }
}
