package lamina.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import lamina.claims.ClaimReport;
import lamina.claims.ClaimRules;
import lamina.claims.Verdict;
import lamina.files.Sha256;
import lamina.model.SmallModels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers of registered studies carry verdicts; runs that were not begun for one don't. */
class StudyClaimsTest {
  @TempDir(factory = SweepTest.Near.class)
  Path home;

  private Path file;

  @BeforeEach
  void aRegisteredStudyAndABase() throws Exception {
    Files.createDirectories(home.resolve("test"));
    var data = Path.of("sample-data/pos");
    Files.copy(data.resolve("dev/en.conllu"), home.resolve("train.en.conllu"));
    Files.copy(data.resolve("dev/en.conllu"), home.resolve("dev.en.conllu"));
    Files.copy(data.resolve("de.conllu"), home.resolve("test/de.conllu"));
    Files.copy(data.resolve("fr.conllu"), home.resolve("test/fr.conllu"));
    Files.createDirectories(home.resolve("models/base"));
    try (var files = Files.list(SmallModels.BASE)) {
      for (var from : files.toList()) {
        Files.copy(from, home.resolve("models/base").resolve(from.getFileName().toString()));
      }
    }
    file = home.resolve("docs/registered/pos.yaml");
    Files.createDirectories(file.getParent());
    Files.copy(Path.of(ClaimRules.FILE), home.resolve(ClaimRules.FILE));
    var tests =
        Sha256.of(home.resolve("test/de.conllu"))
            + "  de.conllu\n"
            + Sha256.of(home.resolve("test/fr.conllu"))
            + "  fr.conllu\n";
    Files.writeString(
        file,
        """
        question: Does it help?
        task: pos
        regime: fine-tuned
        data: {train: [%1$s/train.en.conllu], dev: %1$s/dev.en.conllu, test: %1$s/test}
        base: %1$s/models/base
        pins:
          %1$s/train.en.conllu: %2$s
          %1$s/dev.en.conllu: %2$s
          %1$s/test: %3$s
          %1$s/models/base/config.json: %4$s
        settings: {batch: 16}
        layer: 6
        arms:
          last: {variants: last}
          paper: {variants: paper, layers: registered}
          last-twice: {variants: paper, layers: 12}
        comparisons:
          - {name: fusion, of: paper, against: last}
          - {name: fusion at equal parameters, of: paper, against: last-twice}
        looks:
          - {seeds: [1, 2, 3], level: 0.05}
        analysis: {endpoint: mean over languages without English, unit: sentences, resamples: 10000, correction: Holm, power: 0.8}
        margin: 0.5
        """
            .formatted(
                home.toString().replace('\\', '/'),
                Sha256.of(home.resolve("dev.en.conllu")),
                Sha256.of(tests.getBytes(StandardCharsets.UTF_8)),
                Sha256.of(home.resolve("models/base/config.json"))));
  }

  private void run(Map<String, Double> scores) throws Exception {
    var study = new Study(Registration.read(file), home.resolve("experiments/pos"));
    study.begin();
    for (var step = study.next(); step.isPresent(); step = study.next()) {
      for (var job : step.get().store().add(step.get().jobs())) {
        StudyTest.done(job, head -> scores.get(head.key()));
      }
    }
  }

  private ClaimReport report() {
    return ClaimReport.of(home, home.resolve("models"), home.resolve("experiments"));
  }

  @Test
  void aGainOfARegisteredStudyIsSupportedForItsTask() throws Exception {
    // A planted score counts half: a unit has 200 items.
    run(Map.of("last", 0.60, "paper.6", 0.64, "paper.12", 0.60));
    var report = report();
    var supplement = report.finding(2);
    assertEquals(Verdict.SUPPORTED, supplement.verdict(), supplement.toString());
    assertFalse(supplement.exploratory());
    assertEquals(2, supplement.evidence().getFirst().value(), 0.5);
    assertTrue(supplement.evidence().getFirst().what().contains("3 seeds"));
    var improvement = report.finding(5);
    assertEquals(Verdict.MIXED, improvement.verdict()); // three of the four tasks are missing
    assertTrue(improvement.reason().contains("A gain on POS."), improvement.reason());
    assertTrue(improvement.reason().contains("Nothing is stored for NER"), improvement.reason());
  }

  @Test
  void noDifferenceIsNotSupportedOrEquivalent() throws Exception {
    run(Map.of("last", 0.60, "paper.6", 0.60, "paper.12", 0.60));
    var verdict = report().finding(2).verdict();
    assertTrue(
        verdict == Verdict.EQUIVALENT || verdict == Verdict.NOT_SUPPORTED, verdict.toString());
  }

  @Test
  void aChangedRegistrationMakesItExploratory() throws Exception {
    run(Map.of("last", 0.60, "paper.6", 0.62, "paper.12", 0.60));
    Files.writeString(file, Files.readString(file).replace("Does it help?", "Does it really?"));
    var finding = report().finding(2);
    assertEquals(Verdict.NOT_TESTED, finding.verdict());
    assertTrue(finding.exploratory());
    assertTrue(finding.reason().contains("no registration asked for"), finding.reason());
  }
}
