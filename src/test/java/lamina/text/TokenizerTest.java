package lamina.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lamina.model.SmallModels;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {
  private static final Path BASE = SmallModels.BASE;
  private static final int MAX = 128;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The quick brown fox isn't lazy.",
        "كانت في الـ84 من عمرها.",
        "उसकी उम्र 84 साल थी।",
        "เธออายุ 84 ปี",
        "她已經84歲高齡。",
        "여든네 살이었다. \uD83D\uDE00 𠮷野家",
      })
  void vocabularyAloneGivesWhatTheTokenizerFileGives(String text, @TempDir Path folder)
      throws IOException {
    for (var name : List.of("vocab.txt", "tokenizer_config.json")) {
      Files.copy(BASE.resolve(name), folder.resolve(name));
    }
    try (var full = Tokenizer.open(BASE, MAX, Integer.MAX_VALUE);
        var built = Tokenizer.open(folder, MAX, Integer.MAX_VALUE)) {
      var a = full.encode(new Input.Text(text));
      assertArrayEquals(a.ids(), built.encode(new Input.Text(text)).ids());
      assertEquals(
          text.replaceAll("\\s", ""), String.join("", a.words()), "the words are the text's own");
    }
  }

  @Test
  void piecesKnowTheirWordsBeyondTheBasicPlane() {
    try (var tokenizer = Tokenizer.open(BASE, MAX, Integer.MAX_VALUE)) {
      var tokens =
          tokenizer.encode(new Input.Text("\uD83D\uDE00\uD83D\uDE00 hello, wonderful world"));
      assertTrue(tokens.words().containsAll(List.of("hello", ",", "wonderful", "world")));
      for (int w = 0; w < tokens.words().size(); w++) {
        assertEquals(w, tokens.wordOf()[tokens.labelPiece()[w]]);
      }
      assertEquals("[CLS]", tokens.pieces().getFirst());
      assertEquals("[SEP]", tokens.pieces().getLast());
    }
  }

  @Test
  void everyWordOfADataSetHasAPiece() {
    try (var tokenizer = Tokenizer.open(BASE, MAX, Integer.MAX_VALUE)) {
      var words = List.of("a", "\u200B", "\uD83D", "\u0000", "b");
      var tokens = tokenizer.encode(new Input.Words(words));
      for (int first : tokens.labelPiece()) {
        assertTrue(first > 0);
      }
      assertEquals(words.size(), tokens.labelPiece().length);
    }
  }

  @Test
  void emptyTextIsAProblem() {
    try (var tokenizer = Tokenizer.open(BASE, MAX, Integer.MAX_VALUE)) {
      for (var input :
          List.of(
              new Input.Text(""),
              new Input.Text(" \n"),
              new Input.Words(List.of()),
              new Input.Pair("a", " "))) {
        assertTrue(
            assertThrows(Problem.class, () -> tokenizer.encode(input))
                .getMessage()
                .contains("empty"));
      }
    }
  }

  @Test
  void longTextIsCutAndSaysSo() {
    try (var tokenizer = Tokenizer.open(BASE, MAX, Integer.MAX_VALUE)) {
      var tokens = tokenizer.encode(new Input.Text("word ".repeat(20_000)));
      assertEquals(MAX, tokens.length());
      assertEquals(MAX - 2, tokens.cut().keptPieces());
      assertEquals(20_000, tokens.cut().allPieces());
      assertTrue(tokens.note().contains("126 of 20000"));
      assertEquals(-1, tokens.labelPiece()[MAX]);
      assertFalse(tokenizer.encode(new Input.Text("short")).cut().happened());
    }
  }

  @Test
  void ofAPairTheLongerIsCut() {
    try (var tokenizer = Tokenizer.open(BASE, 16, Integer.MAX_VALUE)) {
      var tokens = tokenizer.encode(new Input.Pair("a b c", "d ".repeat(50)));
      assertEquals(16, tokens.length());
      assertEquals(List.of("[CLS]", "a", "b", "c", "[SEP]"), tokens.pieces().subList(0, 5));
      assertArrayEquals(
          new long[] {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, tokens.types());
      assertEquals(53, tokens.words().size());
    }
  }
}
