package lamina.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashSet;
import java.util.List;
import lamina.language.Language;

/**
 * XNLI 1.0 as released ({@code xnli.dev.jsonl}): one object a line with {@code language,
 * gold_label, sentence1, sentence2} and {@code pairID}. Otherwise as {@link XnliReader}.
 */
final class XnliJsonReader implements ExampleReader {
  private final ObjectMapper json = new ObjectMapper();

  @Override
  public List<Example> read(TextFile file, Task task, Language given) {
    var lines = file.lines();
    var rows = new JsonNode[lines.size()];
    var languages = new LinkedHashSet<Language>();
    for (int i = 0; i < rows.length; i++) {
      if (!lines.get(i).isBlank()) {
        rows[i] = object(file, i + 1, lines.get(i));
        if (rows[i].hasNonNull("language")) {
          languages.add(language(file, i + 1, rows[i]));
        }
      }
    }
    var language =
        languages.isEmpty()
            ? FileLanguage.of(file, given)
            : FileLanguage.among(file, languages, given);
    var pairs = new Pairs(file, task, language);
    for (int i = 0; i < rows.length; i++) {
      var row = rows[i];
      int line = i + 1;
      if (row != null && (languages.isEmpty() || language.equals(language(file, line, row)))) {
        pairs.add(
            line,
            row.hasNonNull("pairID") ? row.get("pairID").asText() : Integer.toString(line),
            text(file, line, row, "sentence1"),
            text(file, line, row, "sentence2"),
            text(file, line, row, "gold_label"));
      }
    }
    return pairs.finish();
  }

  private static Language language(TextFile file, int line, JsonNode row) {
    return FileLanguage.inColumn(file, line, text(file, line, row, "language"));
  }

  private JsonNode object(TextFile file, int line, String text) {
    try {
      var node = json.readTree(text);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      throw file.problem(
          line, "not JSON (" + e.getOriginalMessage() + "); expected one object a line.");
    }
    throw file.problem(line, "no JSON object; expected one a line, as in xnli.dev.jsonl.");
  }

  private static String text(TextFile file, int line, JsonNode row, String name) {
    var value = row.get(name);
    if (value == null || !value.isTextual()) {
      throw file.problem(line, "no text under \"" + name + "\"; expected it in every object.");
    }
    return value.asText();
  }
}
