package lamina.data.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lamina.data.SentencePair;
import lamina.data.Task;
import lamina.language.Languages;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** XNLI as a list of objects keeps the contract. */
class PairsJsonTest extends ReaderContract {
  @Override
  String sample() {
    return Samples.PAIRS_JSON;
  }

  @Override
  Task task() {
    return Task.XNLI;
  }

  @Override
  String name() {
    return "es.json";
  }

  @Override
  String label() {
    return "2";
  }

  @Override
  String unknown() {
    return "77";
  }

  @Override
  String column() {
    return ", \"label\": 2";
  }

  @Override
  int labelLine() {
    return 3;
  }

  @Test
  void aPairInAllItsLanguagesIsOneALanguageUnderOneId(@TempDir Path folder) throws IOException {
    var file = folder.resolve("test.jsonl");
    var pair =
        """
        {"premise": {"de": "Er %1$s.", "en": "He %1$s."}, "hypothesis": %2$s, "label": 2}
        """;
    var hypothesis = "{\"language\": [\"en\", \"de\"], \"translation\": [\"No.\", \"Nein.\"]}";
    Files.writeString(file, pair.formatted("a", hypothesis) + pair.formatted("b", hypothesis));
    for (var code : List.of("de", "en")) {
      var read = DatasetReader.read(file, Task.XNLI, Languages.of(code)).examples();
      assertEquals(List.of("1", "2"), read.stream().map(e -> e.id()).toList());
      var second = (SentencePair) read.get(1);
      assertEquals(code.equals("de") ? "Er b." : "He b.", second.premise());
      assertEquals(code.equals("de") ? "Nein." : "No.", second.hypothesis());
      assertEquals("contradiction", second.label());
    }
    var several = assertThrows(Problem.class, () -> DatasetReader.read(file, Task.XNLI, null));
    assertTrue(several.getMessage().contains("de, en"), several.getMessage());
    Files.writeString(file, pair.formatted("a", "{\"fr\": \"Non.\"}"));
    var other =
        assertThrows(Problem.class, () -> DatasetReader.read(file, Task.XNLI, Languages.of("de")));
    assertTrue(other.getMessage().contains("same languages"), other.getMessage());
  }
}
