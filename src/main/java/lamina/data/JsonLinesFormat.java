package lamina.data;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import lamina.language.Language;

/** XNLI 1.0's jsonl: one object a line with sentence1, sentence2, gold_label and language. */
record JsonLinesFormat() implements Format {
  @Override
  public boolean fits(TextFile file, Task task) {
    return !task.tagsWords()
        && (file.name().endsWith(".jsonl") || file.lines().getFirst().startsWith("{"));
  }

  @Override
  public List<Example> read(TextFile file, Task task, Language language) {
    var mapper = new ObjectMapper();
    var examples = new ArrayList<Example>();
    for (int i = 0; i < file.lines().size(); i++) {
      if (file.lines().get(i).isBlank()) {
        continue;
      }
      JsonNode row;
      try {
        row = mapper.readTree(file.lines().get(i));
      } catch (JacksonException e) {
        throw file.problem(i, "is no valid JSON object (" + e.getOriginalMessage() + ").");
      }
      var label = row.path("gold_label").asText();
      var own = row.path("language").asText(language.code());
      if (label.equals("-") || !own.equals(language.code())) {
        continue;
      }
      examples.add(
          new SentencePair(
              row.path("pairID").asText(Integer.toString(examples.size() + 1)),
              language,
              text(file, i, row, "sentence1"),
              text(file, i, row, "sentence2"),
              Labels.check(file, i, task, label)));
    }
    return examples;
  }

  private static String text(TextFile file, int line, JsonNode row, String name) {
    var text = row.path(name).asText("");
    if (text.isBlank()) {
      throw file.problem(line, "\"" + name + "\" is missing or blank.");
    }
    return text;
  }
}
