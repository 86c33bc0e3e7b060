package lamina.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import lamina.files.Document;
import lamina.problem.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of outputs in the ways that config.json has them. */
class LabelNamesTest {
  private static LabelNames of(String json) {
    return LabelNames.of(Document.json(Path.of("config.json"), json), 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | LABEL_0 LABEL_1 LABEL_2",
        "{\"id2label\": null} | LABEL_0 LABEL_1 LABEL_2",
        "{\"id2label\": {\"2\": \"c\", \"0\": \"a\", \"1\": \"b\"}} | a b c",
        "{\"id2label\": [\"a\", \"b\", \"c\"]} | a b c",
        "{\"id2label\": {\"a\": 0, \"c\": 2, \"b\": 1}} | a b c",
        "{\"id2label\": {\"0\": 2, \"1\": 0, \"2\": 1}} | 2 0 1",
        "{\"label2id\": {\"c\": 2, \"a\": 0, \"b\": 1}} | a b c",
        "{\"label2id\": {\"c\": \"2\", \"a\": \"0\", \"b\": \"1\"}} | a b c",
        "{\"label2id\": {\"2\": 0, \"0\": 1, \"1\": 2}} | 2 0 1",
        "{\"label2id\": [\"a\", \"b\", \"c\"]} | a b c",
        "{\"labels\": [\"a\", \"b\", \"c\"]} | a b c",
        "{\"labels\": {\"1\": \"b\", \"2\": \"c\", \"0\": \"a\"}} | a b c",
        "{\"labels\": 3} | LABEL_0 LABEL_1 LABEL_2", // some say so how many there are
        "{\"labels\": {\"b\": 1, \"c\": 2, \"a\": 0}} | a b c",
        "{\"id2label\": {\"0\": \"LABEL_0\", \"1\": \"LABEL_1\", \"2\": \"LABEL_2\"},"
            + " \"label2id\": {\"b\": 1, \"c\": 2, \"a\": 0}} | a b c",
        "{\"id2label\": {\"0\": \"a\", \"1\": \"b\", \"2\": \"c\"},"
            + " \"label2id\": {\"LABEL_0\": 0, \"LABEL_1\": 1, \"LABEL_2\": 2}} | a b c",
        "{\"id2label\": {\"0\": \"a\", \"1\": \"b\", \"2\": \"c\"},"
            + " \"label2id\": {\"b\": 1, \"c\": 2, \"a\": 0}} | a b c",
      })
  void namesAreInTheOrderOfTheOutputs(String json, String names) {
    assertEquals(List.of(names.split(" ")), of(json).names());
    assertEquals(List.of(), of(json).notes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id2label\": [\"a\", \"b\", \"c\"], \"label2id\": {\"a\": 1, \"b\": 0, \"c\": 2}}",
        "{\"id2label\": [\"a\", \"b\", \"c\"], \"label2id\": {\"a\": 0, \"b\": 1}}",
        "{\"id2label\": [\"a\", \"b\", \"c\"], \"labels\": [\"c\", \"b\", \"a\"]}",
      })
  void whereTwoContradictTheFirstCountsAndItIsSaid(String json) {
    assertEquals(List.of("a", "b", "c"), of(json).names());
    assertTrue(of(json).notes().getFirst().contains("contradicts id2label"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id2label\": [\"a\", \"b\"]} | id2label names 2 labels; the classifier has 3",
        "{\"id2label\": {\"0\": \"LABEL_0\", \"1\": \"LABEL_1\"}} | names 2 labels",
        "{\"id2label\": {\"0\": \"a\", \"1\": \"b\", \"3\": \"c\"}} | Names for 0 to 2",
        "{\"id2label\": {\"0\": \"a\", \"1\": \"b\", \"01\": \"c\"}} | each once",
        "{\"id2label\": {\"0\": \"a\", \"0\": \"b\"}} | stands twice",
        "{\"id2label\": {\"0\": [\"a\"], \"1\": \"b\", \"2\": \"c\"}} | a list of 3 names",
        "{\"id2label\": \"a b c\"} | a list of 3 names",
        "{\"label2id\": {\"a\": 0, \"b\": 0, \"c\": 1}} | each once",
        "{\"label2id\": {\"a\": 0, \"b\": -1, \"c\": 1}} | a list of 3 names",
        "{\"labels\": [1, null, 2]} | a list of 3 names",
      })
  void whatDoesNotNameEachOutputOnceIsRefused(String json, String said) {
    var message = assertThrows(Problem.class, () -> of(json)).getMessage();
    assertTrue(message.contains(said) && message.contains("config.json"), message);
  }
}
