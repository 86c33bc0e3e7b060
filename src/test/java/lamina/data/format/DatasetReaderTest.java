package lamina.data.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lamina.data.Dataset;
import lamina.data.Example;
import lamina.data.SentencePair;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import lamina.language.Languages;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the formats mean, beyond the contract. */
class DatasetReaderTest {
  @TempDir Path folder;

  @Test
  void syntacticWordsWithoutRangesAndEmptyNodes() throws IOException {
    var sentence = (TaggedSentence) read("es.conllu", Samples.CONLLU, Task.POS).getFirst();
    assertEquals("a-1", sentence.id());
    assertEquals(List.of("vamos", "nos", "a", "el", "mar"), sentence.words());
    assertEquals(List.of("VERB", "PRON", "ADP", "DET", "NOUN"), sentence.tags());
  }

  @Test
  void sentencesWithAWordWithoutTagAreLeftOutAndCounted() throws IOException {
    var blank = dataset("es.conllu", Samples.CONLLU.replace("INTJ", "_"), Task.POS);
    assertEquals(1, blank.examples().size());
    var hole = dataset("es.conllu", Samples.CONLLU.replace("PRON", "_"), Task.POS);
    assertEquals(List.of("a-2"), hole.examples().stream().map(Example::id).toList());
    var note = hole.notes().getFirst();
    assertTrue(note.contains("1 sentence is left out") && note.contains("line 5"), note);
  }

  @Test
  void oldTagCountsAsItsSuccessorAndThatIsSaid() throws IOException {
    var set = dataset("es.conllu", Samples.CONLLU.replace("INTJ", "CONJ"), Task.POS);
    assertEquals(List.of("CCONJ"), ((TaggedSentence) set.examples().getLast()).tags());
    assertEquals(List.of("es.conllu: CONJ counts as CCONJ."), set.notes());
  }

  @Test
  void wordAndTagServePosToo() throws IOException {
    var sentence = (TaggedSentence) read("dev-el.tsv", "#\tSYM\n(\tPUNCT\n", Task.POS).getFirst();
    assertEquals(List.of("#", "("), sentence.words());
    assertEquals("el", sentence.language().code());
  }

  @Test
  void unannotatedClassOfUnerIsOutside() throws IOException {
    var text = Samples.COLUMNS.replace("B-PER", "B-OTH").replace("I-PER", "I-OTH");
    var sentence = (TaggedSentence) read("es.iob2", text, Task.NER).getFirst();
    assertEquals(List.of("O", "O", "O"), sentence.tags());
    assertEquals("u-1", sentence.id());
  }

  @Test
  void olderUnerLeavesColumnsAway() throws IOException {
    var text = Samples.COLUMNS.replace("O\t-\t-", "O");
    assertEquals(2, read("es.iob2", text, Task.NER).size());
    var broken = Samples.COLUMNS.replace("O\t-\t-", "O\t-");
    assertProblem("line 3: 4 columns; expected 3 or 5", "es.iob2", broken, Task.NER);
  }

  @Test
  void aLineThatEndsBeforeTheColumnOfTagsIsNamed() throws IOException {
    var text = "1\tAna\tPROPN\tx\tB-PER\n2\tva\tVERB\tx\tO\n3\t.\tPUNCT\tx\tO\n";
    assertEquals(1, read("es.iob2", text, Task.NER).size());
    var broken = text.replace("VERB\tx\tO", "VERB");
    assertProblem("line 2: 3 columns; expected 5", "es.iob2", broken, Task.NER);
  }

  @Test
  void strayInsideTagIsKeptButIob1IsConvertedAndThatIsSaid() throws IOException {
    var stray = "a\tB-PER\n\nb\tB-ORG\n\nc\tO\nd\tI-LOC\n";
    var sentence = (TaggedSentence) read("ja.tsv", stray, Task.NER).getLast();
    assertEquals(List.of("O", "I-LOC"), sentence.tags());
    var iob1 = dataset("ja.tsv", "a\tI-PER\nb\tI-PER\nc\tB-PER\n\nd\tI-LOC\n", Task.NER);
    assertEquals(
        List.of("B-PER", "I-PER", "B-PER"), ((TaggedSentence) iob1.examples().getFirst()).tags());
    assertTrue(iob1.notes().getFirst().contains("IOB1"), iob1.notes().toString());
  }

