package lamina.text.file;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds the content of a tokenizer.json from vocab.txt and tokenizer_config.json beside it. */
public final class WordPieceJson {
  private WordPieceJson() {}

  /**
   * The JSON text.
   *
   * @throws lamina.problem.Problem where vocab.txt is missing, empty or has no [UNK]
   */
  public static String of(Path vocabularyFile) {
    try {
      return new ObjectMapper().writeValueAsString(tokenizer(Vocabulary.read(vocabularyFile)));
    } catch (JacksonException e) {
      throw new IllegalStateException(e); // plain maps
    }
  }

  private static Map<String, Object> tokenizer(Vocabulary read) {
    var vocabulary = read.ids();
    var normalizer = new LinkedHashMap<String, Object>();
    normalizer.put("type", "BertNormalizer");
    normalizer.put("clean_text", true);
    normalizer.put("handle_chinese_chars", read.splitChinese());
    normalizer.put("strip_accents", read.stripAccents().orElse(null));
    normalizer.put("lowercase", read.lowerCase());

    var model =
        Map.of(
            "type", "WordPiece",
            "unk_token", "[UNK]",
            "continuing_subword_prefix", "##",
            "max_input_chars_per_word", 100,
            "vocab", vocabulary);
    var json = new LinkedHashMap<String, Object>();
    json.put("version", "1.0");
    json.put("added_tokens", read.beside().stream().map(ExtraTokens.Token::json).toList());
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
