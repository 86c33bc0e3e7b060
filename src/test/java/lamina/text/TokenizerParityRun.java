package lamina.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compares a tokenizer with Python's, text by text: ids and offsets of running text and of pairs,
 * ids and words of words given one by one. {@code golden_parity.py} writes the file of lines.
 */
final class TokenizerParityRun {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private TokenizerParityRun() {}

  /** What differs, a sentence each. */
  static List<String> differences(Path directory, Path golden) throws IOException {
    var found = new ArrayList<String>();
    try (var tokenizer = Tokenizer.open(directory, 100_000, Integer.MAX_VALUE);
        var lines = Files.lines(golden)) {
      for (var line : (Iterable<String>) lines::iterator) {
        var gold = MAPPER.readTree(line);
        var text = gold.path("text").asText();
        compare(found, "text", text, gold.path("single"), tokenizer.encode(new Input.Text(text)));
        var other = gold.path("other").asText();
        var pair = tokenizer.encode(new Input.Pair(text, other));
        compare(found, "pair", text + " | " + other, gold.path("pair"), pair);
        var words = Arrays.asList(MAPPER.convertValue(gold.path("words"), String[].class));
        var split = tokenizer.encode(new Input.Words(words));
        compare(found, "words", String.join(" ", words), gold.path("split"), split);
        if (!Arrays.equals(ints(gold.path("split").path("word_ids")), split.wordOf())) {
          found.add("words, other words: " + words);
        }
      }
    }
    return found;
  }

  private static int[] ints(JsonNode list) {
    return MAPPER.convertValue(list, int[].class);
  }

  private static void compare(
      List<String> found, String what, String text, JsonNode gold, Tokens tokens) {
    if (!Arrays.equals(MAPPER.convertValue(gold.path("ids"), long[].class), tokens.ids())) {
      found.add(what + ", other ids: " + text + ": " + gold.path("tokens") + tokens.pieces());
      return;
    }
    var spans = gold.path("offsets");
    for (int i = 0; i < tokens.length(); i++) {
      var span = tokens.spans().get(i);
      if (spans.get(i).get(0).asInt() != span.from() || spans.get(i).get(1).asInt() != span.to()) {
        found.add(what + ", piece " + i + " is at " + span + ", not " + spans.get(i) + ": " + text);
        return;
      }
    }
    if (!Arrays.equals(MAPPER.convertValue(gold.path("types"), long[].class), tokens.types())) {
      found.add(what + ", other token types: " + text);
    }
  }

  /** Arguments: a checkpoint's directory, and the lines that Python wrote. */
  public static void main(String[] args) throws IOException {
    var found = differences(Path.of(args[0]), Path.of(args[1]));
    found.stream().limit(40).forEach(System.out::println);
    System.out.println(found.size() + " differences");
    System.exit(found.isEmpty() ? 0 : 1);
  }
}