  @Test
  void wikineuralAndConll2003Columns() throws IOException {
    var numbered = "0\tAna\tB-PER\n1\tRuiz\tI-PER\n\n0\tX\tO\n";
    var sentence = (TaggedSentence) read("es.conllu", numbered, Task.NER).getFirst();
    assertEquals(List.of("Ana", "Ruiz"), sentence.words());
    var spaced = "-DOCSTART- -X- O O\n\nAna NNP I-NP B-PER\nvino VBD I-VP O\n";
    sentence = (TaggedSentence) read("es.txt", spaced, Task.NER).getFirst();
    assertEquals(List.of("B-PER", "O"), sentence.tags());
  }

  @Test
  void otherLanguagesOfXnliArePassedOver() throws IOException {
    var file = write("xnli.dev.tsv", Samples.XNLI);
    var spanish = DatasetReader.read(file, Task.XNLI, Languages.of("es")).examples();
    assertEquals(List.of("7", "8"), spanish.stream().map(Example::id).toList());
    assertEquals(1, DatasetReader.read(file, Task.XNLI, Languages.of("en")).examples().size());
    var choose = assertThrows(Problem.class, () -> DatasetReader.read(file, Task.XNLI, null));
    assertTrue(choose.getMessage().contains("en, es"), choose.getMessage());
    var none =
        assertThrows(Problem.class, () -> DatasetReader.read(file, Task.XNLI, Languages.of("fr")));
    assertTrue(none.getMessage().contains("French"), none.getMessage());
  }

  @Test
  void quotesAreTextInTabSeparatedFiles() throws IOException {
    var pair = (SentencePair) read("es.tsv", Samples.XNLI_BY_LANGUAGE, Task.XNLI).getLast();
    assertEquals("Él \"vino.", pair.premise());
    assertEquals("2", pair.id());
  }

  @Test
  void quotesEncloseInCommaSeparatedFiles() throws IOException {
    var pair = (SentencePair) read("es.csv", Samples.PAIR_TABLE, Task.XNLI).getFirst();
    assertEquals("Él, que\nvino", pair.premise());
    assertEquals("x", pair.id());
  }

  @Test
  void untranslatedRowsOfPawsxAreSkippedAndKeepTheNumbering() throws IOException {
    var text = "id\tsentence1\tsentence2\tlabel\n\tNS\tb\t0\n\ta\tb\t1\n\t\tb\t1\n";
    var pairs = read("de.tsv", text, Task.PAWSX);
    var pair = (SentencePair) pairs.getFirst();
    assertEquals(1, pairs.size());
    assertEquals("2", pair.id());
    assertEquals("paraphrase", pair.label());
  }

  @Test
  void pawsWikiHasNoHeader() throws IOException {
    assertEquals(2, read("en.tsv", "1\ta\tb\t0\n2\tc\td\t1\n", Task.PAWSX).size());
  }

  @Test
  void numbersAreTheLabelsOfXnliInItsOrderAndThatIsSaid() throws IOException {
    var text = "premise\thypothesis\tlabel\na\tb\t0\nc\td\t2\ne\tf\t-1\n";
    var set = dataset("en.tsv", text, Task.XNLI);
    assertEquals(
        List.of("entailment", "contradiction"),
        set.examples().stream().map(e -> ((SentencePair) e).label()).toList());
    var notes = String.join(" ", set.notes());
    assertTrue(notes.contains("0 entailment, 2 contradiction"), notes);
    assertTrue(notes.contains("1 pair is left out for want of a gold label"), notes);
    assertProblem("\"3\"", "en.tsv", text.replace("\t2", "\t3"), Task.XNLI);
  }

  @Test
  void languageFromNameOrFolderElseAProblem() throws IOException {
    for (var name : List.of("ar.conllu", "ar_pud-ud-test.conllu", "xnli.dev.ar.conllu")) {
      var data = DatasetReader.read(write(name, Samples.CONLLU), Task.POS, null);
      assertEquals("ar", data.language().code());
    }
    Files.createDirectory(folder.resolve("th"));
    var inFolder = write("th/dev.conllu", Samples.CONLLU);
    assertEquals("th", DatasetReader.read(inFolder, Task.POS, null).language().code());
    Files.createDirectory(folder.resolve("my-corpora"));
    var elsewhere = write("my-corpora/dev.conllu", Samples.CONLLU);
    assertThrows(Problem.class, () -> DatasetReader.read(elsewhere, Task.POS, null));
    assertProblem("Say which", "unnamed.conllu", Samples.CONLLU, Task.POS);
    assertProblem("Say which", "de-en.conllu", Samples.CONLLU, Task.POS);
  }

