package lamina.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lamina.experiment.Registration.LayerRule;
import lamina.experiment.Registration.Margin;
import lamina.files.Sha256;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A registration says all that answers its question, or it is none. */
class RegistrationTest {
  private static final Path REGISTERED = Path.of("docs/registered");

  @TempDir Path folder;

  static List<Path> committed() throws Exception {
    try (Stream<Path> files = Files.list(REGISTERED)) {
      return files
          .filter(f -> f.toString().endsWith(".yaml"))
          .filter(f -> !f.endsWith("claims.yaml")) // thresholds of verdicts, no study
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("committed")
  void whatIsCommittedIsComplete(Path file) throws Exception {
    var r = Registration.read(file);
    assertEquals(Sha256.of(file), r.hash());
    assertTrue(r.question().endsWith("?") || r.question().endsWith("score."), r.question());
    assertEquals(Registration.Regime.TUNED, r.regime());
    assertEquals(0.05, r.looks().stream().mapToDouble(Look::level).sum(), 1e-12);
    assertEquals(r.name().startsWith("distil-"), r.teacher().isPresent());
    switch (r.margin()) {
      case Margin.Fixed fixed -> {
        assertEquals("pos", r.task().key());
        assertEquals(0.5, fixed.points());
      }
      case Margin.OfPilot rule -> {
        assertFalse(r.task().key().equals("pos"));
        assertEquals(1.5, rule.most());
        assertEquals(3, r.pilot().size());
      }
    }
    if (r.teacher().isEmpty()) {
      var rule = (LayerRule.EnglishDevelopment) r.layer().orElseThrow();
      assertEquals(11, rule.among().size());
      assertEquals(List.of(8), r.run("paper", 1, 8, "").settings().layers());
      var pilot = r.pilot(rule, 101).settings();
      assertEquals("shared", pilot.protocol());
      assertEquals(101, pilot.seed());
      assertEquals(rule.among(), pilot.layers());
    } else {
      var student = r.run(r.arms().keySet().iterator().next(), 2, 0, "t").settings();
      assertEquals(0, student.soft() + student.hidden() + student.relations() + student.gates());
      assertEquals(1, student.hard());
      assertEquals("t", student.teacher());
      assertEquals(6, student.studentLayers());
      assertEquals("", r.teacher(2).settings().teacher());
    }
    var settings =
        r.run(r.arms().keySet().iterator().next(), 3, 8, r.teacher().isPresent() ? "t" : "");
    assertEquals("single", settings.settings().protocol());
    assertEquals("frozen", settings.settings().words());
    assertEquals(3, settings.settings().seed());
  }

  @Test
  void everyStudyIsRunByTheScript() throws Exception {
    var script = Files.readString(REGISTERED.resolve("run.sh"));
    for (var file : committed()) {
      assertTrue(script.contains(" " + Registration.read(file).name()), file.toString());
    }
  }

  @Test
  void posHasTheArmsOfItsQuestion() {
    var r = Registration.read(REGISTERED.resolve("pos.yaml"));
    assertEquals(List.of("last", "paper", "convex", "last-twice"), List.copyOf(r.arms().keySet()));
    assertEquals(List.of(2, 2, 1), r.comparisons().stream().map(Planned::looks).toList());
    assertEquals(10, r.seeds(2).size());
    assertEquals(1.0, r.comparisons().getFirst().weights().get("paper"));
    assertEquals(-1.0, r.comparisons().getFirst().weights().get("last"));
  }

  @Test
  void distillationOnPosIsHalfAFactorial() {
    var r = Registration.read(REGISTERED.resolve("distil-pos.yaml"));
    assertEquals(8, r.arms().size());
    assertEquals(
        List.of("soft", "hidden", "relations", "gates", "all terms"),
        r.comparisons().stream().map(Planned::name).toList());
  }

  /** What a registration must not be, each with the words that say so. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "question: >-| questoin: >-| \"questoin\": there is no such setting here",
        "task: pos| task: poss| \"task\"",
        "regime: fine-tuned| regime: tuned| \"frozen encoder\" or \"fine-tuned\" was expected",
        "words: frozen| 'seed: 3'| \"settings.seed\": the registration says this elsewhere",
        "epochs: 2| 'epochs: -2'| setting epochs is -2",
        "epochs: 2| 'epoch: 2'| unknown setting \"epoch\"",
        "last: {variants: last}| 'last: {variants: last, rate: 1e-4}'|"
            + " arms differ in what is compared alone",
        "last: {variants: last}| 'last: {variants: [last, mean]}'| arm last has several heads",
        "last: {variants: last}| '../x: {variants: last}'| is no name",
        "of: paper, against: last}| of: paper, against: lost}| there is no such arm; there are"
            + " last,",
        "of: paper, against: last}| of: paper, against: paper}| compared with itself",
        "of: convex, against: last, looks: 1| of: paper, against: last, looks: 1|"
            + " no comparison is of convex",
        "looks: 1}| looks: 3}| a whole number from 1 to 2 was expected, not 3",
        "name: bounded gate| name: fusion| two comparisons are named fusion",
        "[6, 7, 8, 9, 10]| [5, 7, 8, 9, 10]| of an earlier look stands there again",
        "[6, 7, 8, 9, 10]| [101, 7, 8, 9, 10]| of the pilot or of an earlier look",
        "[1, 2, 3, 4, 5]| [1]| from 2 to 1000 seeds were expected",
        "[1, 2, 3, 4, 5]| [1, 1, 3, 4, 5]| a seed stands there twice",
        "level: 0.045| level: 0.05| add up to at most 0.05",
        "level: 0.005| level: 0| levels above 0",
        "unit: sentences| 'unit: words'| the analysis has \"sentences\" here",
        "resamples: 10000| 'resamples: 1000'| the analysis has \"10000\" here",
        "correction: Holm| 'correction: none'| the analysis has \"Holm\" here",
        "margin: 0.5| margin: 2| a number from 0.0 to 1.5 was expected",
        "margin: 0.5| margin: 0| points above 0 were expected",
        "'margin: 0.5'| 'margin: {rule: pilot, most: 9}'| a number from 0.5 to 1.5",
        "English development score| target score| a choice on other data is no rule",
        "'pilot: {seeds: [101, 102, 103]}'| ''| a rule needs a \"pilot\"",
        "'[101, 102, 103]'| '[101, 102]'| from 3 to 1000 seeds",
        "layers: registered}| layers: 8}| \"layer\" is registered, but no arm has it",
        "'variants: [paper, last]'| 'variants: [paper, convex]'| one variant that fuses a layer",
        "among: [1, 2,| among: [2, 2,| each once",
        "dev.en.conllu: 531a| devel.conllu: 531a| the hash of data-cache/e5/pos/dev.en.conllu is"
            + " missing",
        "dev.en.conllu: 531a| dev.en.conllu: 53| a SHA-256 of 64 digits was expected",
      })
  void whatItMustNotBeIsRefused(String from, String to, String said) throws Exception {
    var text = Files.readString(REGISTERED.resolve("pos.yaml"));
    assertTrue(text.contains(from), from);
    var file =
        Files.writeString(folder.resolve("pos.yaml"), text.replace(from, to == null ? "" : to));
    var problem = assertThrows(Problem.class, () -> Registration.read(file)).getMessage();
    assertTrue(problem.contains(said), problem);
    assertTrue(problem.startsWith(file.toString()), problem);
    assertEquals(1, problem.lines().count(), problem);
  }
}
