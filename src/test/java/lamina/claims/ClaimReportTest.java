package lamina.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import lamina.experiment.Sources;
import lamina.model.SmallModels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is stored beside models becomes verdicts. */
class ClaimReportTest {
  @TempDir Path home;

  private Path models;

  @BeforeEach
  void aModelWithItsBase() throws IOException {
    models = home.resolve("models");
    for (var name : new String[] {"base", "pos-teacher"}) {
      var to = Files.createDirectories(models.resolve(name));
      try (var files = Files.list(SmallModels.of(name))) {
        for (var file : files.toList()) {
          Files.copy(
              file, to.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  /** The committed thresholds, with claims 5 and 6 of so many tasks. */
  private void thresholds(int tasks) throws IOException {
    var file = home.resolve(ClaimRules.FILE);
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        Files.readString(Path.of(ClaimRules.FILE))
            .replaceAll("([56]): \\{tasks: 4", "$1: {tasks: " + tasks));
  }

  private ClaimReport report() {
    return ClaimReport.of(home, models, home.resolve("experiments"));
  }

  /** Two points, beyond any doubt over test items. */
  private void plantGains() throws IOException {
    var file = models.resolve("pos-teacher/scores.json");
    var planted =
        Files.readString(file)
            .replaceAll(
                "\"gain\":[^,]*,\"gainLow\":[^,]*,\"gainHigh\":[^,]*,\"gainP\":[^,]*",
                "\"gain\":0.02,\"gainLow\":0.018,\"gainHigh\":0.022,\"gainP\":1.0E-9");
    assertTrue(planted.contains("1.0E-9"));
    Files.writeString(file, planted);
  }

  @Test
  void oneSeedIsNeverSupportedWhateverItGains() throws Exception {
    thresholds(1);
    plantGains();
    var report = report();
    for (int number : new int[] {5, 6}) {
      var finding = report.finding(number);
      assertEquals(2, finding.evidence().getFirst().value(), 1e-9);
      assertEquals(Verdict.NOT_TESTED, finding.verdict());
      assertTrue(finding.exploratory());
      assertTrue(finding.reason().contains("can't carry \"supported\""), finding.reason());
      assertTrue(finding.command().startsWith("docs/registered/run.sh"), finding.command());
    }
    report.findings().forEach(f -> assertFalse(f.verdict() == Verdict.SUPPORTED, f.toString()));
  }

  private void sweep(String protocol) throws IOException {
    Sources.trainedBy(protocol, home.resolve("experiments"));
  }

  @Test
  void headsOnAFrozenEncoderSayNothingOfClaimsOnFineTuning() throws Exception {
    thresholds(1);
    sweep("single");
    assertTrue(
        report().finding(5).evidence().getFirst().what().contains("over last"),
        "a fine-tuned sweep is evidence");
    assertTrue(report().leftOut().isEmpty(), report().leftOut().toString());
    var tuned = report().finding(5).evidence();
    sweep("frozen");
    assertFalse(report().finding(5).evidence().equals(tuned));
    assertTrue(
        report().leftOut().getFirst().startsWith("pos-small: heads on a frozen encoder"),
        report().leftOut().toString());
  }

  @Test
  void nothingIsSettledAgainUntilAFileChanges() throws Exception {
    thresholds(4);
    var source = new ClaimSource(home, models, home.resolve("experiments"));
    var first = source.report();
    assertSame(first, source.report());
    plantGains();
    var second = source.report();
    assertNotSame(first, second);
    assertEquals(2, second.finding(5).evidence().getFirst().value(), 1e-9);
    sweep("single");
    assertNotSame(second, source.report());
  }

  @Test
  void withoutThresholdsNumbersAreToldAndNothingIsDecided() throws Exception {
    plantGains();
    var report = report();
    assertTrue(report.thresholds().contains("isn't there"), report.thresholds());
    assertEquals(Verdict.NOT_TESTED, report.finding(5).verdict());
    assertFalse(report.finding(5).evidence().isEmpty());
    assertTrue(report.finding(5).reason().contains("thresholds"), report.finding(5).reason());
    assertEquals(Verdict.STRUCTURAL, report.finding(11).verdict());
    assertEquals(17, report.findings().size());
  }

  @Test
  void anEncoderThatNobodyKnowsIsNamedByItsShape() {
    var report = report();
    assertTrue(report.encoder().name().startsWith("an encoder of 12 layers, 128 channels"));
    assertTrue(report.confound(report.finding(1)).isEmpty());
    assertTrue(EncoderIdentity.of(java.util.List.of(), 12, 768, 119_547).mbert());
    assertFalse(EncoderIdentity.of(java.util.List.of(), 12, 384, 250_037).mbert());
  }

  @Test
  void pathsAreToldFromTheProgramsFolder() throws Exception {
    thresholds(4);
    report()
        .findings()
        .forEach(
            f ->
                assertFalse(
                    (f.data() + f.command() + f.shown().words() + f.reason())
                        .contains(home.toString()),
                    f.toString()));
  }
}