  @Test
  void aWordInANameThatIsALanguagesCodeIsSaid() throws IOException {
    var set = DatasetReader.read(write("my_test.conllu", Samples.CONLLU), Task.POS, null);
    assertTrue(set.notes().getFirst().contains("taken for Burmese (my)"), set.notes().toString());
    assertTrue(DatasetReader.told(folder.resolve("my_test.conllu")).isEmpty());
    var own = DatasetReader.read(write("my.conllu", Samples.CONLLU), Task.POS, null);
    assertEquals(List.of(), own.notes());
    assertEquals("de", DatasetReader.told(folder.resolve("a/train.de.tsv")).orElseThrow().code());
  }

  @Test
  void packedFilesAreNamedForWhatTheyAre() throws IOException {
    for (var begin : List.of("\u001F\u008B\b", "PK\u0003\u0004", "PAR1\u0015")) {
      var file = Files.write(folder.resolve("de.conllu"), begin.getBytes(ISO_8859_1));
      var said =
          assertThrows(Problem.class, () -> DatasetReader.read(file, Task.POS, null)).getMessage();
      assertTrue(said.contains("unpack") || said.contains("Parquet"), said);
    }
  }

  @Test
  void zeroAndOneUnderTwoSentencesAreParaphrases() throws IOException {
    var text = "id\tsentence1\tsentence2\tlabel\n1\ta\tb\t1\n2\tc\td\t0\n";
    assertEquals(2, read("en.tsv", text, Task.PAWSX).size());
    assertProblem("Choose task pawsx", "en.tsv", text, Task.XNLI);
    var premise = text.replace("sentence1", "premise").replace("sentence2", "hypothesis");
    assertEquals(2, read("en.tsv", premise, Task.XNLI).size());
  }

  @Test
  void namesOfAMapThatNothingHasAreSaid() throws IOException {
    var file = write("en.tsv", "a\tB-PERSON\nb\tO\n");
    var map = LabelMap.of("PERSON=PER,FOO=LOC");
    var set = DatasetReader.read(file, Task.NER, null, map);
    assertTrue(
        set.notes().toString().contains("\"FOO\", which no label of it is"), "" + set.notes());
    assertFalse(set.notes().toString().contains("\"PERSON\", which"), "" + set.notes());
  }

  @Test
  void whatAFolderHoldsBesideIsSaid() throws IOException {
    write("de.conllu", Samples.CONLLU);
    write("ar.conllu.gz", "x");
    write("en.parquet", "x");
    write("LICENSE", "x");
    Files.createDirectories(folder.resolve("fr"));
    write("fr/test.conllu", Samples.CONLLU);
    var found = DataFolder.of(folder, null);
    assertEquals(List.of(folder.resolve("de.conllu")), found.files());
    var notes = found.notes().toString();
    assertEquals(3, found.notes().size(), notes);
    assertTrue(
        notes.contains("unpack it")
            && notes.contains("en.parquet")
            && notes.contains("fr left out"),
        notes);
  }

  @Test
  void givenLanguageOutranksTheName() throws IOException {
    var file = write("ar.conllu", Samples.CONLLU);
    assertEquals("de", DatasetReader.read(file, Task.POS, Languages.of("de")).language().code());
  }

  @Test
  void prefixedWordsOfAnotherLanguageAreAProblem() throws IOException {
    var file = write("mixed.txt", Samples.WIKIANN_PREFIXED.replace("es:Madrid", "fr:Madrid"));
    var problem = assertThrows(Problem.class, () -> DatasetReader.read(file, Task.NER, null));
    assertTrue(problem.getMessage().contains("line 5"), problem.getMessage());
  }

  @Test
  void hashIsThatOfTheBytes() throws IOException {
    var data = DatasetReader.read(write("en.tsv", "a\tO\n"), Task.NER, null);
    assertEquals("094650f40186aedb6f419ed0c1491cfeddab2353043e157fa742b62e3d7922a9", data.sha256());
  }

  private Dataset dataset(String name, String text, Task task) throws IOException {
    return DatasetReader.read(write(name, text), task, null);
  }

  private List<Example> read(String name, String text, Task task) throws IOException {
    return DatasetReader.read(write(name, text), task, null).examples();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private void assertProblem(String part, String name, String text, Task task) throws IOException {
    var file = write(name, text);
    var problem = assertThrows(Problem.class, () -> DatasetReader.read(file, task, null));
    assertTrue(problem.getMessage().contains(part), problem.getMessage());
  }
}
