package lamina.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import lamina.files.Sha256;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Thresholds are read strictly; what is wrong is named with its line. */
class ClaimRulesTest {
  private static final Path COMMITTED = Path.of(ClaimRules.FILE);

  @TempDir Path home;

  @Test
  void whatIsCommittedIsComplete() throws Exception {
    var rules = ClaimRules.read(Path.of(""));
    assertTrue(rules.registered());
    assertEquals(Sha256.of(COMMITTED), rules.hash());
    assertEquals(0.05, rules.level());
    assertEquals(4, rules.gainTasks());
    assertEquals(new ClaimRules.Range(4, 1, 3), rules.range());
  }

  @Test
  void withoutAFileNothingIsRegistered() {
    assertFalse(ClaimRules.read(home).registered());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "level: 0.05|level: 0.5|level",
        "{slope: 0.5}|{slope: steep}|claims.1.slope",
        "low: 1, high: 3|low: 3, high: 1|claims.6.high",
        "{slope: 0.5}|{slop: 0.5}|claims.1.slop",
        "12: {tasks: 2}|17: {tasks: 2}|claims.17",
        "share: 0.5|share: 0|claims.9.share",
        "5: {tasks: 4}|5: {tasks: 5}|claims.5.tasks",
      })
  void whatIsWrongIsNamedWithItsLine(String right, String wrong, String place) throws Exception {
    var text = Files.readString(COMMITTED);
    assertTrue(text.contains(right), right);
    var file = home.resolve(ClaimRules.FILE);
    Files.createDirectories(file.getParent());
    var damaged = text.replace(right, wrong);
    Files.writeString(file, damaged);
    int line = (int) damaged.substring(0, damaged.indexOf(wrong)).lines().count();
    line += damaged.charAt(damaged.indexOf(wrong) - 1) == '\n' ? 1 : 0;
    var problem = assertThrows(Problem.class, () -> ClaimRules.read(home));
    assertTrue(
        problem.getMessage().startsWith(file + ", line " + line + ", \"" + place + "\""),
        line + ": " + problem.getMessage());
  }
}
