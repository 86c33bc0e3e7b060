package lamina.data.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CoNLL-U keeps the contract. */
class ConlluReaderTest extends ReaderContract {
  @Override
  String sample() {
    return Samples.CONLLU;
  }

  @Override
  Task task() {
    return Task.POS;
  }

  @Override
  String name() {
    return "es_gsd-ud-dev.conllu";
  }

  @Override
  String label() {
    return "INTJ";
  }

  @Override
  String column() {
    return "\tsí\tINTJ";
  }

  @Override
  int labelLine() {
    return 13;
  }

  @Test
  void plusNamesItsColumns(@TempDir Path folder) throws IOException {
    var file = folder.resolve("de.conllup");
    var words = "NOUN\t1\tHaus\tx\nVERB\t2\tsteht\ty\n\n";
    Files.writeString(file, "# global.columns = UPOS ID FORM PARSEME:MWE\n" + words);
    var sentence = (TaggedSentence) DatasetReader.read(file, Task.POS, null).examples().getFirst();
    assertEquals(List.of("Haus", "steht"), sentence.words());
    assertEquals(List.of("NOUN", "VERB"), sentence.tags());
    Files.writeString(file, "# global.columns = XPOS ID FORM PARSEME:MWE\n" + words);
    var problem = assertThrows(Problem.class, () -> DatasetReader.read(file, Task.POS, null));
    assertTrue(problem.getMessage().contains("without UPOS"), problem.getMessage());
  }
}
