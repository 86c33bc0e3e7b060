package lamina.analyse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lamina.data.Dataset;
import lamina.data.Example;
import lamina.data.Task;
import lamina.data.format.DatasetReader;
import lamina.evaluate.Claim;
import lamina.evaluate.ExampleScore;
import lamina.evaluate.Metric;
import lamina.evaluate.ScoreTable;
import lamina.evaluate.ScoredSet;
import lamina.evaluate.Scorer;
import lamina.language.Languages;
import lamina.model.HeadKey;
import lamina.model.Predictor;
import lamina.model.SmallModels;
import lamina.model.TaskModel;
import lamina.problem.Problem;
import lamina.text.Tokenizer;
import org.junit.jupiter.api.Test;

/** Gates of a small model that are described, replaced and compared. */
class GateInterventionTest {
  private static final List<HeadKey> HEADS = List.of(HeadKey.of("paper.2"), HeadKey.of("convex.1"));

  private static Dataset read(String code) {
    return DatasetReader.read(
        Path.of("sample-data/pos/" + code + ".conllu"), Task.POS, Languages.of(code));
  }

  private static Dataset of(Dataset set, List<Example> examples) {
    return new Dataset(set.task(), set.language(), set.name(), set.sha256(), examples);
  }

  private static List<GateTexts> parts(int most, String... codes) {
    var parts = new ArrayList<GateTexts>();
    for (var code : codes) {
      parts.add(GateTexts.of(read(code), most));
    }
    return parts;
  }

  private static GateDescription described(TaskModel model, List<GateTexts> parts) {
    var description = new GateDescription(model, HEADS);
    parts.forEach(part -> description.read(part, done -> {}));
    return description;
  }

  private static GateEffects effects(TaskModel model, List<GateTexts> parts) {
    var means = described(model, parts).means();
    var intervention = new GateIntervention(model, Metric.ACCURACY, HEADS, means);
    parts.forEach(part -> intervention.score(part, done -> {}));
    return intervention.effects();
  }

  private static GateEffects.Effect effect(
      List<GateEffects.Effect> effects, HeadKey head, GateReplacement by) {
    return effects.stream()
        .filter(e -> e.head().equals(head) && e.replacement() == by)
        .findFirst()
        .orElseThrow();
  }

  /** Without its last normalisation's weights a gate is the sigmoid of two biases a channel. */
  private static void makeConstant(TaskModel model) {
    for (var head : HEADS) {
      var weights = model.headWeights(head).under("fusion.");
      for (var branch : List.of("global.", "local.")) {
        weights.get(branch + "4.weight", model.encoder().config().hidden()).muli(0);
      }
    }
  }

  @Test
  void aConstantGateCanBeReplacedByWhatIsTheSameForNothing() {
    try (var model = TaskModel.open(SmallModels.of("pos-student"))) {
      makeConstant(model);
      var parts = parts(12, "de", "fr");
      var found = effects(model, parts);
      var same =
          List.of(
              GateReplacement.MEAN,
              GateReplacement.OTHER_LANGUAGE,
              GateReplacement.OTHER_TOKEN,
              GateReplacement.BATCH_TOKEN);
      for (var head : HEADS) {
        for (var by : same) {
          var effect = effect(found.means(), head, by);
          assertEquals(0, effect.change().value(), 0, head + " " + by);
          assertEquals(0, effect.change().interval().low(), 0);
          assertEquals(0, effect.change().interval().high(), 0);
          assertEquals(0, effect.answers(), 0, "not one answer is another");
          assertEquals(1, effect.p(), 0);
          assertEquals(Claim.NOTHING, effect.claim());
        }
      }
      var lower = effect(found.means(), HEADS.get(1), GateReplacement.ONE);
      assertNotEquals(0, lower.change().value());
      assertTrue(lower.answers() >= Math.abs(lower.change().value()), "a score changes by answers");
      for (var spread : described(model, parts).spreads(Set.of())) {
        assertEquals(0, spread.within(), 1e-6, "no channel strays");
        assertTrue(spread.between() > 0.01, "channels differ");
        assertEquals(1, spread.constantShare(), 1e-6);
      }
    }
  }

