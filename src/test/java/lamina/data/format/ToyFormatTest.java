package lamina.data.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import org.junit.jupiter.api.Test;

/** One class and one registration are all that a format takes: its files keep the contract. */
class ToyFormatTest extends ReaderContract {
  @Override
  String sample() {
    return "Él/PRON vive/VERB\nMadrid/PROPN\n";
  }

  @Override
  Task task() {
    return Task.POS;
  }

  @Override
  DataFormats formats() {
    return DataFormats.KNOWN.with(new ToyFormat());
  }

  @Override
  String name() {
    return "es.slash";
  }

  @Override
  String label() {
    return "PROPN";
  }

  @Override
  String column() {
    return "/PROPN";
  }

  @Override
  int labelLine() {
    return 2;
  }

  @Test
  void wordsAndTagsAreTheFiles() throws IOException {
    var first = (TaggedSentence) read(sample()).examples().getFirst();
    assertEquals(List.of("Él", "vive"), first.words());
    assertEquals(List.of("PRON", "VERB"), first.tags());
  }

  @Test
  void itsEndingIsKnownWhereItIsRegistered() {
    assertTrue(formats().endings().contains("slash"));
    assertFalse(DataFormats.KNOWN.endings().contains("slash"));
  }

  @Test
  void filesOfOtherFormatsAreReadAsBefore() throws IOException {
    var columns = Files.writeString(folder.resolve("es.tsv"), "Él\tPRON\nkm/h\tNOUN\n");
    var before = DatasetReader.read(columns, task(), null);
    var with = DatasetReader.read(columns, task(), null, LabelMap.NONE, formats());
    assertEquals(before.examples(), with.examples());
  }
}
