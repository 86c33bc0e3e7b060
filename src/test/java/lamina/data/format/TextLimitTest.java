package lamina.data.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lamina.data.Task;
import lamina.problem.Problem;
import lamina.text.Input;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextLimitTest {
  private static final String HALF = "a".repeat(TextLimit.MOST / 2);

  static Stream<Supplier<Input>> tooLong() {
    return Stream.of(
        () -> new Input.Text(HALF + HALF + "a"),
        () -> new Input.Pair(HALF, HALF + "a"),
        () -> new Input.Words(Collections.nCopies(TextLimit.MOST / 2 + 1, "a")));
  }

  @ParameterizedTest
  @MethodSource
  void tooLong(Supplier<Input> input) {
    assertEquals(
        "The text has 1,000,001 characters; at most 1,000,000 are read at once. Shorten it, or give"
            + " it in parts.",
        assertThrows(Problem.class, input::get).getMessage());
  }

  @Test
  void theLongestIsTaken() {
    new Input.Text(HALF + HALF);
    new Input.Pair(HALF, HALF);
    new Input.Words(List.of(HALF, HALF.substring(1)));
  }

  @Test
  void aRowOfADataSetIsNamedByItsLine(@TempDir Path folder) throws IOException {
    var row = "A man sleeps.\tHe sleeps.\tentailment\n";
    var file = folder.resolve("en.tsv");
    Files.writeString(
        file, "premise\thypothesis\tlabel\n" + row + row.replace("man", HALF + HALF) + row);
    var said =
        assertThrows(Problem.class, () -> DatasetReader.read(file, Task.XNLI, null)).getMessage();
    assertEquals(
        file
            + ", line 3: the text has 1,000,020 characters; at most 1,000,000 are read at once."
            + " Shorten it, or give it in parts.",
        said);
  }
}
