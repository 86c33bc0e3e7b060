package lamina.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import lamina.problem.Problem;
import lamina.text.Tokenizer.Running;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that have one tokenizer together read it once, and each may close it when it will. */
class TokenizersTest {
  private static final int ROWS = 7;
  private static final Input TEXT = new Input.Text("ab c");

  @TempDir Path folder;

  private Path vocabulary(String name, String... pieces) throws IOException {
    var directory = Files.createDirectories(folder.resolve(name));
    var special = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n";
    Files.writeString(directory.resolve("vocab.txt"), special + String.join("\n", pieces) + "\n");
    return directory;
  }

  private static long[] ids(Tokenizer tokenizer) {
    return tokenizer.encode(TEXT).ids();
  }

  private static void assertIds(List<Long> expected, Tokenizer tokenizer) {
    assertEquals(expected, Arrays.stream(ids(tokenizer)).boxed().toList());
  }

  @Test
  void eachHasItsLengthAndWorksUntilItIsClosedItself() throws IOException {
    var directory = vocabulary("a", "ab", "c");
    var tokenizers = new Tokenizers();
    var one = tokenizers.open(directory, 16, ROWS, Running.AS_IT_STANDS);
    var two = tokenizers.open(directory, 32, ROWS, Running.BY_WORDS);
    assertEquals(16, one.maxLength());
    assertEquals(32, two.maxLength());
    one.close();
    one.close(); // a second time takes nothing from the other
    assertIds(List.of(2L, 4L, 5L, 3L), two);
    two.close();
    try (var again = tokenizers.open(directory, 16, ROWS, Running.AS_IT_STANDS)) {
      assertIds(List.of(2L, 4L, 5L, 3L), again);
    }
  }

  @Test
  void oneFileIsReadOnceHoweverItIsNamedAndAChangedOneAnew() throws IOException {
    var directory = vocabulary("a", "ab", "c");
    var pointing = Files.createDirectories(folder.resolve("b"));
    Files.writeString(pointing.resolve(Tokenizer.SHARED_FILE), "{\"folder\": \"a\"}");
    var tokenizers = new Tokenizers();
    try (var one = tokenizers.open(directory, 16, ROWS, Running.AS_IT_STANDS);
        var two = tokenizers.open(pointing, 16, ROWS, Running.AS_IT_STANDS)) {
      assertTrue(one.shares(two));
      vocabulary("a", "x", "ab", "c");
      try (var changed = tokenizers.open(directory, 16, ROWS, Running.AS_IT_STANDS)) {
        assertTrue(!one.shares(changed));
        assertIds(List.of(2L, 5L, 6L, 3L), changed);
      }
      assertIds(List.of(2L, 4L, 5L, 3L), two);
    }
  }

  @Test
  void whatOneModelHasNoRowsForStaysOpenForTheOther() throws IOException {
    var directory = vocabulary("a", "ab", "c");
    var tokenizers = new Tokenizers();
    var few =
        assertThrows(Problem.class, () -> tokenizers.open(directory, 16, 5, Running.AS_IT_STANDS));
    assertTrue(few.getMessage().contains("ids up to 5"), few.getMessage());
    try (var one = tokenizers.open(directory, 16, ROWS, Running.AS_IT_STANDS)) {
      assertThrows(Problem.class, () -> tokenizers.open(directory, 16, 5, Running.AS_IT_STANDS));
      assertIds(List.of(2L, 4L, 5L, 3L), one);
    }
  }
}
