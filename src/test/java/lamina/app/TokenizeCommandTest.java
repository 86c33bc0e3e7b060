package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizeCommandTest {
  private static final String CHECKPOINT =
      "src/test/resources/tokenizers/sentencepiece/xlm-roberta";

  @TempDir Path folder;

  private static CommandRun run(String... more) {
    var arguments = new ArrayList<>(List.of("tokenize", "--checkpoint", CHECKPOINT));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void aPairHasTheTemplateOfItsTokenizer() throws IOException {
    var json = run("--text", "a", "--pair", "b", "--json").json();
    var special = new ArrayList<String>();
    json.path("pieces").forEach(p -> special.add(p.asText()));
    special.removeIf(p -> !p.startsWith("<"));
    assertEquals(List.of("<s>", "</s>", "</s>", "</s>"), special);
    json.path("types").forEach(t -> assertEquals(0, t.asInt()));
    assertEquals(2, json.path("words").size());
  }

  @Test
  void theLabelsPieceIsMarkedAndIsNotTheSpace() {
    var lines = run("--words", "这是 a").out().lines().toList();
    var marked = lines.stream().filter(l -> l.contains("* 1 ")).toList();
    assertEquals(1, marked.size(), lines.toString());
    assertTrue(lines.stream().anyMatch(l -> l.contains(" ▁ ") && l.contains("   1 这是")));
    assertTrue(lines.getLast().startsWith("2 words, "), lines.getLast());
  }

  @Test
  void filesAreCountedByLanguage() throws IOException {
    var de = Files.writeString(folder.resolve("de.txt"), "Guten Tag.\n\nAuf Wiedersehen!\n");
    var ja = Files.writeString(folder.resolve("ja.txt"), "これは文です。\n");
    var files = run("--data", de + "," + ja, "--json").json().path("files");
    assertEquals("de", files.path(0).path("language").asText());
    assertEquals(2, files.path(0).path("texts").asInt());
    assertEquals(6, files.path(0).path("words").asInt());
    assertEquals("ja", files.path(1).path("language").asText());
    assertEquals(1, files.path(1).path("texts").asInt());
    for (var file : files) {
      double each = file.path("pieces").asDouble() / file.path("words").asDouble();
      assertEquals(each, file.path("pieces_per_word").asDouble(), 1e-9);
    }
  }

  @Test
  void aSecondTextWithoutAFirstIsAWrongUse() {
    assertEquals(2, run("--words", "a", "--pair", "b").code());
    assertEquals(2, run().code());
  }
}