  @Test
  void scoresAreThoseOfEvaluationAndTestsAreOneAHeadAndReplacement() {
    try (var model = TaskModel.open(SmallModels.of("pos-student"))) {
      var parts = parts(15, "de", "en", "fr");
      var found = effects(model, parts);
      int replacements = GateReplacement.values().length;
      assertEquals(HEADS.size() * replacements, found.tests());
      assertEquals(3 * HEADS.size() * replacements, found.languages().size());
      assertEquals(List.of("de", "fr"), found.over(), "English is the language of training");
      double sum = 0;
      for (var part : parts) {
        var own =
            ScoredSet.of(
                model, part.language(), part.scored(), HEADS, Predictor.BATCHING, done -> {});
        for (var head : HEADS) {
          double score = ExampleScore.score(own.items().get(head));
          sum += !own.english() && head.equals(HEADS.getFirst()) ? score / 2 : 0;
          found.languages().stream()
              .filter(e -> e.language().equals(part.language()) && e.head().equals(head))
              .forEach(e -> assertEquals(score, e.own(), 0));
        }
      }
      for (var effect : found.languages()) {
        boolean other = effect.replacement() == GateReplacement.OTHER_LANGUAGE;
        assertEquals(other, !effect.other().isEmpty());
        assertNotEquals(effect.language(), effect.other());
      }
      for (var effect : found.of(HEADS.getFirst())) {
        assertEquals(ScoreTable.MEAN, effect.language());
        assertEquals(sum, effect.own(), 1e-12);
        assertEquals(30, effect.n());
        assertEquals(15, effect.units(), "a sentence and its translation are drawn together");
        double mean =
            found.languages().stream()
                .filter(e -> !e.language().equals("en"))
                .filter(e -> e.head().equals(effect.head()))
                .filter(e -> e.replacement() == effect.replacement())
                .mapToDouble(e -> e.change().value())
                .average()
                .orElseThrow();
        assertEquals(mean, effect.change().value(), 1e-12);
        assertTrue(effect.p() >= effect.change().p(), "Holm's p is no smaller");
        assertTrue(effect.answersInterval().low() <= effect.answers());
        assertTrue(effect.answersInterval().high() >= effect.answers());
      }
    }
  }

  /** By a path of its own: a head that is given the gate, asked for the same texts. */
  @Test
  void aChangeIsTheScoreWithTheOtherGateLessTheOwnAndHolmIsOverAllTests() {
    try (var model = TaskModel.open(SmallModels.of("pos-student"))) {
      var parts = parts(20, "de");
      var found = effects(model, parts);
      var head = HEADS.getLast();
      var effect = effect(found.means(), head, GateReplacement.ONE);
      var examples = parts.getFirst().scored();
      var right = new double[2];
      Predictor.each(
          model,
          examples.stream().map(Tokenizer::input).toList(),
          Map.of("one", model.head(head).withGate((gate, batch) -> gate.onesLike())),
          Predictor.BATCHING,
          (i, reading, answers) -> {
            var item = Scorer.item(Metric.ACCURACY, examples.get(i), answers.get("one"));
            right[0] += item.numerator();
            right[1] += item.denominator();
          },
          done -> {});
      assertEquals(right[0] / right[1] - effect.own(), effect.change().value(), 1e-12);
      assertTrue(effect.change().value() < 0, "the first layer alone knows little");
      var strongest =
          found.means().stream().min(Comparator.comparingDouble(e -> e.change().p())).orElseThrow();
      assertEquals(Math.min(1, strongest.change().p() * found.tests()), strongest.p(), 1e-12);
      for (var e : found.means()) {
        boolean shown = e.p() < 0.05;
        var claim = shown ? e.change().value() < 0 ? Claim.LOSS : Claim.GAIN : Claim.NOTHING;
        assertEquals(claim, e.claim(), e.toString());
      }
      long all = 0;
      for (var by : GateReplacement.values()) {
        for (var claim : Claim.values()) {
          all += found.shown(by, claim);
        }
      }
      assertEquals(found.tests(), all);
    }
  }

