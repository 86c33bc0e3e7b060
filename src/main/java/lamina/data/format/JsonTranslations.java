package lamina.data.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An example in all its languages, as Hugging Face ships XNLI's {@code all_languages}: a sentence
 * is {@code {"ar": ..., "en": ...}} or {@code {"language": ["ar", "en"], "translation": [...]}}.
 */
final class JsonTranslations {
  private static final String LANGUAGE = "language";
  private static final String TRANSLATION = "translation";

  private JsonTranslations() {}

  /**
   * An object a language; the object itself where its sentences are plain texts.
   *
   * @throws lamina.problem.Problem where the sentences of a pair are in different languages
   */
  static List<JsonNode> apart(TextFile file, int line, JsonNode object) {
    var sentences = new LinkedHashMap<String, Map<String, JsonNode>>();
    Stream.concat(Stream.of(TableHeader.FIRST), Stream.of(TableHeader.SECOND))
        .forEach(name -> of(object.path(name)).ifPresent(texts -> sentences.put(name, texts)));
    if (sentences.isEmpty()) {
      return List.of(object);
    }
    var codes = sentences.values().iterator().next().keySet();
    for (var sentence : sentences.entrySet()) {
      if (!sentence.getValue().keySet().equals(codes)) {
        throw file.problem(
            line,
            "\""
                + sentence.getKey()
                + "\" is in "
                + sentence.getValue().keySet()
                + ", the sentence before it in "
                + codes
                + "; the same languages were expected.");
      }
    }
    var apart = new ArrayList<JsonNode>();
    for (var code : codes) {
      ObjectNode one = object.deepCopy();
      one.put(LANGUAGE, code);
      sentences.forEach((name, texts) -> one.set(name, texts.get(code)));
      apart.add(one);
    }
    return apart;
  }

  /** Texts by language; empty where it is something else. */
  private static Optional<Map<String, JsonNode>> of(JsonNode sentence) {
    var texts = new LinkedHashMap<String, JsonNode>();
    var codes = sentence.path(LANGUAGE);
    var list = sentence.path(TRANSLATION);
    if (codes.isArray() && list.isArray() && codes.size() == list.size()) {
      for (int i = 0; i < codes.size(); i++) {
        if (!codes.get(i).isTextual() || texts.put(codes.get(i).asText(), list.get(i)) != null) {
          return Optional.empty();
        }
      }
    } else {
      sentence.properties().forEach(e -> texts.put(e.getKey(), e.getValue()));
    }
    boolean all = !texts.isEmpty() && texts.values().stream().allMatch(JsonNode::isTextual);
    return all ? Optional.of(texts) : Optional.empty();
  }
}
