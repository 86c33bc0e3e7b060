package lamina.checklist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import lamina.files.Sha256;
import lamina.model.ModelFiles;
import lamina.model.SmallModels;
import lamina.problem.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a draft states is what the records say; what they don't say is open. */
class DraftTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path RUNS = Path.of("src/test/resources/experiments/ner-students");

  @TempDir Path home;
  private Path model;

  @BeforeEach
  void copyOfAModel() throws IOException {
    model = home.resolve("models/pos-student");
    copy(SmallModels.of("pos-student"), model);
    copy(SmallModels.BASE, home.resolve("models/base"));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private Draft draft(Path... stores) {
    return Draft.of(List.of(ModelFiles.summary(model)), List.of(stores), home);
  }

  private static Section of(List<Section> sections, String id) {
    return sections.stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
  }

  private static Optional<String> value(Section section, String what) {
    return section.facts().stream().filter(f -> f.what().equals(what)).map(Fact::value).findFirst();
  }

  private JsonNode lamina() throws IOException {
    return JSON.readTree(model.resolve("lamina.json").toFile());
  }

  private void change(java.util.function.Consumer<ObjectNode> edit) throws IOException {
    var root = (ObjectNode) lamina();
    edit.accept(root);
    Files.writeString(model.resolve("lamina.json"), root.toPrettyString());
  }

  @Test
  void everyFieldOfLaminaJsonThatIsNamedHasTheValueThatIsStated() throws IOException {
    var root = lamina();
    var sections = draft().cards().get("pos-student");
    int checked = 0;
    for (var fact : sections.stream().flatMap(s -> s.facts().stream()).toList()) {
      if (fact.file().equals("models/pos-student/lamina.json")
          && fact.field().startsWith("training.")
          && !fact.what().startsWith("heads compared")) {
        JsonNode node = root.path("training");
        var rest = fact.field().substring("training.".length()).replaceAll(" \\(set by.*", "");
        if (rest.startsWith("englishDevelopment.")) {
          node = node.path("englishDevelopment");
          rest = rest.substring("englishDevelopment.".length());
        }
        node = node.path(rest);
        assertFalse(node.isMissingNode(), fact.toString());
        var said =
            node.isArray()
                ? String.join(
                    ", ",
                    StreamSupport.stream(node.spliterator(), false).map(JsonNode::asText).toList())
                : node.asText();
        assertEquals(said, fact.value(), fact.toString());
        checked++;
      }
    }
    assertTrue(checked > 25, "settings, seed, steps and development scores: " + checked);
    assertEquals(Optional.of("1"), value(of(sections, "C3"), "seed of its one run"));
    assertEquals(Optional.of("12544"), value(of(sections, "B6"), "training examples"));
    assertEquals(Optional.of(root.path("licence").asText()), value(of(sections, "B2"), "licence"));
    assertEquals(Optional.of(root.path("code").asText()), value(of(sections, "C4"), "trained by"));
    var summary = ModelFiles.summary(model);
    assertEquals(Optional.of("" + summary.parameters()), value(of(sections, "C1"), "parameters"));
  }

  @Test
  void scoresAreThoseOfScoresJson() throws IOException {
    var rows = JSON.readTree(model.resolve("scores.json").toFile()).path("results");
    var sections = draft().cards().get("pos-student");
    var chosen = lamina().path("chosen").asText();
    int found = 0;
    for (var row : rows) {
      if (row.path("head").asText().equals(chosen) && row.path("language").asText().equals("de")) {
        var stated = value(of(sections, "C3"), chosen + ", de: score, 95 % interval").orElseThrow();
        assertEquals(
            plain(row, "score") + " [" + plain(row, "low") + ", " + plain(row, "high") + "]",
            stated);
        assertTrue(
            value(of(sections, "B6"), "scored examples")
                .orElseThrow()
                .contains("de " + row.path("n").asInt()));
        found++;
      }
    }
    assertEquals(1, found);
    var brief = of(draft().checklist(), "C3");
    assertTrue(brief.facts().stream().noneMatch(f -> f.what().contains(", de:")), "means alone");
  }

  private static String plain(JsonNode row, String name) {
    return BigDecimal.valueOf(row.path(name).asDouble()).stripTrailingZeros().toPlainString();
  }

  @Test
  void whatNoRecordSaysIsOpenAndHasNoValue() throws IOException {
    Files.delete(model.resolve("scores.json"));
    change(
        root -> {
          root.remove(List.of("licence", "code", "data"));
          ((ObjectNode) root.path("training")).remove(List.of("seed", "examples"));
          ((ObjectNode) root.path("training")).remove("englishDevelopment");
        });
    var card = draft().cards().get("pos-student");
    assertEquals(Optional.empty(), value(of(card, "B2"), "licence"));
    assertOpen(card, "B2", "the licence of pos-student");
    assertOpen(card, "B1", "the data that pos-student was trained on");
    assertEquals(Optional.empty(), value(of(card, "B6"), "training examples"));
    assertOpen(card, "B6", "the number of examples that pos-student was trained on");
    assertEquals(Optional.empty(), value(of(card, "B6"), "scored examples"));
    assertOpen(card, "C2", "how the head of pos-student was chosen");
    assertEquals(List.of(), of(card, "C3").facts());
    assertOpen(card, "C3", "scores of pos-student as it is now");
    assertOpen(card, "C4", "the program that trained pos-student");
    assertOpen(card, "C1", "the hours that pos-student was trained for");
    var text = DraftFiles.card("pos-student", card);
    assertTrue(
        text.contains("**Not in the records**: the licence of pos-student; fill in by hand"));
    assertFalse(text.contains("null") || text.contains("NaN"), text);
  }

  private static void assertOpen(List<Section> card, String id, String clause) {
    var open = of(card, id).open();
    assertTrue(open.stream().anyMatch(o -> o.startsWith(clause)), open.toString());
  }

  @Test
  void aDamagedRecordIsNamed() throws IOException {
    Files.writeString(model.resolve("scores.json"), "{\"results\":[{\"task\":");
    var scores = assertThrows(Problem.class, this::draft);
    assertTrue(scores.getMessage().contains("scores.json"), scores.getMessage());
    Files.delete(model.resolve("scores.json"));
    Files.writeString(model.resolve("gates.json"), "[]");
    var gates = assertThrows(Problem.class, this::draft);
    assertTrue(gates.getMessage().contains("gates.json"), gates.getMessage());
    Files.delete(model.resolve("gates.json"));
    var summary = ModelFiles.summary(model);
    change(root -> ((ObjectNode) root.path("training")).putObject("seed"));
    var own =
        assertThrows(Problem.class, () -> Draft.of(List.of(summary), List.of(), home)).getMessage();
    assertTrue(own.contains("lamina.json") && own.contains("training.seed"), own);
  }

  @Test
  void dataThatIsKnownByItsContentsHasItsLicenceAndSource() throws IOException {
    var data = Files.createDirectories(home.resolve("sample-data/pos/train"));
    var file = data.resolve("en.conllu");
    Files.copy(Path.of("sample-data/pos/train/en.conllu"), file);
    Files.copy(Path.of("sample-data/pos/LICENCES"), home.resolve("sample-data/pos/LICENCES"));
    Files.writeString(
        home.resolve("sample-data/catalog.csv"),
        "task,language,split,path,n,parallel,licence,commercial_use\n"
            + "pos,en,train,pos/train/en.conllu,600,no,CC BY-SA 4.0,yes\n");
    var hash = Sha256.of(file);
    change(root -> ((ObjectNode) root.path("data")).put("mine.conllu", hash));
    var card = draft().cards().get("pos-student");
    var cite = of(card, "B1").facts().stream().filter(f -> f.what().equals("to cite")).toList();
    assertEquals(1, cite.size(), "the others' contents are not those of a known file");
    assertEquals("mine.conllu", cite.getFirst().subject());
    assertEquals(
        "Silveira et al. (2014), A Gold Standard Dependency Corpus for English, LREC",
        cite.getFirst().value());
    assertEquals("sample-data/pos/LICENCES", cite.getFirst().file());
    assertTrue(
        of(card, "B2")
            .facts()
            .contains(
                new Fact(
                    "mine.conllu",
                    "licence",
                    "CC BY-SA 4.0",
                    "sample-data/catalog.csv",
                    "licence of pos/train/en.conllu")));
    assertOpen(card, "B2", "the licence of dev.en.conllu (SHA-256 531a54ff90d6)");
  }

  @Test
  void runsHaveHoursSeedsSizesAndTests() throws IOException {
    var answers = Draft.of(List.of(), List.of(RUNS), home).checklist();
    long seconds = 0;
    int jobs = 0;
    try (var folders = Files.list(RUNS)) {
      for (var folder : folders.toList()) {
        seconds += JSON.readTree(folder.resolve("done.json").toFile()).path("seconds").asLong();
        jobs++;
      }
    }
    var computed = of(answers, "C1");
    assertEquals(Optional.of(jobs + " of " + jobs), value(computed, "jobs that are done"));
    var time = value(computed, "time of these, training and scoring").orElseThrow();
    assertTrue(time.startsWith(seconds + " s = "), time);
    assertEquals(Optional.of("1, 2, 3"), value(of(answers, "C2"), "student: seeds"));
    assertEquals(Optional.of("8000"), value(of(answers, "C2"), "limit"));
    assertOpen(answers, "C2", "values of batch, ");
    var scores = of(answers, "C3");
    assertTrue(
        value(scores, "test of the gains").orElseThrow().contains("Holm over 4 gains"), "tests");
    assertEquals(Optional.of("300"), value(of(answers, "B6"), "scored, test, de"));
    assertTrue(scores.facts().stream().anyMatch(f -> f.value().equals("entity F1 (iob2-strict)")));
  }

  @Test
  void runsThatAreNotDoneHaveNoHoursAndNoScores() throws IOException {
    var store = Files.createDirectories(home.resolve("runs"));
    Path job;
    try (var folders = Files.list(RUNS)) {
      job = folders.sorted().findFirst().orElseThrow();
    }
    var own = Files.createDirectories(store.resolve(job.getFileName()));
    Files.copy(job.resolve("job.json"), own.resolve("job.json"));
    var answers = draft(store).checklist();
    assertEquals(Optional.of("0 of 1"), value(of(answers, "C1"), "jobs that are done"));
    assertEquals(Optional.empty(), value(of(answers, "C1"), "time of these, training and scoring"));
    assertOpen(answers, "C1", "the hours of the jobs of runs");
    assertOpen(answers, "C3", "scores of runs");
    Files.writeString(own.resolve("done.json"), "{\"seconds\":\"long\"}");
    var damaged = assertThrows(Problem.class, () -> draft(store)).getMessage();
    assertTrue(damaged.contains("done.json"), damaged);
    var empty = Files.createDirectories(home.resolve("empty"));
    var none = assertThrows(Problem.class, () -> draft(empty)).getMessage();
    assertTrue(none.contains("holds no runs"), none);
  }

  @Test
  void filesAreMarkdownAndJson() throws IOException {
    var out = home.resolve("out");
    var files = DraftFiles.write(draft(), out, true);
    assertEquals(
        List.of("checklist.md", "cards/pos-student.md", "checklist.json"),
        files.stream().map(f -> out.relativize(f).toString().replace('\\', '/')).toList());
    var text = Files.readString(files.getFirst());
    for (var question : Question.values()) {
      assertTrue(text.contains("## " + question.name() + ". " + question.words()), text);
    }
    assertTrue(text.contains(Question.URL));
    assertFalse(text.contains(home.toString()), "nothing of the machine");
    var root = JSON.readTree(files.getLast().toFile());
    assertEquals(Question.values().length, root.path("answers").size());
    assertTrue(root.path("answers").get(1).path("facts").get(0).has("field"));
    assertTrue(root.path("cards").path("pos-student").isArray());
  }
}