  @Test
  void oneLanguageIsScoredWithoutAnother() {
    try (var model = TaskModel.open(SmallModels.of("pos-student"))) {
      var found = effects(model, parts(6, "en"));
      assertEquals(List.of("en"), found.over());
      assertTrue(
          found.means().stream().noneMatch(e -> e.replacement() == GateReplacement.OTHER_LANGUAGE));
    }
  }

  @Test
  void gatesAreDescribedAsTheSurveyDoes() {
    try (var model = TaskModel.open(SmallModels.of("pos-student"))) {
      var part = GateTexts.of(read("de"), 30);
      var description = described(model, List.of(part));
      var survey = new GateSurvey(model);
      survey.read(of(part.set(), part.reference()), done -> {});
      var norms = survey.norms();
      for (var spread : description.spreads(Set.of(GateDescription.By.PIECE))) {
        var kind = PieceKind.of(spread.group().piece());
        var norm = norms.find(spread.group().head(), kind).orElseThrow();
        assertEquals(norm.n(), spread.n());
        assertEquals(norm.mean(), spread.mean(), 1e-5);
        assertEquals(norm.sd(), spread.sd(), 1e-5);
      }
      var labels = description.spreads(Set.of(GateDescription.By.LABEL));
      long all = description.spreads(Set.of()).getFirst().n();
      assertEquals(
          all,
          labels.stream()
              .filter(s -> s.group().head().equals(HEADS.getFirst()))
              .mapToLong(GateSpread::n)
              .sum());
      assertTrue(labels.stream().anyMatch(s -> s.group().label().equals("NOUN")));
      assertEquals(30, description.texts());
    }
  }

  @Test
  void aModelAgreesWithItself() {
    try (var model = TaskModel.open(SmallModels.of("pos-student"))) {
      var agreement = new GateAgreement(model, model, HEADS);
      agreement.read(GateTexts.of(read("de"), 12), done -> {});
      assertEquals(HEADS.size(), agreement.rows().size());
      for (var row : agreement.rows()) {
        assertEquals(row.student(), row.teacher());
        assertEquals(12, row.units());
        assertEquals(1, row.correlation(), 1e-9);
        assertEquals(0, row.difference(), 0);
        assertEquals(0, row.differenceInterval().high(), 0);
      }
    }
  }

  @Test
  void aStudentStandsBesideItsTeacherAtTheSameRelativeDepth() {
    try (var student = TaskModel.open(SmallModels.of("pos-student"));
        var teacher = TaskModel.open(SmallModels.of("pos-teacher"))) {
      var agreement = new GateAgreement(student, teacher, HEADS);
      agreement.read(GateTexts.of(read("de"), 8), done -> {});
      var row = agreement.rows().getFirst();
      assertEquals(HeadKey.of("paper.4"), row.teacher());
      assertTrue(row.correlation() > row.correlationInterval().low());
      assertTrue(row.correlation() < row.correlationInterval().high());
      var turned = assertThrows(Problem.class, () -> new GateAgreement(teacher, student, HEADS));
      assertTrue(turned.getMessage().contains("a multiple"), turned.getMessage());
    }
  }

  @Test
  void theTwoPartsShareNoTextAndParallelDataHaveTheSameOnes() {
    var german = GateTexts.of(read("de"), 50);
    var french = GateTexts.of(read("fr"), 50);
    var ids = german.scored().stream().map(Example::id).toList();
    assertEquals(50, Set.copyOf(ids).size());
    assertEquals(ids, french.scored().stream().map(Example::id).toList());
    assertTrue(german.reference().stream().noneMatch(e -> ids.contains(e.id())));
    assertEquals(ids.subList(0, 20), ids(GateTexts.of(read("de"), 20)), "fewer are among more");

    var three = GateTexts.of(of(read("de"), read("de").examples().subList(0, 3)), 50);
    assertEquals(2, three.scored().size());
    assertEquals(1, three.reference().size());
    var one = of(read("de"), read("de").examples().subList(0, 1));
    var problem = assertThrows(Problem.class, () -> GateTexts.of(one, 50));
    assertTrue(problem.getMessage().contains("at least 2"), problem.getMessage());
  }

  private static List<String> ids(GateTexts part) {
    return part.scored().stream().map(Example::id).toList();
  }
}
