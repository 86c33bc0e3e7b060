package lamina.text.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import lamina.problem.Problem;
import lamina.text.Input;
import lamina.text.Tokenizer;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** vocab.txt alone, as transformers reads it; checkpoints/vocabularies.py asked it. */
class VocabularyTest {
  private static final Path GOLDEN = Path.of("src/test/resources/checkpoints/vocabularies.json");
  private static final String SPECIAL = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n";
  private static final int ROWS = 100;

  @TempDir Path folder;

  static Stream<Named<JsonNode>> cases() throws IOException {
    var all = new ObjectMapper().readTree(Files.readString(GOLDEN));
    return StreamSupport.stream(all.spliterator(), false)
        .map(c -> Named.of(c.path("name").asText(), c));
  }

  private Path write(String vocabulary, String config) throws IOException {
    Files.writeString(folder.resolve("vocab.txt"), vocabulary);
    if (config != null) {
      Files.writeString(folder.resolve("tokenizer_config.json"), config);
    }
    return folder;
  }

  /** Ids of a text without [CLS] and [SEP]. */
  private static long[] ids(Tokenizer tokenizer, String text) {
    var ids = tokenizer.encode(new Input.Text(text)).ids();
    return Arrays.copyOfRange(ids, 1, ids.length - 1);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void idsAreThoseOfTransformers(JsonNode golden) throws IOException {
    write(golden.path("vocabulary").asText(), golden.path("config").toString());
    if (golden.has("added")) {
      Files.writeString(folder.resolve("added_tokens.json"), golden.path("added").toString());
    }
    try (var tokenizer = Tokenizer.open(folder, 512, ROWS)) {
      for (var text : golden.path("texts")) {
        var expected =
            StreamSupport.stream(text.path("ids").spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .toArray();
        assertArrayEquals(expected, ids(tokenizer, text.path("text").asText()), text.toString());
      }
    }
    assertEquals(List.of(), Tokenizer.notes(folder), "nothing is assumed");
  }

  @Test
  void withoutSettingsTheVocabularySaysWhetherCaseIsKept() throws IOException {
    write(SPECIAL + "[unused1]\na\nb\nℝ\n", null);
    try (var tokenizer = Tokenizer.open(folder, 512, ROWS)) {
      assertArrayEquals(new long[] {6, 7}, ids(tokenizer, "A b"));
    }
    assertTrue(Tokenizer.notes(folder).getFirst().contains("made lower case"));
    write(SPECIAL + "a\nb\nA\n", "{\"model_max_length\": 512}");
    try (var tokenizer = Tokenizer.open(folder, 512, ROWS)) {
      assertArrayEquals(new long[] {7, 6}, ids(tokenizer, "A b"));
    }
    assertTrue(Tokenizer.notes(folder).getFirst().contains("keeps its case"));
  }

  @Test
  void ofTokenizerJsonNothingIsAssumed() throws IOException {
    write(SPECIAL + "a\n", null);
    Files.writeString(
        folder.resolve("tokenizer.json"), WordPieceJson.of(folder.resolve("vocab.txt")));
    assertEquals(List.of(), Tokenizer.notes(folder));
  }

  @Test
  void truncationAndPaddingOfTheFileDoNothing() throws IOException {
    write(SPECIAL + "a\n", null);
    var json = WordPieceJson.of(folder.resolve("vocab.txt"));
    var settings =
        "\"truncation\":{\"direction\":\"Right\",\"max_length\":4,\"strategy\":\"LongestFirst\","
            + "\"stride\":0},\"padding\":{\"strategy\":{\"Fixed\":64},\"direction\":\"Right\","
            + "\"pad_to_multiple_of\":null,\"pad_id\":0,\"pad_type_id\":0,\"pad_token\":\"[PAD]\"},";
    Files.writeString(folder.resolve("tokenizer.json"), json.replaceFirst("\\{", "{" + settings));
    try (var tokenizer = Tokenizer.open(folder, 512, ROWS)) {
      assertEquals(10, ids(tokenizer, "a ".repeat(10)).length);
    }
  }

  @Test
  void moreRowsThanPiecesAreFineAndFewerAreNot() throws IOException {
    write(SPECIAL + "a\nb\n\n\nc\n", null); // "c" is line 9 of 10
    Tokenizer.open(folder, 512, 10).close();
    Tokenizer.open(folder, 512, 1000).close();
    var refused = assertThrows(Problem.class, () -> Tokenizer.open(folder, 512, 9)).getMessage();
    assertTrue(refused.contains("ids up to 9") && refused.contains("rows 0 to 8"), refused);
    var json = WordPieceJson.of(folder.resolve("vocab.txt"));
    var added =
        "\"added_tokens\":[{\"id\":12,\"content\":\"[NEW]\",\"single_word\":false,\"lstrip\":false,"
            + "\"rstrip\":false,\"normalized\":false,\"special\":true},";
    Files.writeString(
        folder.resolve("tokenizer.json"), json.replaceFirst("\"added_tokens\":\\[", added));
    var message = assertThrows(Problem.class, () -> Tokenizer.open(folder, 512, 10)).getMessage();
    assertTrue(message.contains("ids up to 12") && message.contains("added"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"tokenizer_class\": \"BertJapaneseTokenizer\"} | BertJapaneseTokenizer",
        "{\"tokenizer_class\": \"XLMRobertaTokenizer\"} | isn't BERT's",
        "{\"do_lower_case\": \"false\"} | do_lower_case",
        "{\"do_lower_case\": true, \"do_lower_case\": false} | do_lower_case\" stands twice",
        "{\"added_tokens_decoder\": {\"9\": {\"content\": \"[NEW]\"}}} | to have id 9, but after"
            + " the 6 pieces",
        "{\"added_tokens_decoder\": {\"x\": {\"content\": \"[NEW]\"}}} | no id of a token",
        "version https://git-lfs.github.com/spec/v1 | Git LFS pointer",
      })
  void settingsThatDecideOtherwiseAreRefused(String config, String said) throws IOException {
    write(SPECIAL + "a\n", config);
    var message = assertThrows(Problem.class, () -> Tokenizer.open(folder, 512, ROWS)).getMessage();
    assertTrue(message.contains(said) && message.contains("tokenizer_config.json"), message);
  }

  @Test
  void whatIsNoVocabularyIsNamed() throws IOException {
    assertRefused("no tokenizer is there; one of tokenizer.json, vocab.txt, ");
    Files.writeString(folder.resolve("sentencepiece.bpe.model"), "");
    assertRefused("sentencepiece.bpe.model: holds no pieces");
    Files.delete(folder.resolve("sentencepiece.bpe.model"));
    write("a\nb\n", null);
    assertRefused("[UNK] is missing");
    Files.write(folder.resolve("vocab.txt"), new byte[] {(byte) 0xC3, '\n'});
    assertRefused("UTF-8");
  }

  private void assertRefused(String said) {
    var message = assertThrows(Problem.class, () -> Tokenizer.open(folder, 512, ROWS)).getMessage();
    assertTrue(message.contains(said), message);
  }
}
