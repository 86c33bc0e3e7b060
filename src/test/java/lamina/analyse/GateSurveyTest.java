package lamina.analyse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import lamina.data.Dataset;
import lamina.data.Task;
import lamina.data.format.DatasetReader;
import lamina.fusion.Variants;
import lamina.language.Languages;
import lamina.model.HeadKey;
import lamina.model.ModelFiles;
import lamina.model.SmallModels;
import lamina.model.TaskModel;
import lamina.service.LocalService;
import lamina.service.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gates as a rule, against those that Explore shows of the same texts one by one. */
class GateSurveyTest {
  private static final Path MODEL = SmallModels.of("pos-student");

  @TempDir Path folder;

  private Path few() throws Exception {
    var all = Files.readString(Path.of("sample-data/pos/de.conllu")).split("\n\n");
    var file = folder.resolve("de.conllu");
    return Files.writeString(file, String.join("\n\n", List.of(all).subList(0, 30)) + "\n\n");
  }

  private static Dataset read(Path file) {
    return DatasetReader.read(file, Task.POS, Languages.of("de"));
  }

  private static GateNorms survey(Dataset set, List<Integer> steps) {
    try (var model = TaskModel.open(MODEL)) {
      var survey = new GateSurvey(model);
      survey.read(set, steps::add);
      return survey.norms();
    }
  }

  @Test
  void aNormIsTheMeanOverThePiecesOfItsKind() throws Exception {
    var file = few();
    var set = read(file);
    var steps = new ArrayList<Integer>();
    var norms = survey(set, steps);
    assertEquals(30, norms.texts());
    assertEquals(List.of("de"), norms.languages());
    assertEquals(30, steps.getLast());

    var values = new EnumMap<PieceKind, List<Double>>(PieceKind.class);
    var head = new HeadKey(Variants.KNOWN.of("paper"), 3);
    try (var service = new LocalService(List.of(ModelFiles.summary(MODEL)))) {
      for (var example : set.examples()) {
        var input = lamina.text.Tokenizer.input(example);
        var asked = new Request.Analyse("pos-student", input, head.variant());
        var analysis = service.submit(asked, p -> {}).result().join();
        var layer =
            analysis.layers().stream().filter(l -> l.head().equals(head)).findFirst().orElseThrow();
        for (int t = 0; t < layer.meanGate().length; t++) {
          int word = analysis.tokens().wordOf()[t];
          var kind =
              word < 0
                  ? PieceKind.SPECIAL
                  : word == analysis.tokens().wordOf()[t - 1] ? PieceKind.LATER : PieceKind.FIRST;
          values.computeIfAbsent(kind, k -> new ArrayList<>()).add((double) layer.meanGate()[t]);
        }
      }
      var through =
          service
              .submit(
                  new Request.SurveyGates(
                      "pos-student", List.of(file), "", lamina.data.format.LabelMap.NONE),
                  p -> {})
              .result()
              .join();
      assertEquals(norms.norms().size(), through.norms().size());
      for (var norm : norms.norms()) {
        var other = through.find(norm.head(), norm.kind()).orElseThrow();
        assertEquals(norm.n(), other.n());
        assertEquals(norm.mean(), other.mean(), 1e-5, "another engine");
      }
    }
    values.forEach(
        (kind, all) -> {
          double mean = all.stream().mapToDouble(v -> v).average().orElseThrow();
          double squares = all.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
          var norm = norms.find(head, kind).orElseThrow();
          assertEquals(all.size(), norm.n());
          assertEquals(mean, norm.mean(), 1e-5);
          assertEquals(Math.sqrt(squares / (all.size() - 1)), norm.sd(), 1e-5);
        });
    assertEquals(3, values.size());
    assertTrue(norms.find(HeadKey.LAST, PieceKind.FIRST).isEmpty(), "it has no gate");
  }

  @Test
  void ofManyTextsAsManyAreDrawnAsAreSaid() {
    var set = read(Path.of("sample-data/pos/de.conllu"));
    assertEquals(400, set.examples().size());
    assertEquals(GateSurvey.TEXTS, GateSurvey.texts(set));
    assertEquals(GateSurvey.TEXTS, survey(set, new ArrayList<>()).texts());
  }

  @Test
  void whatIsKeptIsReadAgainUnlessTheWeightsAreOthers() throws Exception {
    var model = folder.resolve("model");
    copy(MODEL, model);
    copy(SmallModels.BASE, folder.resolve("base"));
    assertEquals(Optional.empty(), GateNorms.read(model));
    var norm = new GateNorms.Norm(HeadKey.of("paper.2"), PieceKind.LATER, 7, 0.4876543219, 0.01);
    var norms = new GateNorms(3, List.of("ar", "zh"), List.of(norm));
    try (var opened = TaskModel.open(model)) {
      norms.write(model, opened.verified(model));
    }
    var kept = GateNorms.read(model).orElseThrow();
    assertEquals(norms.languages(), kept.languages());
    assertEquals(3, kept.texts());
    assertEquals(0.487654, kept.norms().getFirst().mean(), 0, "to a millionth");
    assertEquals(PieceKind.LATER, kept.norms().getFirst().kind());
    copy(SmallModels.of("ner-student"), model);
    assertEquals(Optional.empty(), GateNorms.read(model), "they are of other weights");
  }

  private static void copy(Path from, Path to) throws Exception {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (var file : files.toList()) {
        Files.copy(
            file,
            to.resolve(file.getFileName()),
            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
