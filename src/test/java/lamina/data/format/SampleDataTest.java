package lamina.data.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lamina.data.Example;
import lamina.data.SentencePair;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import lamina.data.Tasks;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.language.Script;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed sample data keeps what its catalog says. */
class SampleDataTest {
  private static final Path DIRECTORY = Path.of("sample-data");
  private static final Language ENGLISH = Languages.of("en");

  private final SampleData data = SampleData.open(DIRECTORY);

  @Test
  void everyFileOfTheCatalogHasAsManyExamplesAsItSaysAndDifferentIds() {
    for (var entry : data.entries()) {
      var examples = data.split(entry.task(), entry.language(), entry.split()).examples();
      assertEquals(entry.n(), examples.size(), entry.path().toString());
      var ids = examples.stream().map(Example::id).collect(Collectors.toSet());
      assertEquals(entry.n(), ids.size(), entry.path().toString());
      assertTrue(examples.stream().allMatch(e -> e.language().equals(entry.language())));
    }
  }

  /** Readers refuse unknown labels; here every label occurs, so that no mapping swallows one. */
  @Test
  void everyFileHasAllLabelsThatMatter() {
    for (var entry : data.entries()) {
      Set<String> found = new HashSet<>();
      for (var example : data.split(entry.task(), entry.language(), entry.split()).examples()) {
        switch (example) {
          case TaggedSentence sentence -> found.addAll(sentence.tags());
          case SentencePair pair -> found.add(pair.label());
        }
      }
      assertTrue(entry.task().labels().containsAll(found));
      var needed =
          entry.task() == Task.POS ? List.of("NOUN", "VERB", "PUNCT") : entry.task().labels();
      assertTrue(found.containsAll(needed), entry.path() + " has only " + found);
    }
  }

  @Test
  void theLabelsOfEveryFileTellItsTask() {
    for (var entry : data.entries()) {
      for (var preferred : Tasks.KNOWN.all()) {
        assertEquals(entry.task(), DatasetReader.task(entry.path(), preferred), "" + entry.path());
      }
    }
  }

  @Test
  void aFileOfOnesOwnComesFirstAndHasNoTranslations(@TempDir Path folder) throws IOException {
    var bundled = data.toExplore(Task.POS, ENGLISH, 10);
    assertTrue(data.translated(Task.POS, bundled.getFirst()));
    var file = Files.writeString(folder.resolve("en.tsv"), "Hello\tINTJ\n\nGo\tVERB\n\n");
    data.open(file, Task.POS, ENGLISH);
    data.open(file, Task.POS, ENGLISH);
    var all = data.toExplore(Task.POS, ENGLISH, 10);
    assertEquals(bundled.size() + 2, all.size(), "added once");
    var own = (TaggedSentence) all.getFirst();
    assertEquals(List.of("Hello"), own.words());
    assertEquals(bundled, all.subList(2, all.size()));
    assertFalse(data.translated(Task.POS, own), "an id may be that of another sentence");
    assertEquals(file, data.ownFile(Task.POS, own).orElseThrow());
    assertTrue(data.ownFile(Task.POS, bundled.getFirst()).isEmpty());
    assertEquals(SampleData.TEST, data.evaluation(Task.POS, ENGLISH).split(), "scored as before");

    var finnish = Languages.of("fi");
    assertFalse(data.languages(Task.POS).contains(finnish));
    data.open(file, Task.POS, finnish);
    assertTrue(data.languages(Task.POS).contains(finnish));
    assertEquals(2, data.toExplore(Task.POS, finnish, 10).size());
    assertEquals(2, data.dataset(Task.POS, finnish).examples().size());
    assertTrue(data.evaluations(Task.POS).stream().noneMatch(e -> e.language().equals(finnish)));
  }

  @Test
  void parallelFilesOfOneSplitHaveTheSameIdsInTheSameOrder() {
    for (var entry : data.entries()) {
      if (entry.parallel()) {
        assertEquals(
            ids(entry.task(), ENGLISH, entry.split()),
            ids(entry.task(), entry.language(), entry.split()),
            entry.path().toString());
      }
    }
  }

