package lamina.text.file;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lamina.files.Document;

/**
 * Tokens beside the vocabulary, which native code looks for in a text before all else. It ends the
 * program where one of them is nothing once it is normalized, or where one that takes the blanks
 * before it meets another that took them already.
 */
final class AddedTokens {
  private static final int MOST = 20_000;
  private static final int LONGEST = 1000;
  private static final List<String> FLAGS =
      List.of("single_word", "lstrip", "rstrip", "normalized", "special");

  private AddedTokens() {}

  /**
   * Checks the tokens.
   *
   * @param normalizer what normalizes them, checked already
   * @return them as they are to be written
   * @throws lamina.problem.Problem naming the token and what is wrong with it
   */
  static ArrayNode check(Document tokens, Optional<String> normalizer) {
    var items = tokens.items();
    if (items.size() > MOST) {
      throw tokens.wrong("there are more than " + MOST + " tokens, which no tokenizer has");
    }
    var made = JsonNodeFactory.instance.arrayNode();
    var seen = new HashSet<String>();
    for (var item : items) {
      var content = TokenizerParts.text(item.get("content"), 1, LONGEST);
      if (!seen.add(content)) {
        throw item.get("content").wrong("the token \"" + content + "\" stands twice; keep one");
      }
      var token = made.addObject().put("id", item.get("id").whole(0, TokenizerFile.MOST_ID));
      token.put("content", content);
      FLAGS.forEach(f -> token.put(f, item.get(f).flag()));
    }
    blanks(items.stream().filter(t -> !flag(t, "normalized")).toList(), Document::text);
    var normalized = items.stream().filter(t -> flag(t, "normalized")).toList();
    if (normalizer.isEmpty() || normalized.isEmpty()) {
      blanks(normalized, Document::text);
      return made;
    }
    try (var probe = probe(tokens, normalizer.get())) {
      for (var token : normalized) {
        var content = token.get("content");
        if (normal(probe, content).isEmpty()) {
          throw content.wrong("of the token nothing is left when the file's normalizer is applied");
        }
      }
      blanks(normalized, content -> normal(probe, content));
    }
    return made;
  }

  private static boolean flag(Document token, String name) {
    return token.get(name).flag();
  }

  /** Refuses blanks that two neighbours would both take. */
  private static void blanks(List<Document> tokens, Function<Document, String> text) {
    if (tokens.stream().noneMatch(t -> flag(t, "rstrip"))) {
      return;
    }
    for (var token : tokens) {
      var content = token.get("content");
      if (flag(token, "lstrip") && blank(text.apply(content).codePointAt(0))) {
        throw content.wrong("it begins with a blank and takes the blanks before it");
      }
    }
  }

  private static boolean blank(int point) {
    return Character.isWhitespace(point) || Character.isSpaceChar(point) || point == 0x85;
  }

  /** A tokenizer whose only token is the whole text as the normalizer leaves it. */
  private static HuggingFaceTokenizer probe(Document tokens, String normalizer) {
    try {
      return NativeTokenizer.of(
          "{\"version\":\"1.0\",\"added_tokens\":[],\"normalizer\":"
              + normalizer
              + ",\"model\":{\"type\":\"Unigram\",\"unk_id\":0,\"vocab\":[[\"\\u0000\",0.0]]}}");
    } catch (IOException | RuntimeException e) {
      throw tokens.wrong("the file's normalizer can't be used (" + e.getMessage() + ")");
    }
  }

  private static String normal(HuggingFaceTokenizer probe, Document content) {
    try {
      return String.join("", probe.encode(content.text(), false, false).getTokens());
    } catch (RuntimeException e) {
      throw content.wrong("it can't be normalized (" + e.getMessage() + ")");
    }
  }
}
