package lamina.data.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import lamina.data.Dataset;
import lamina.data.Task;
import lamina.data.Tasks;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every reader does with a good file and with each way to break it. */
abstract class ReaderContract {
  @TempDir Path folder;

  /** A good file in Spanish with two examples of the task that begins with an É somewhere. */
  abstract String sample();

  abstract Task task();

  /** The tasks that a file may be of. */
  Tasks tasks() {
    return Tasks.KNOWN;
  }

  /** The formats that a file may have. */
  DataFormats formats() {
    return DataFormats.KNOWN;
  }

  /** Name whose extension the format has; tells the language. */
  abstract String name();

  /** A label of the sample's last example, as the file has it. */
  abstract String label();

  /** What stands in its place where a label is to be unknown. */
  String unknown() {
    return "Ω";
  }

  /** Text to take out of the last line so that a column is missing. */
  abstract String column();

  /** Number of the line that holds {@link #label()}. */
  abstract int labelLine();

  @Test
  void readsTheSample() throws IOException {
    var data = read(sample());
    assertEquals(2, data.examples().size());
    assertEquals("es", data.language().code());
    assertEquals(task(), data.task());
    assertEquals(name(), data.name());
    assertEquals(64, data.sha256().length());
  }

  @Test
  void examplesSayTheirLine() throws IOException {
    var data = read(sample());
    assertEquals(labelLine(), data.examples().getLast().line());
    assertTrue(data.examples().getFirst().line() < labelLine());
    assertTrue(data.examples().getFirst().line() > 0);
  }

  @Test
  void itsLabelsTellTheTask() throws IOException {
    var file = Files.writeString(folder.resolve(name()), sample());
    for (var preferred : tasks().all()) {
      assertEquals(
          task(),
          DatasetReader.task(file, preferred, tasks(), formats()),
          "when " + preferred.label() + " is in front");
    }
  }

  @Test
  void byteOrderMarkAndCarriageReturnsChangeNothing() throws IOException {
    var plain = read(sample()).examples();
    assertEquals(plain, read("\uFEFF" + sample()).examples());
    assertEquals(
        plain, read(sample().replace("\n", "\r\n").replace("que\r\n", "que\n")).examples());
  }

  @Test
  void missingLastLineEndChangesNothing() throws IOException {
    assertEquals(read(sample()).examples(), read(sample().stripTrailing()).examples());
  }

  @Test
  void blankFile() throws IOException {
    for (var text : new String[] {"", "\n\n", " \r\n\t\n", "\uFEFF"}) {
      assertProblem("blank", text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void truncatedFile() throws IOException {
    var text = sample().stripTrailing();
    var cut = text.substring(0, text.lastIndexOf(column()));
    assertProblem("line " + labelLine(), cut.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void unknownLabels() throws IOException {
    int at = sample().lastIndexOf(label());
    var text = sample().substring(0, at) + unknown() + sample().substring(at + label().length());
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    assertProblem("line " + labelLine(), bytes);
    assertProblem("\"" + unknown().replace("]", "") + "\"", bytes);
    assertProblem("--map", bytes);
  }

  @Test
  void blankLinesAtTheEndAndBlanksAfterALineChangeNothing() throws IOException {
    var plain = read(sample()).examples();
    assertEquals(plain, read(sample().stripTrailing() + "\n\n \n\t\n").examples());
    if (!name().endsWith(".csv")) {
      assertEquals(plain, read(sample().replace("\n", " \n")).examples());
    }
  }

  /** Only a line feed ends a line: U+2028, U+0085 and a form feed may stand in text. */
  @Test
  void otherLineEndsAreText() throws IOException {
    for (var sign : new String[] {"\u2028", "\u0085", "\f"}) {
      var text = sample().replace("Él", "É" + sign + "l");
      if (name().contains("json")) {
        text = text.replace("\f", "\\f");
      }
      assertEquals(read(sample()).examples().size(), read(text).examples().size());
    }
  }

  @Test
  void everyTruncationReadsOrIsAProblemThatNamesTheFile() throws IOException {
    var bytes = sample().getBytes(StandardCharsets.UTF_8);
    var file = folder.resolve(name());
    for (int length = 0; length < bytes.length; length++) {
      Files.write(file, Arrays.copyOf(bytes, length));
      try {
        assertTrue(!read(file, null).examples().isEmpty());
      } catch (Problem problem) {
        assertTrue(problem.getMessage().contains(file.toString()), problem.getMessage());
      }
    }
  }

  @Test
  void wrongColumnCount() throws IOException {
    int at = sample().lastIndexOf(column());
    var text = sample().substring(0, at) + sample().substring(at + column().length());
    assertProblem("line " + labelLine(), text.getBytes(StandardCharsets.UTF_8));
    assertProblem("expected", text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void wrongEncoding() throws IOException {
    int line = 1 + (int) sample().chars().limit(firstAccent()).filter(c -> c == '\n').count();
    assertProblem("line " + line + ": not UTF-8", sample().getBytes(StandardCharsets.ISO_8859_1));
    assertProblem("UTF-16", ("\uFEFF" + sample()).getBytes(StandardCharsets.UTF_16LE));
  }

  @Test
  void missingFileAndDirectory() {
    assertTrue(message(folder.resolve("es.none")).contains("does not exist"));
    assertTrue(message(folder).contains("is a directory"));
  }

  /** Whatever bytes change: examples or a Problem, never another exception. */
  @Test
  void mutatedFilesReadOrAreProblems() throws IOException {
    var random = new Random(20260131);
    var good = sample().getBytes(StandardCharsets.UTF_8);
    var file = folder.resolve(name());
    int refused = 0;
    for (int round = 0; round < 600; round++) {
      Files.write(file, mutate(good, random));
      try {
        assertTrue(!read(file, null).examples().isEmpty());
      } catch (Problem problem) {
        refused++;
        assertTrue(problem.getMessage().contains(file.toString()), problem.getMessage());
      }
    }
    assertTrue(refused > 0);
  }

  private static byte[] mutate(byte[] good, Random random) {
    var bytes = good.clone();
    var special = "\t\n\r\"{},:#_- \0".getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = special[random.nextInt(special.length)];
        case 2 -> bytes[at] = (byte) (' ' + random.nextInt(95));
        default -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
      }
    }
    return bytes;
  }

  private int firstAccent() {
    int at = 0;
    while (sample().charAt(at) < 128) {
      at++;
    }
    return at;
  }

  private Dataset read(Path file, Language language) {
    return DatasetReader.read(file, task(), language, LabelMap.NONE, formats());
  }

  Dataset read(String text) throws IOException {
    return read(Files.writeString(folder.resolve(name()), text), null);
  }

  void assertProblem(String part, byte[] bytes) throws IOException {
    var said = message(Files.write(folder.resolve(name()), bytes));
    assertTrue(said.contains(part) && said.contains(name()), said);
  }

  private String message(Path file) {
    return assertThrows(Problem.class, () -> read(file, Languages.of("es"))).getMessage();
  }
}
