package lamina.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerParityTest {
  private static final Path FOLDER = Path.of("src/test/resources/tokenizers");

  @ParameterizedTest
  @ValueSource(strings = {"bpe-roberta", "bpe-split", "unigram-charsmap", "wordpiece-uncased"})
  void idsOffsetsWordsAndTypesAreThoseOfPython(String kind, @TempDir Path checkpoint)
      throws IOException {
    Files.copy(FOLDER.resolve(kind + ".json"), checkpoint.resolve("tokenizer.json"));
    var golden = FOLDER.resolve("parity").resolve(kind + ".jsonl");
    assertEquals(List.of(), TokenizerParityRun.differences(checkpoint, golden));
  }

  @ParameterizedTest
  @ValueSource(strings = {"xlm-roberta", "camembert", "deberta-v2"})
  void sentencePiecesOwnFileGivesWhatTransformersMakesOfIt(String kind) throws IOException {
    var checkpoint = FOLDER.resolve("sentencepiece").resolve(kind);
    var golden = checkpoint.resolve("gold.jsonl");
    assertEquals(List.of(), TokenizerParityRun.differences(checkpoint, golden));
  }

  @Test
  void ofAnUnknownClassTheIdsOfASentencePieceModelArentGuessed(@TempDir Path checkpoint)
      throws IOException {
    Files.copy(
        FOLDER.resolve("sentencepiece/xlm-roberta/sentencepiece.bpe.model"),
        checkpoint.resolve("sentencepiece.bpe.model"));
    Files.writeString(
        checkpoint.resolve("tokenizer_config.json"), "{\"tokenizer_class\":\"T5Tokenizer\"}");
    var problem = assertThrows(Problem.class, () -> Tokenizer.open(checkpoint, 512, 100_000));
    assertTrue(problem.getMessage().contains("tokenizer_class"), problem.getMessage());
    assertTrue(problem.getMessage().contains("T5Tokenizer"), problem.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | is no SentencePiece model",
        "1 | is no SentencePiece model",
        "300 | is no SentencePiece model",
      })
  void aCutSentencePieceModelIsNamed(int bytes, String said, @TempDir Path checkpoint)
      throws IOException {
    var whole =
        Files.readAllBytes(FOLDER.resolve("sentencepiece/xlm-roberta/sentencepiece.bpe.model"));
    var file = checkpoint.resolve("sentencepiece.bpe.model");
    Files.write(file, java.util.Arrays.copyOf(whole, bytes));
    var problem = assertThrows(Problem.class, () -> Tokenizer.open(checkpoint, 512, 100_000));
    assertTrue(
        problem.getMessage().startsWith(file.toString())
            && (problem.getMessage().contains(said)
                || problem.getMessage().contains("holds no pieces")),
        problem.getMessage());
  }

  @Test
  void theLabelSitsOnTheFirstPieceThatHoldsACharacterOfTheWord() {
    var checkpoint = FOLDER.resolve("sentencepiece/xlm-roberta");
    try (var tokenizer = Tokenizer.open(checkpoint, 512, 100_000)) {
      var tokens = tokenizer.encode(new Input.Words(List.of("Hello", "这是", "ประโยค", "a")));
      assertEquals("▁", tokens.pieces().get(tokens.labelPiece()[1] - 1), "a space of its own");
      for (int w : List.of(1, 2)) {
        var piece = tokens.pieces().get(tokens.labelPiece()[w]);
        assertTrue(!piece.equals("▁") && w == tokens.wordOf()[tokens.labelPiece()[w]], piece);
      }
    }
  }
}
