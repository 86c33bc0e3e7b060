package lamina.ui.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import lamina.data.Task;
import lamina.data.Tasks;
import lamina.engine.EngineChoice;
import lamina.fusion.Variants;
import lamina.model.ModelSummary.Role;
import lamina.problem.Problem;
import lamina.ui.explore.ExplorePanel;
import lamina.ui.session.SessionState.Chosen;
import lamina.ui.window.Panels;
import lamina.ui.workspace.PanelState;
import lamina.ui.workspace.Roles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionFileTest {
  /** Texts that YAML could take for something else. */
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "no",
          "null",
          "~",
          "1e3",
          "0x1F",
          "12:30",
          "- a",
          "a: b",
          "#c",
          "'",
          "\"",
          "\\",
          "%",
          "line\nbreak",
          "tab\there",
          "end ",
          "لغة عربية",
          "😀",
          "\u200F",
          "?",
          "{}",
          "[1]",
          "2026-01-01",
          "true",
          "|",
          ">",
          "@",
          "`",
          "&a",
          "*a",
          "!b",
          "\u0085x",
          "007");

  @TempDir Path folder;

  private SessionState random(Random random) {
    var options = new HashMap<String, String>();
    var files = new HashMap<String, Path>();
    for (int i = random.nextInt(5); i > 0; i--) {
      options.put("o" + i, pick(random, TEXTS) + pick(random, TEXTS));
      files.put("f" + i, folder.resolve("d" + random.nextInt(3)).resolve("é x" + i + ".tsv"));
    }
    var elsewhere = folder.getRoot().resolve("elsewhere");
    var models =
        IntStream.range(0, random.nextInt(3))
            .mapToObj(i -> (random.nextBoolean() ? folder : elsewhere).resolve("m" + i))
            .toList();
    return new SessionState(
        pick(random, Tasks.KNOWN.all()),
        pick(random, List.of("en", "ar", "no", "zh")),
        pick(random, List.of(Roles.values())),
        pick(random, Variants.KNOWN.all()),
        1 + random.nextInt(12),
        pick(random, Panels.KNOWN.kinds().all()),
        random.nextBoolean(),
        random.nextBoolean(),
        pick(random, List.of("en", "ar")),
        models,
        models.subList(0, models.size() / 2).stream()
            .map(m -> new Chosen(m, pick(random, ROLES)))
            .toList(),
        Map.of(pick(random, Panels.KNOWN.kinds().all()), new PanelState(options, files)));
  }

  private static final List<Optional<Role>> ROLES =
      List.of(Optional.empty(), Optional.of(Role.TEACHER), Optional.of(Role.STUDENT));

  private static <T> T pick(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  @Test
  void everySessionComesBackAsItWas() {
    var random = new Random(1);
    for (int i = 0; i < 300; i++) {
      var state = random(random);
      var file = folder.resolve("a/b/s.lamina");
      SessionFile.write(file, state);
      var read = SessionFile.read(file, Panels.KNOWN.kinds());
      var expected = new HashMap<>(state.panels());
      expected.values().removeIf(PanelState.NONE::equals);
      assertEquals(expected, read.panels(), "round " + i);
      assertEquals(without(state), without(read), "round " + i + ": " + read);
      assertFalse(Files.exists(folder.resolve("a/b/s.lamina.part")));
    }
  }

  private static SessionState without(SessionState s) {
    return new SessionState(
        s.task(),
        s.language(),
        s.roles(),
        s.variant(),
        s.layer(),
        s.panel(),
        s.dark(),
        s.tables(),
        s.interfaceLanguage(),
        s.models(),
        s.chosen(),
        Map.of());
  }

  /**
   * Before roles could be chosen: what was opened stands for its own role, then what was chosen.
   */
  @Test
  void choicesOfFilesOfBeforeStandForTheirOwnRoles() throws Exception {
    var model = folder.resolve("mine");
    var other = folder.resolve("other");
    var file = folder.resolve("s.lamina");
    SessionFile.write(file, sample(List.of(model)));
    var now = Files.readString(file);
    assertEquals(List.of(), SessionFile.read(file, Panels.KNOWN.kinds()).chosen());
    Files.writeString(file, now.replace("chosen: []\n", ""));
    assertEquals(
        List.of(new Chosen(model, Optional.empty())),
        SessionFile.read(file, Panels.KNOWN.kinds()).chosen());
    Files.writeString(file, now.replace("chosen: []\n", "chosen:\n- \"other\"\n"));
    assertEquals(
        List.of(new Chosen(model, Optional.empty()), new Chosen(other, Optional.empty())),
        SessionFile.read(file, Panels.KNOWN.kinds()).chosen());
  }

  @Test
  void aFolderThatMovesAsAWholeStaysRight() throws Exception {
    var from = Files.createDirectory(folder.resolve("from"));
    var state = sample(List.of(from.resolve("model")));
    SessionFile.write(from.resolve("s.lamina"), state);
    assertTrue(Files.readString(from.resolve("s.lamina")).contains("- \"model\"\n"));
    var to = Files.move(from, folder.resolve("to"));
    assertEquals(
        List.of(to.resolve("model")),
        SessionFile.read(to.resolve("s.lamina"), Panels.KNOWN.kinds()).models());
  }

  private static SessionState sample(List<Path> models) {
    return new SessionState(
        Task.POS,
        "en",
        Roles.BOTH,
        Variants.KNOWN.of("paper"),
        3,
        ExplorePanel.KIND,
        false,
        false,
        "en",
        models,
        List.of(),
        Map.of());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '^',
      value = {
        "format: 1, format: 2, newer Lamina",
        "format: 1, format: x, no session",
        "format: 1, other: 1, no session",
        "task: \"pos\", task: [, line",
        "task: \"pos\", task: poss, ^\"task\": Unknown task^",
        "layer: 3, layer: 0, a whole number from 1",
        "layer: 3, layer: three, a whole number from 1",
        "roles: \"both\", roles: all, ^teacher, student or both^",
        "theme: \"light\", theme: blue, light or dark",
        "theme: \"light\", colour: light, ^\"colour\": there is no such setting^",
        "^theme: \"light\"^, ^# none^, ^\"theme\" is missing^",
        "language: \"en\", language: e1, \"language\"",
        "layer: 3, ^layer: 3\nlayer: 4^, stands twice",
        "tables: false, tables: maybe, true or false was expected",
        "^models: []^, models: mine, ^\"models\": a list was expected^",
        "^models: []^, ^models: [{a: b}]^, ^\"models[0]\": a text was expected^",
        "panels: {}, ^panels: [explore]^, a group of named values was expected",
        "panels: {}, ^panels: {explore: 5}^, a group of named values was expected",
        "panels: {}, ^panels: {kitchen: {}}^, kitchen",
        "^interface: \"en\"^, interface: zz, choose en or ar",
        "panels: {}, ^panels: {explore: {option: {}}}^, no such setting",
        "panels: {}, ^panels: {explore: {options: {a: [1]}}}^, ^\"panels.explore.options.a\"^",
        "panels: {}, ^panels: {}\n---\nformat: 1^, follows the end",
      })
  void aBrokenFileSaysWhereAndWhatToDo(String there, String instead, String expected)
      throws Exception {
    var file = folder.resolve("s.lamina");
    SessionFile.write(file, sample(List.of()));
    var text = Files.readString(file);
    assertTrue(text.contains(there), text);
    Files.writeString(file, text.replace(there, instead));
    var problem = assertThrows(Problem.class, () -> SessionFile.read(file, Panels.KNOWN.kinds()));
    assertTrue(problem.getMessage().startsWith(file.toString()), problem.getMessage());
    assertTrue(problem.getMessage().contains(expected), problem.getMessage());
  }

  @Test
  void textsOfTheGreatestLengthInManyLanguagesComeBack() {
    var options = new HashMap<String, String>();
    for (int i = 0; i < 6; i++) {
      options.put("own.pos.l" + i + ".text", (char) ('a' + i) + "é ".repeat(400_000));
    }
    var panels = Map.of(Panels.KNOWN.kinds().first(), new PanelState(options, Map.of()));
    var small = sample(List.of());
    var file = folder.resolve("large.lamina");
    SessionFile.write(
        file,
        new SessionState(
            small.task(),
            small.language(),
            small.roles(),
            small.variant(),
            small.layer(),
            small.panel(),
            small.dark(),
            small.tables(),
            small.interfaceLanguage(),
            List.of(),
            List.of(),
            panels));
    assertEquals(panels, SessionFile.read(file, Panels.KNOWN.kinds()).panels());
  }

  @Test
  void aFileThatIsNotThereIsSaid() {
    var problem =
        assertThrows(
            Problem.class,
            () -> SessionFile.read(folder.resolve("none.lamina"), Panels.KNOWN.kinds()));
    assertTrue(problem.getMessage().contains("does not exist"), problem.getMessage());
  }

  private static void refuse(Problem problem) {
    throw problem;
  }

  @Test
  void preferencesComeBackAndBrokenOnesAreSaid() throws Exception {
    var user = new UserFolder(folder.resolve("user"));
    assertEquals(Preferences.defaults(), user.preferences(SessionFileTest::refuse));
    var wanted =
        Preferences.defaults()
            .with(Preferences.ThemeChoice.DARK)
            .withTextSize(150)
            .withLanguage("ar")
            .withEngine(EngineChoice.FASTEST)
            .withRecent(folder.resolve("s.lamina"));
    user.save(wanted);
    assertEquals(wanted, user.preferences(SessionFileTest::refuse));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '^',
      value = {
        "theme: purple, theme",
        "engine: fp8, engine",
        "textSize: large, textSize",
        "theme: [dark], theme",
        "^recent: ['/a.lamina', \"b\\0\", [c]]^, recent",
        "[, preferences.yaml",
        "just words, group of named values",
      })
  void whatIsBrokenInPreferencesIsSaidOnceAndTheRestHolds(String line, String said)
      throws Exception {
    var user = new UserFolder(folder.resolve("user"));
    var file = folder.resolve("user/preferences.yaml");
    Files.createDirectories(file.getParent());
    boolean entries = line.contains(":");
    var text = (entries ? "language: ar\n" : "") + line + "\n";
    Files.writeString(file, text);
    var problems = new ArrayList<Problem>();
    var read = user.preferences(problems::add);
    assertEquals(1, problems.size());
    assertTrue(problems.getFirst().getMessage().contains(said), problems.toString());
    assertEquals(entries ? "ar" : "", read.language());
    if (line.contains("/a.lamina")) {
      assertEquals(List.of(Path.of("/a.lamina")), read.recent());
    }
    user.save(read);
    assertEquals(text, Files.readString(folder.resolve("user/preferences.yaml.damaged")));
    user.preferences(SessionFileTest::refuse);
  }

  @Test
  void onlyWhatADeadProcessLeftIsOfferedOneAfterTheOther() throws Exception {
    var user = new UserFolder(folder);
    SessionFile.write(user.autosave(), sample(List.of()));
    assertTrue(user.left().isEmpty(), "this process runs");
    long pid = ProcessHandle.current().pid();
    var dead =
        List.of(
            folder.resolve("autosave-999999999.lamina"),
            folder.resolve("autosave-999999998-5.lamina"),
            folder.resolve("autosave-" + pid + "-5.lamina"), // an earlier one of the same number
            folder.resolve("autosave-1-5.lamina"));
    for (int i = 0; i < dead.size(); i++) {
      Files.writeString(dead.get(i), "");
      assertTrue(dead.get(i).toFile().setLastModified(1_000_000L * (i + 1)));
    }
    for (var each : dead.reversed()) {
      var left = user.left().orElseThrow();
      assertEquals(each, left.file());
      assertTrue(left.crashed());
      left.forget();
    }
    assertTrue(user.left().isEmpty());
    assertTrue(Files.exists(user.autosave()));
  }

  @Test
  void whatAWindowLeavesUnsavedIsOfferedUntilSomebodyDecides() throws Exception {
    var user = new UserFolder(folder);
    var other = Files.writeString(folder.resolve("last-4711-1.lamina"), "of another window");
    assertTrue(other.toFile().setLastModified(1_000_000));
    SessionFile.write(user.autosave(), sample(List.of()));
    user.closed(Optional.of(sample(List.of(folder.resolve("mine")))));
    assertFalse(Files.exists(user.autosave()));
    var left = user.left().orElseThrow();
    assertFalse(left.crashed());
    assertEquals(
        List.of(folder.resolve("mine")),
        SessionFile.read(left.file(), Panels.KNOWN.kinds()).models());
    user.closed(Optional.empty());
    assertEquals(left, user.left().orElseThrow(), "nobody has decided yet");
    left.forget();
    assertEquals(other, user.left().orElseThrow().file(), "neither covers the other");
    for (int i = 0; i < 30; i++) {
      Files.writeString(folder.resolve("last-1-" + i + ".lamina"), "");
    }
    user.closed(Optional.of(sample(List.of())));
    try (var files = Files.list(folder)) {
      assertEquals(10, files.count(), "not without end");
    }
  }
}
