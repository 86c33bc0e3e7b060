package lamina.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lamina.claims.ClaimReport;
import lamina.claims.Statement;
import lamina.files.Sha256;
import lamina.report.ClaimFigures;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
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

  /** After new scores, similarities or runs: ./lamina claims --out docs/claims. */
  @Test
  void theReportInTheDocsIsOfWhatIsStored() throws Exception {
    var committed = new ObjectMapper().readTree(Path.of("docs/claims/claims.json").toFile());
    var now = CommandRun.of("claims", "--out", folder.resolve("now").toString(), "--json").json();
    assertEquals(committed.path("thresholds"), now.path("thresholds"));
    assertEquals(committed.path("encoder"), now.path("encoder"));
    for (int i = 0; i < 17; i++) {
      var before = committed.path("claims").get(i);
      var after = now.path("claims").get(i);
      for (var part : List.of("verdict", "exploratory", "reason", "experiment", "data", "test")) {
        assertEquals(before.path(part), after.path(part), "claim " + i);
      }
      assertEquals(before.path("evidence").size(), after.path("evidence").size(), "claim " + i);
      for (int e = 0; e < before.path("evidence").size(); e++) {
        assertEquals(
            before.path("evidence").get(e).path("value").asDouble(),
            after.path("evidence").get(e).path("value").asDouble(),
            1e-4,
            "claim " + i);
      }
    }
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
      assertTrue(links.group(1).startsWith("#"), links.group(1));
    }
    var names = Pattern.compile("http://www\\.w3\\.org/(2000/svg|1999/xlink)");
    var addresses = names.matcher(html).replaceAll("");
    assertFalse(addresses.contains("http:") || addresses.contains("https:"));
    assertTrue(html.contains("default-src 'none'"));
    assertTrue(Files.isRegularFile(folder.resolve("out/claims.json")));
  }

  /** The figure of a student's share is there; another of the same page must not take its names. */
  @Test
  void figuresAnswerAndNoNameIsTwiceInThePage() throws Exception {
    var shown = ClaimFigures.of(ClaimReport.of(Path.of(""), Path.of("models"), folder));
    assertTrue(shown.size() > 1, shown.keySet().toString());
    assertEquals(
        0, CommandRun.of("claims", "--out", folder.resolve("out").toString(), "--json").code());
    var html = Files.readString(folder.resolve("out/claims.html"));
    var ids = new ArrayList<String>();
    all(" id=\"([^\"]*)\"", html).forEach(ids::add);
    assertEquals(ids.size(), new HashSet<>(ids).size(), "an id stands twice");
    for (var link : all("(?:href=\"#|url\\(#)([^\")]*)", html).toList()) {
      assertTrue(ids.contains(link), link);
    }
    assertEquals(shown.size(), all("(<figure class=\"live\")", html).count());
    for (var data : all("(?s)class=\"data\">(.*?)</script>", html).toList()) {
      assertTrue(new ObjectMapper().readTree(data).path("cells").size() > 1, data);
    }
    assertEquals(1, all("(querySelectorAll\\(\"figure.live\"\\))", html).count());
  }

  private static Stream<String> all(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(m -> m.group(1));
  }

  @Test
  void thePdfIsThePageWithItsFiguresAsText() throws Exception {
    var out = folder.resolve("out");
    assertEquals(0, CommandRun.of("claims", "--out", out.toString(), "--json").code());
    var pdf = Files.readAllBytes(out.resolve("claims.pdf"));
    assertEquals(0, CommandRun.of("claims", "--out", out.toString(), "--json").code());
    assertArrayEquals(pdf, Files.readAllBytes(out.resolve("claims.pdf")), "the same bytes");
    try (var document = Loader.loadPDF(pdf)) {
      assertTrue(document.getNumberOfPages() > 3);
      assertEquals(
          "Claims about the method, settled", document.getDocumentInformation().getTitle());
      var text = words(new PDFTextStripper().getText(document));
      for (var statement : Statement.ALL) {
        assertTrue(text.contains(words(statement.wording())), statement.wording());
      }
      for (var figure :
          ClaimFigures.of(ClaimReport.of(Path.of(""), Path.of("models"), folder)).values()) {
        assertTrue(text.contains(words(figure.title())), figure.title());
        assertTrue(text.contains(words(figure.caption())), figure.caption());
      }
      assertTrue(text.contains("ner-student"), "a bar's name is text");
      for (var page : document.getPages()) {
        fonts(page.getResources());
      }
      new PDFTextStripper() {
        @Override
        protected void writeString(String string, List<TextPosition> positions) {
          for (var p : positions) {
            double width = p.getDir() == 0 ? p.getWidth() : 0; // names of axes stand upright
            assertTrue(p.getX() >= 0 && p.getX() + width <= p.getPageWidth(), string);
            assertTrue(p.getY() > 0 && p.getY() < p.getPageHeight(), string);
          }
        }
      }.getText(document);
    }
  }

  private static String words(String text) {
    return text.replaceAll("\\s+", "");
  }

  /**
   * All fonts of a page and of the forms in it lie in the file, and no picture is made of pixels.
   */
  private static void fonts(PDResources resources) throws Exception {
    for (var name : resources.getFontNames()) {
      var font = resources.getFont(name);
      assertTrue(font.isEmbedded(), font.getName());
      assertTrue(font.getName().contains("LaminaSans"), font.getName());
    }
    for (var name : resources.getXObjectNames()) {
      var form = assertInstanceOf(PDFormXObject.class, resources.getXObject(name));
      fonts(form.getResources());
    }
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
