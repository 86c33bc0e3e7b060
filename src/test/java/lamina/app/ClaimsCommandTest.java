package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;
import lamina.claims.Statement;
import lamina.files.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All claims on one page, from what is stored. */
class ClaimsCommandTest {
  private static final Path SMALL = Path.of("src/test/resources/checkpoints/small");

  @TempDir Path folder;

  private CommandRun claims(Path models) {
    return CommandRun.of(
        "claims",
        "--models",
        models.toString(),
        "--experiments",
        folder.resolve("none").toString(),
        "--out",
        folder.resolve("out").toString(),
        "--json");
  }

  @Test
  void everyClaimHasAVerdictAndWhatIsMissingHasACommand() throws Exception {
    var json = claims(SMALL).json();
    assertEquals(17, json.path("claims").size());
    assertEquals(
        Sha256.of(Path.of("docs/registered/claims.yaml")),
        json.path("thresholds").path("sha256").asText());
    for (var claim : json.path("claims")) {
      var verdict = claim.path("verdict").asText();
      assertTrue(
          Pattern.matches(
              "supported|not supported|mixed|equivalent within the stated margin|structural"
                  + " fact|not tested",
              verdict),
          verdict);
      assertEquals("not tested here", claim.path("mbert").asText());
      if (verdict.equals("not tested")) {
        assertTrue(
            claim
                .path("command")
                .asText()
                .matches("(?s).*(\\./lamina |docs/registered/run\\.sh ).*"),
            claim.toPrettyString());
      }
      // Everything here is of one seed.
      assertFalse(verdict.equals("supported"), claim.toPrettyString());
    }
    assertEquals("mixed", json.path("claims").get(14).path("verdict").asText());
    assertEquals("structural fact", json.path("claims").get(11).path("verdict").asText());
    assertEquals("not tested", json.path("claims").get(1).path("verdict").asText());
    assertTrue(
        json.path("claims").get(1).path("command").asText().startsWith("./lamina similarity"));
    assertEquals("docs/registered/run.sh pos", json.path("claims").get(2).path("command").asText());
  }

  @Test
  void thePageHasAllClaimsAndAsksNobody() throws Exception {
    assertEquals(0, claims(SMALL).code());
    var html = Files.readString(folder.resolve("out/claims.html"));
    for (var statement : Statement.ALL) {
      assertTrue(html.contains("<section id=\"claim-" + statement.number() + "\">"));
      assertTrue(html.contains(statement.wording().replace("'", "'")), statement.wording());
      assertTrue(html.contains(statement.ownMark()));
    }
    var links = Pattern.compile("(?:src|href)=\"([^\"]*)\"").matcher(html);
    while (links.find()) {
      assertTrue(links.group(1).matches("(?s)#claim-\\d+|data:image/svg\\+xml;base64,.*"));
    }
    assertFalse(html.contains("http:") || html.contains("https:"));
    assertFalse(html.contains("<script"));
    assertTrue(Files.isRegularFile(folder.resolve("out/claims.json")));
  }

  @Test
  void aDamagedFileIsNamed() throws Exception {
    var models = folder.resolve("models");
    for (var name : new String[] {"base", "pos-teacher"}) {
      var to = Files.createDirectories(models.resolve(name));
      try (var files = Files.list(SMALL.resolve(name))) {
        for (var file : files.toList()) {
          Files.copy(
              file, to.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    assertEquals(0, claims(models).code());
    var scores = models.resolve("pos-teacher/scores.json");
    Files.writeString(scores, "{\"results\": [{\"task\": 3}]}");
    var run = claims(models);
    assertEquals(1, run.code());
    assertTrue(run.err().contains(scores.toString()), run.err());
    assertTrue(run.err().contains("results[0]"), run.err());
  }

  @Test
  void aFolderWithoutModelsIsAProblem() throws Exception {
    var run = claims(Files.createDirectories(folder.resolve("empty")));
    assertEquals(1, run.code());
    assertTrue(run.err().contains("neither a model nor an encoder"), run.err());
    assertEquals(2, CommandRun.of("claims").code());
  }
}
