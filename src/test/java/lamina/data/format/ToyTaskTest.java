package lamina.data.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import lamina.data.Tasks;
import lamina.data.ToyTask;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;

/** One record and one registration are all that a task takes: its files keep the contract. */
class ToyTaskTest extends ReaderContract {
  private static final List<String> TAGS = List.of("short", "long");

  @Override
  String sample() {
    return "Él\tshort\nvive\tlong\n\nMadrid\tlong\n";
  }

  @Override
  Task task() {
    return new ToyTask();
  }

  @Override
  Tasks tasks() {
    return Tasks.KNOWN.with(task());
  }

  @Override
  String name() {
    return "es.tsv";
  }

  @Override
  String label() {
    return "long";
  }

  @Override
  String column() {
    return "\tlong";
  }

  @Override
  int labelLine() {
    return 4;
  }

  @Test
  void itsNameIsKnownWhereItIsRegistered() {
    assertEquals(task(), tasks().of("Toy"));
    var message = assertThrows(Problem.class, () -> Task.of("toy")).getMessage();
    assertTrue(message.endsWith("choose one of pos, ner, xnli, pawsx."), message);
  }

  @Test
  void itsColumnAndItsFieldTellIt() throws IOException {
    var table = Files.writeString(folder.resolve("es.csv"), "words,toy_tags\nÉl vive,short long\n");
    assertEquals(TAGS, tags(DatasetReader.read(table, task(), null).examples().getFirst()));
    var json =
        Files.writeString(
            folder.resolve("es.jsonl"), "{\"tokens\":[\"Él\",\"vive\"],\"toy_tags\":[0,1]}\n");
    assertEquals(task(), DatasetReader.task(json, Task.XNLI, tasks(), formats()));
    var data = DatasetReader.read(json, task(), null);
    assertEquals(TAGS, tags(data.examples().getFirst()));
    assertEquals(
        List.of("es.jsonl: Labels are numbers, read as Toy number them: 0 short, 1 long."),
        data.notes());
  }

  @Test
  void otherNamesOfItsLabelsCount() throws IOException {
    var data = read(sample().replace("short", "Brief"));
    assertEquals(TAGS, tags(data.examples().getFirst()));
    assertEquals(List.of("es.tsv: Brief counts as short."), data.notes());
  }

  @Test
  void messagesKnowIt() throws IOException {
    var none = Files.writeString(folder.resolve("es.none"), "Él\n");
    var asked =
        assertThrows(Problem.class, () -> DatasetReader.task(none, task(), tasks(), formats()));
    assertTrue(asked.getMessage().contains("paraphrases, or short and long."), asked.getMessage());
    var treebank = "1\tÉl" + "\t_".repeat(8) + "\n";
    var refused = assertThrows(Problem.class, () -> read(treebank));
    assertTrue(
        refused.getMessage().contains("for Toy word, tab and tag a line"), refused.getMessage());
  }

  private static List<String> tags(lamina.data.Example example) {
    return ((TaggedSentence) example).tags();
  }
}
