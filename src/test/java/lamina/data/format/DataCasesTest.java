package lamina.data.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as people have them, each with the right reading. */
class DataCasesTest {
  private static final Path CASES = Path.of("src/test/resources/data-cases");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"tabs.en.txt", "blanks.en.txt"})
  void aWordThatBeginsWithHashIsNoComment(String name) {
    var sentence = (TaggedSentence) read("hash-word/" + name, Task.NER).examples().getFirst();
    assertEquals(List.of("Anna", "met", "#TeamBerlin", "and", "#TeamParis"), sentence.words());
    assertEquals(List.of("B-PER", "O", "B-ORG", "O", "B-ORG"), sentence.tags());
  }

  @Test
  void hashAloneAndInSeveralColumnsIsAWord() throws IOException {
    var text = "# SYM O\n1 CD O\n\n#1 NN B-ORG\nwins VBZ O\n";
    var set = DatasetReader.read(write("en.txt", text), Task.NER, null);
    assertEquals(List.of("#", "1"), ((TaggedSentence) set.examples().getFirst()).words());
  }

  @Test
  void aSentenceThatBeginsWithOneIsNotNumbered() {
    var examples = read("first-word-1/one.nl.txt", Task.NER).examples();
    var first = (TaggedSentence) examples.getFirst();
    assertEquals(List.of("1", "man", "woont", "in", "Berlin"), first.words());
    assertEquals("B-LOC", first.tags().getLast());
    assertEquals(2, examples.size());
  }

  /** Sentences of one word that happens to be a number are no numbering. */
  @Test
  void numbersThatAreAllTheWordsThereAreNoNumbering() throws IOException {
    var text = "2 CD O\n\n1 CD O\n\n0 CD O\n\nBerlin NNP B-LOC\n";
    var set = DatasetReader.read(write("en.txt", text), Task.NER, null);
    assertEquals(List.of("2"), ((TaggedSentence) set.examples().getFirst()).words());
  }

  @Test
  void numberedFilesKeepWordsThatAreNumbers() throws IOException {
    var text = "# sent_id = a\n1\t0\tO\n2\t#\tO\n\n1\tParis\tB-LOC\n";
    var set = DatasetReader.read(write("en.iob2", text), Task.NER, null);
    assertEquals(List.of("0", "#"), ((TaggedSentence) set.examples().getFirst()).words());
    assertEquals("a", set.examples().getFirst().id());
  }

  @Test
  void withheldFormsAreRefused() {
    var said = problem(() -> read("withheld-forms/hi.conllu", Task.POS));
    assertTrue(said.contains("withheld") && said.contains("README"), said);
  }

  @Test
  void aSentenceOfWithheldFormsIsLeftOutAndAnUnderscoreStays() throws IOException {
    var word = "\t_\t_\t_\t_\t_\t_\n";
    var text =
        ("1\tSee\t_\tVERB" + word + "2\t_\t_\tPUNCT" + word + "\n")
            + ("1\t_\t_\tNOUN" + word + "2\t_\t_\tVERB" + word + "\n")
            + ("1\t_\t_\tSYM" + word + "\n");
    var set = DatasetReader.read(write("en.conllu", text), Task.POS, null);
    assertEquals(List.of("1", "3"), set.examples().stream().map(Example::id).toList());
    assertTrue(set.notes().getFirst().contains("withheld"), set.notes().toString());
  }

  @Test
  void documentsAreNoSentences() throws IOException {
    var examples = read("numbered-docstart/en.conllu", Task.NER).examples();
    assertEquals(
        List.of(List.of("Anna", "sleeps"), List.of("Berlin", "is", "big")),
        examples.stream().map(e -> ((TaggedSentence) e).words()).toList());
    for (var mark :
        List.of("-DOCSTART-", "-DOCSTART-\tO", "-DOCSTART- -X- O O", "-DOCSTART-\t-X-\tO\tO")) {
      for (var blank : List.of("\n\n", "\n")) {
        var text = mark + blank + "Anna\tB-PER\n" + mark + blank + "Berlin\tB-LOC\n";
        var set = DatasetReader.read(write("de.tsv", text), Task.NER, null);
        assertEquals(2, set.examples().size(), text);
      }
    }
    var amid = "0\t-DOCSTART-\tO\n1\tAnna\tB-PER\n2\tsleeps\tO\n0\tBerlin\tB-LOC\n";
    assertEquals(2, DatasetReader.read(write("en.tsv", amid), Task.NER, null).examples().size());
  }

  @Test
  void numbersThatBeginAnewBeginASentence() throws IOException {
    var examples = read("missing-blank-line/en.conllu", Task.POS).examples();
    assertEquals(List.of("a", "b"), examples.stream().map(Example::id).toList());
    assertEquals(List.of("A", "cat"), ((TaggedSentence) examples.getLast()).words());
    assertEquals(5, examples.getLast().line());
    var bare = Files.readString(CASES.resolve("missing-blank-line/en.conllu"));
    bare = bare.replaceAll("#.*\n", "");
    assertEquals(2, DatasetReader.read(write("en.conllu", bare), Task.POS, null).examples().size());
    var uner = "1\tAnna\tB-PER\n2\tsleeps\tO\n1\tBerlin\tB-LOC\n";
    assertEquals(2, DatasetReader.read(write("en.iob2", uner), Task.NER, null).examples().size());
    var hole = write("fr.conllu", bare.replace("2\tdog", "3\tdog"));
    var said = problem(() -> DatasetReader.read(hole, Task.POS, null));
    assertTrue(said.contains("line 2: word number 3; expected 2"), said);
  }

  @Test
  void filesOfOneLanguageAreOneSet() {
    var files = DataFolder.of(CASES.resolve("two-files-one-language"), null).files();
    assertEquals(3, files.size());
    var by = DataFolder.byLanguage(files, Task.POS, null);
    assertEquals(List.of("de", "fr"), by.keySet().stream().map(l -> l.code()).toList());
    var german = Languages.of("de");
    var set = DatasetReader.read(by.get(german), Task.POS, german, LabelMap.NONE);
    assertEquals(2, set.examples().size());
    assertEquals("de.conllu + de.dev.conllu", set.name());
    assertEquals("de.dev.conllu, line 1", set.place(1));
    assertTrue(set.notes().getLast().contains("as one set in German"), set.notes().toString());
    var all = problem(() -> DatasetReader.read(files, Task.POS, null, LabelMap.NONE));
    assertTrue(all.contains("fr.conllu is in French"), all);
  }

  @Test
  void treebanksHaveTheirOwnNames() throws IOException {
    assertEquals("de", read("ud-folder/de_gsd-ud-test.conllu", Task.POS).language().code());
    assertEquals(1, DataFolder.of(CASES.resolve("ud-folder"), null).files().size());
    var word = "1\tx\t_\tX\t_\t_\t_\t_\t_\t_\n";
    for (var name :
        List.of(
            "UD_German-GSD/de_gsd-ud-test.conllu",
            "UD_German-GSD/de_gsd-ud-train.conllu",
            "UD_Naija-NSC/pcm_nsc-ud-test.conllu",
            "UD_Turkish_German-SAGT/qtd_sagt-ud-test.conllu")) {
      Files.createDirectories(folder.resolve(name).getParent());
      write(name, word);
    }
    var found = DataFolder.of(folder, null);
    var by = DataFolder.byLanguage(found.files(), Task.POS, null);
    assertEquals(List.of("de", "pcm", "qtd"), by.keySet().stream().map(l -> l.code()).toList());
    assertEquals(1, by.get(Languages.of("de")).size(), "its training part isn't scored");
    assertTrue(found.notes().getFirst().contains("de_gsd-ud-train.conllu"), "" + found.notes());
    Files.createDirectories(folder.resolve("wikiann/de"));
    write("wikiann/de/test", "de:Berlin\tB-LOC\n");
    assertEquals(1, DataFolder.of(folder.resolve("wikiann"), null).files().size());
    var german = DataFolder.of(folder.resolve("UD_German-GSD"), null).files();
    assertEquals("de_gsd-ud-test.conllu", german.getFirst().getFileName().toString());
    var plain = write("UD_German-GSD/test.conllu", word);
    assertEquals("de", DatasetReader.read(plain, Task.POS, null).language().code());
  }

  @Test
  void anyCodeOfIso639IsALanguage() throws IOException {
    var set = read("unknown-language/pcm.conllu", Task.POS);
    assertEquals("pcm", set.language().code());
    assertEquals("family unknown", set.language().family());
    assertEquals(1, DataFolder.of(CASES.resolve("unknown-language"), null).files().size());
    var word = "1\tx\t_\tX\t_\t_\t_\t_\t_\t_\n";
    var given = DatasetReader.read(write("mine.conllu", word), Task.POS, Languages.of("aii"));
    assertEquals("aii", given.language().code());
    assertEquals(
        "pcm",
        DatasetReader.read(write("dev-pcm.tsv", "x\tX\n"), Task.POS, null).language().code());
  }

  @Test
  void xtremeHasNoHeader() throws IOException {
    var examples = read("xtreme-no-header/dev-de.tsv", Task.XNLI).examples();
    assertEquals(2, examples.size());
    var first = (SentencePair) examples.getFirst();
    assertEquals("Ein Tier macht Lärm .", first.hypothesis());
    assertEquals("entailment", first.label());
    assertEquals("1", first.id());
    var pawsx = DatasetReader.read(write("test-fr.tsv", "a\tb\t1\nc\td\t0\n"), Task.PAWSX, null);
    assertEquals(2, pawsx.examples().size());
  }

  @Test
  void jsonAsHuggingFaceShipsIt() throws IOException {
    var pair = (SentencePair) read("json-forms/hf.en.jsonl", Task.XNLI).examples().getFirst();
    assertEquals("neutral", pair.label());
    for (var text :
        List.of(
            "{\"data\": [{\"sentence1\": \"a\", \"sentence2\": \"b\", \"label\": 1}]}",
            "[{\"sentence1\": \"a\", \"sentence2\": \"b\", \"label\": \"1\"}]",
            "{\"rows\": [{\"row\": {\"sentence1\": \"a\", \"sentence2\": \"b\", \"label\":"
                + " 1}}]}")) {
      var file = write("en.json", text);
      assertEquals(Task.PAWSX, DatasetReader.task(file, Task.POS));
      var read = (SentencePair) DatasetReader.read(file, Task.PAWSX, null).examples().getFirst();
      assertEquals("paraphrase", read.label());
    }
    var upos = "{\"idx\": \"s\", \"tokens\": [\"al\", \"a\", \"el\"], \"upos\": [13, 2, 8]}";
    var set = DatasetReader.read(write("es.jsonl", upos), Task.POS, null);
    var sentence = (TaggedSentence) set.examples().getFirst();
    assertEquals(List.of("a", "el"), sentence.words(), "the multiword token is passed over");
    assertEquals(List.of("ADP", "DET"), sentence.tags());
    var twice = write("de.jsonl", "{\"premise\": \"a\", \"premise\": \"b\"}");
    var said = problem(() -> DatasetReader.read(twice, Task.XNLI, null));
    assertTrue(said.contains("line 1") && said.contains("premise"), said);
  }

  @Test
  void germEval() {
    var set = read("germeval/de.tsv", Task.NER);
    var sentence = (TaggedSentence) set.examples().getFirst();
    assertEquals(List.of("Anna", "lebt"), sentence.words());
    assertEquals(List.of("B-PER", "O"), sentence.tags());
  }

  @Test
  void aNameOfAColumnThatIsThereTwiceIsRefused() throws IOException {
    var file = write("en.tsv", "premise\thypothesis\tlabel\tlabel\na\tb\tneutral\tneutral\n");
    var said = problem(() -> DatasetReader.read(file, Task.XNLI, null));
    assertTrue(said.contains("two columns are named \"label\""), said);
  }

  private static Dataset read(String name, Task task) {
    return DatasetReader.read(CASES.resolve(name), task, null);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String problem(org.junit.jupiter.api.function.Executable action) {
    return assertThrows(Problem.class, action).getMessage();
  }
}