  static List<Task> tasks() {
    return Tasks.KNOWN.all();
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void eightExploreExamplesInEveryParallelLanguage(Task task) {
    assertEquals(8, data.exploreIds(task).size());
    for (var language : data.parallelLanguages(task)) {
      assertEquals(data.exploreIds(task), data.exploreIds(task, language), language.name());
    }
    data.exploreIds(task).forEach(id -> assertFalse(data.note(task, id).isBlank()));
  }

  @Test
  void languagesWithoutSharedExamplesOfferTheirShortest() {
    var greek = Languages.of("el");
    var ids = data.exploreIds(Task.XNLI, greek);
    assertEquals(8, ids.size());
    ids.forEach(id -> assertTrue(data.example(Task.XNLI, greek, id).isPresent()));
    assertTrue(data.example(Task.XNLI, greek, "test-16").isEmpty());
  }

  @Test
  void enoughLanguagesAndScripts() {
    assertTrue(data.languages(Task.POS).size() >= 12);
    assertTrue(data.languages(Task.XNLI).size() >= 11);
    assertTrue(data.languages(Task.NER).size() >= 4);
    assertTrue(data.languages(Task.PAWSX).size() >= 5);
    var scripts =
        data.entries().stream().map(entry -> entry.language().script()).collect(Collectors.toSet());
    assertTrue(
        scripts.containsAll(
            List.of(
                Script.LATIN,
                Script.CYRILLIC,
                Script.ARABIC,
                Script.DEVANAGARI,
                Script.HAN,
                Script.HANGUL,
                Script.KANA,
                Script.THAI,
                Script.GREEK)));
  }

  @Test
  void translationsShareAnId() {
    var arabic = (TaggedSentence) example(Task.POS, "ar", "n01052004");
    var german = (TaggedSentence) example(Task.POS, "de", "n01052004");
    assertTrue(german.words().contains("84"), german.words().toString());
    assertTrue(String.join("", arabic.words()).contains("84"), arabic.words().toString());
  }

  @Test
  void nothingUnderANonCommercialLicenceIsCalledFree() {
    for (var entry : data.entries()) {
      assertEquals(!entry.licence().contains("NC"), entry.commercialUse());
      assertFalse(entry.licence().isBlank());
      var folder = DIRECTORY.resolve(entry.task().key());
      assertTrue(Files.isRegularFile(folder.resolve("LICENCES")), folder.toString());
    }
  }

  @Test
  void atMostTwelveMegabytes() throws IOException {
    long bytes = 0;
    try (var files = Files.walk(DIRECTORY)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    assertTrue(bytes <= 12_000_000, bytes + " bytes");
  }

  @Test
  void filesAreReadOnce() {
    assertSame(data.dataset(Task.NER, ENGLISH), data.dataset(Task.NER, ENGLISH));
    assertEquals(300, data.dataset(Task.NER, ENGLISH).examples().size());
  }

  @Test
  void whatIsNotThereIsAProblemThatNamesWhatIs(@TempDir Path empty) {
    var swedish = Languages.of("sv");
    assertTrue(message(() -> data.dataset(Task.NER, swedish)).contains("de, en, ru, zh"));
    var ru = Languages.of("ru");
    assertTrue(message(() -> data.split(Task.NER, ru, SampleData.TRAIN)).contains("it has test"));
    assertTrue(message(() -> SampleData.open(empty)).contains("catalog.csv"));
  }

  @Test
  void brokenCatalogIsAProblem(@TempDir Path folder) throws IOException {
    var catalog = folder.resolve("catalog.csv");
    Files.writeString(catalog, "task,language\npos,en\n");
    assertTrue(message(() -> SampleData.open(folder)).contains("split, path"));
    var header = "task,language,split,path,n,parallel,licence,commercial_use\n";
    Files.writeString(catalog, header + "pos,en,test,en.conllu,many,yes,none,yes\n");
    assertTrue(message(() -> SampleData.open(folder)).contains("\"many\""));
    Files.writeString(catalog, header + "pos,en\n");
    assertTrue(message(() -> SampleData.open(folder)).contains("row 1: 2 columns"));
  }

  private static String message(org.junit.jupiter.api.function.Executable action) {
    return assertThrows(Problem.class, action).getMessage();
  }

  private Example example(Task task, String language, String id) {
    return data.example(task, Languages.of(language), id).orElseThrow();
  }

  private List<String> ids(Task task, Language language, String split) {
    return data.split(task, language, split).examples().stream().map(Example::id).toList();
  }
}
