package lamina.similarity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import lamina.data.Dataset;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import lamina.data.format.DatasetReader;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.model.Description;
import lamina.model.HeadKey;
import lamina.model.ModelContents;
import lamina.model.SmallModels;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurveyTest {
  private static final Path BASE = SmallModels.BASE;

  private static Dataset pud(String code, int count) {
    var set =
        DatasetReader.read(
            Path.of("sample-data/pos/" + code + ".conllu"), Task.POS, Languages.of(code));
    return as(set, set.language(), count);
  }

  /** English sentences that aren't among the parallel ones. */
  private static Dataset training() {
    var file = Path.of("sample-data/pos/train/en.conllu");
    var set = DatasetReader.read(file, Task.POS, Languages.of("en"));
    return as(set, set.language(), 80);
  }

  /** A model with the base that it shares its words with. */
  private static void copy(Path folder, String model, String name) throws IOException {
    for (var pair : Map.of("base", "base", model, name).entrySet()) {
      var to = Files.createDirectories(folder.resolve(pair.getValue()));
      try (var files = Files.list(SmallModels.of(pair.getKey()))) {
        for (var file : files.toList()) {
          Files.copy(
              file, to.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static Dataset as(Dataset set, Language language, int count) {
    return new Dataset(
        set.task(), language, set.name(), set.sha256(), set.examples().subList(0, count));
  }

  private static SimilarityReport measure(
      Path directory, List<HeadKey> heads, Optional<Dataset> probe, Dataset... sets) {
    try (var reader = StateReader.open(directory, heads)) {
      return new SimilaritySurvey(reader, (done, all) -> {})
          .measure(
              new SurveyText(
                  ParallelText.of(List.of(sets), 400),
                  probe.map(p -> new Treebank(p.name(), p, Map.of())),
                  List.of()));
    }
  }

  @Test
  void theSameTextTwiceIsOneLanguageInEveryMeasure() {
    var english = pud("en", 40);
    var reversed = new ArrayList<>(english.examples());
    Collections.reverse(reversed);
    var twin =
        new Dataset(english.task(), Languages.of("de"), "de.conllu", english.sha256(), reversed);
    var report = measure(BASE, List.of(), Optional.empty(), english, twin);
    assertEquals(List.of("en", "de"), report.text().languages());
    for (var row : report.rows()) {
      assertEquals(1, row.cka()[0][1], 1e-4, row.at().key());
      assertTrue(Double.isNaN(row.cka()[0][0]));
      assertEquals(40, row.found()[0][1], row.at().key());
      assertEquals(40, row.csls()[1][0], row.at().key());
      assertEquals(1, row.meanFound().value(), 0);
      assertEquals(0.5, row.identity().value(), 0, "one of two that are the same");
    }
    var last = report.rows().getLast();
    assertEquals(1, last.withLast(), 1e-4);
    assertTrue(report.layer(0).withLast() < 0.99);
  }

  @Test
  void fusedStatesStandBesideLayersAndTheReportComesBack(@TempDir Path folder) throws IOException {
    var model = folder.resolve("model");
    copy(folder, "pos-student", "model");
    var head = HeadKey.of("paper.1");
    var report =
        measure(
            model,
            List.of(head),
            Optional.of(training()),
            pud("en", 30),
            pud("es", 30),
            pud("hi", 30));
    assertEquals("paper.1", report.rows().getLast().at().key());
    assertEquals(report.rows().size() - 2, report.layers());
    var words = report.layer(0).words().orElseThrow();
    assertEquals(3, words.accuracy().size());
    assertEquals(words.seen().value() - words.control().value(), words.selectivity().value(), 1e-9);
    var forms = forms(training(), w -> true);
    var seen = forms(pud("en", 30), new HashSet<>(forms)::contains);
    assertEquals(seen.size(), words.control().n(), "the control is asked of words that it saw");
    assertEquals(seen.size(), words.seen().n());
    assertEquals(forms(pud("en", 30), w -> true).size(), words.accuracy().getFirst().n());
    assertEquals(forms.size(), report.text().probe().orElseThrow().words());
    assertEquals(80, report.text().probe().orElseThrow().sentences());
    report.write(model, ModelContents.of(model));
    var again = SimilarityReport.read(model).orElseThrow();
    assertEquals(report.text(), again.text());
    assertEquals(report.layer(1).cka()[0][2], again.layer(1).cka()[0][2], 1e-4);
    assertEquals(
        report.layer(1).meanFound().interval().low(),
        again.layer(1).meanFound().interval().low(),
        1e-6);
    assertEquals(report.layer(1).found()[2][1], again.layer(1).found()[2][1]);

    var other = folder.resolve("other");
    copy(folder, "xnli-student", "other");
    Files.copy(model.resolve(SimilarityReport.FILE), other.resolve(SimilarityReport.FILE));
    assertTrue(SimilarityReport.read(other).isEmpty(), "of other weights");
  }

  private static List<String> forms(Dataset set, Predicate<String> which) {
    return set.examples().stream()
        .flatMap(e -> ((TaggedSentence) e).words().stream())
        .filter(which)
        .toList();
  }

  @Test
  void whatFineTuningDidWithAFileIsSaid(@TempDir Path folder) throws IOException {
    assertEquals(Exposure.NOT_TUNED, Exposure.of(BASE, "1"));
    var model = folder.resolve("model");
    copy(folder, "pos-student", "model");
    var file = model.resolve(Description.FILE);
    var json = (ObjectNode) new ObjectMapper().readTree(Files.readString(file));
    json.remove("data");
    Files.writeString(file, json.toString());
    assertEquals(Exposure.UNKNOWN, Exposure.of(model, "1"));
    json.putObject("data").put("a.conllu", "1").put("b.conllu", "2").put("c.txt", "3");
    json.putObject("training").put("dev", "b.conllu");
    Files.writeString(file, json.toString());
    assertEquals(Exposure.TUNED, Exposure.of(model, "1"));
    assertEquals(Exposure.CHOSEN, Exposure.of(model, "2"));
    assertEquals(Exposure.TUNED, Exposure.of(model, "3"), "unlabelled text");
    assertEquals(Exposure.OTHER, Exposure.of(model, "4"));
    ((ObjectNode) json.get("data")).put("b.conllu", "1");
    Files.writeString(file, json.toString());
    assertEquals(Exposure.TUNED, Exposure.of(model, "1"), "trained and chosen on one file");
    json.putObject("data").put("en.conllu", "1").put("en.conllu (dev)", "2");
    ((ObjectNode) json.get("training")).put("dev", "en.conllu").putArray("train").add("en.conllu");
    Files.writeString(file, json.toString());
    assertEquals(Exposure.TUNED, Exposure.of(model, "1"), "two files of one name");
    assertEquals(Exposure.CHOSEN, Exposure.of(model, "2"), "two files of one name");
    json.putObject("data").put("en.conllu", "1");
    Files.writeString(file, json.toString());
    assertEquals(Exposure.TUNED, Exposure.of(model, "1"), "one file trained and chose");
    Files.delete(file);
    assertEquals(Exposure.UNKNOWN, Exposure.of(model, "1"), "another program's classifier");
  }

  @Test
  void aDamagedReportIsNamed(@TempDir Path folder) throws IOException {
    var model = folder.resolve("model");
    copy(folder, "pos-student", "model");
    var report = measure(model, List.of(), Optional.empty(), pud("en", 30), pud("es", 30));
    var json = report.json(ModelContents.of(model));
    Files.writeString(
        model.resolve(SimilarityReport.FILE),
        json.replaceFirst("\"cka\":\\[\\[0.0,", "\"cka\":[["));
    var problem = assertThrows(Problem.class, () -> SimilarityReport.read(model));
    assertTrue(problem.getMessage().contains(SimilarityReport.FILE), problem.getMessage());
    assertTrue(problem.getMessage().contains("one a language"), problem.getMessage());
  }

  @Test
  void itStopsWhereItIsToldTo() {
    var english = pud("en", 30);
    try (var reader = StateReader.open(BASE, List.of())) {
      var survey =
          new SimilaritySurvey(
              reader,
              (done, all) -> {
                if (done == 1) {
                  throw new CancellationException();
                }
              });
      var text = ParallelText.of(List.of(english, pud("de", 30)), 400);
      assertThrows(
          CancellationException.class,
          () -> survey.measure(new SurveyText(text, Optional.empty(), List.of())));
    }
  }

  @Test
  void whatIsNotParallelIsRefusedAndWhatIsAloneCounted() {
    var english = pud("en", 60);
    var german = pud("de", 60);
    var later =
        new Dataset(
            german.task(),
            german.language(),
            "de.conllu",
            german.sha256(),
            german.examples().subList(20, 60));
    var text = ParallelText.of(List.of(english, later), 400);
    assertEquals(40, text.sentences());
    assertEquals(20, text.alone());
    assertEquals(25, ParallelText.of(List.of(english, later), 25).sentences());
    var few =
        new Dataset(
            german.task(),
            german.language(),
            "few.conllu",
            german.sha256(),
            german.examples().subList(0, 5));
    var problem = assertThrows(Problem.class, () -> ParallelText.of(List.of(english, few), 400));
    assertTrue(problem.getMessage().contains("few.conllu"), problem.getMessage());
    var twice = new ArrayList<>(german.examples());
    twice.add(twice.get(3));
    var doubled =
        new Dataset(german.task(), german.language(), "de.conllu", german.sha256(), twice);
    var again = assertThrows(Problem.class, () -> ParallelText.of(List.of(english, doubled), 400));
    assertTrue(again.getMessage().contains(twice.get(3).id()), again.getMessage());
  }

  @Test
  void probesLearnFromOtherSentencesAndNeedEnglish() {
    var english = pud("en", 30);
    var problem =
        assertThrows(
            Problem.class,
            () -> measure(BASE, List.of(), Optional.of(pud("en", 25)), english, pud("de", 30)));
    assertTrue(problem.getMessage().contains("25 of its sentences"), problem.getMessage());
    var without =
        assertThrows(
            Problem.class,
            () -> measure(BASE, List.of(), Optional.of(training()), pud("ar", 30), pud("de", 30)));
    assertTrue(without.getMessage().contains("English is missing"), without.getMessage());
  }

  @Test
  void headsOfAnEncoderAreRefused() {
    var head = HeadKey.of("paper.1");
    var problem = assertThrows(Problem.class, () -> StateReader.open(BASE, List.of(head)));
    assertTrue(problem.getMessage().contains("without heads"), problem.getMessage());
  }
}
