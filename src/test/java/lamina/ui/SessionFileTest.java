package lamina.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import lamina.data.Task;
import lamina.engine.EngineChoice;
import lamina.fusion.Variant;
import lamina.problem.Problem;
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
        pick(random, List.of(Task.values())),
        pick(random, List.of("en", "ar", "no", "zh")),
        pick(random, List.of(Roles.values())),
        pick(random, List.of(Variant.values())),
        1 + random.nextInt(12),
        pick(random, List.of(PanelKind.values())),
        random.nextBoolean(),
        random.nextBoolean(),
        pick(random, List.of("en", "ar")),
        models,
        Map.of(pick(random, List.of(PanelKind.values())), new PanelState(options, files)));
  }

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
      var read = SessionFile.read(file);
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
        Map.of());
  }

  @Test
  void aFolderThatMovesAsAWholeStaysRight() throws Exception {
    var from = Files.createDirectory(folder.resolve("from"));
    var state = sample(List.of(from.resolve("model")));
    SessionFile.write(from.resolve("s.lamina"), state);
    assertTrue(Files.readString(from.resolve("s.lamina")).contains("- \"model\"\n"));
    var to = Files.move(from, folder.resolve("to"));
    assertEquals(List.of(to.resolve("model")), SessionFile.read(to.resolve("s.lamina")).models());
  }

  private static SessionState sample(List<Path> models) {
    return new SessionState(
        Task.POS,
        "en",
        Roles.BOTH,
        Variant.PAPER,
        3,
        PanelKind.EXPLORE,
        false,
        false,
        "en",
        models,
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
        "task: \"pos\", task: poss, entry \"task\"",
        "layer: 3, layer: 0, from 1 on",
        "layer: 3, layer: three, from 1 on",
        "roles: \"both\", roles: all, ^teacher, student or both^",
        "theme: \"light\", theme: blue, light or dark",
        "theme: \"light\", colour: light, entry \"theme\" is missing",
        "language: \"en\", language: e1, entry \"language\"",
      })
  void aBrokenFileSaysWhereAndWhatToDo(String there, String instead, String expected)
      throws Exception {
    var file = folder.resolve("s.lamina");
    SessionFile.write(file, sample(List.of()));
    var text = Files.readString(file);
    assertTrue(text.contains(there), text);
    Files.writeString(file, text.replace(there, instead));
    var problem = assertThrows(Problem.class, () -> SessionFile.read(file));
    assertTrue(problem.getMessage().startsWith(file.toString()), problem.getMessage());
    assertTrue(problem.getMessage().contains(expected), problem.getMessage());
  }

  @Test
  void aFileThatIsNotThereIsSaid() {
    var problem =
        assertThrows(Problem.class, () -> SessionFile.read(folder.resolve("none.lamina")));
    assertTrue(problem.getMessage().contains("no such session"), problem.getMessage());
  }

  @Test
  void preferencesComeBackAndBrokenOnesAreSaid() throws Exception {
    var user = new UserFolder(folder.resolve("user"));
    assertEquals(Preferences.defaults(), user.preferences());
    var wanted =
        Preferences.defaults()
            .with(Preferences.ThemeChoice.DARK)
            .withTextSize(150)
            .withLanguage("ar")
            .withEngine(EngineChoice.FASTEST)
            .withRecent(folder.resolve("s.lamina"));
    user.save(wanted);
    assertEquals(wanted, user.preferences());
    Files.writeString(folder.resolve("user/preferences.yaml"), "theme: purple\n");
    assertTrue(
        assertThrows(Problem.class, user::preferences).getMessage().contains("preferences.yaml"));
    Files.writeString(folder.resolve("user/preferences.yaml"), "engine: fp8\n");
    assertTrue(
        assertThrows(Problem.class, user::preferences).getMessage().contains("preferences.yaml"));
  }

  @Test
  void onlyWhatADeadProcessLeftIsOffered() throws Exception {
    var user = new UserFolder(folder);
    SessionFile.write(user.autosave(), sample(List.of()));
    assertTrue(user.leftBehind().isEmpty(), "this process runs");
    var dead = folder.resolve("autosave-999999999.lamina");
    Files.writeString(dead, "");
    assertEquals(dead, user.leftBehind().orElseThrow());
    user.forget();
    assertTrue(user.leftBehind().isEmpty());
    assertTrue(Files.exists(user.autosave()));
  }
}
