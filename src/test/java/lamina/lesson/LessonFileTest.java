package lamina.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import lamina.data.format.SampleData;
import lamina.model.ModelSummary;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LessonFileTest {
  private static final Path FOLDER = Path.of("sample-data/lessons");
  private static final String OWN =
      """
      lesson: 1
      title: Own
      language: en
      task: pos
      source: nothing
      licence: CC0
      sentences:
        - language: en
          words: Cats sleep .
          tags: NOUN VERB PUNCT
        - language: de
          words: Katzen schlafen .
          tags: NOUN VERB PUNCT
      steps:
        - say: Cats
        - guess: What is “{de.word.1}”?
          ask: tag
          language: de
          word: 1
          choices: [NOUN, VERB]
          explain: "{teacher.de.right} of {de.words}"
        - predict: Next
          model: student
          languages: de
      """;

  @TempDir Path folder;
  private final SampleData sample = SampleData.open(Path.of("sample-data"));

  static List<Path> bundled() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(LessonFile::named).sorted().toList();
    }
  }

  private Lesson read(String text) throws IOException {
    return LessonFile.read(Files.writeString(folder.resolve("own.yaml"), text));
  }

  @ParameterizedTest
  @MethodSource("bundled")
  void everyBundledLessonIsRightAndShowsHowTypicalItsSentenceIs(Path file) {
    var lesson = LessonFile.read(file);
    var sentences = Sentences.of(lesson, sample);
    assertEquals(lesson.languages().size(), sentences.size());
    assertTrue(lesson.licence().contains("CC BY-SA 3.0"), lesson.licence());
    assertTrue(lesson.licence().contains(lesson.id().orElseThrow()), lesson.licence());
    assertTrue(lesson.steps().stream().anyMatch(s -> s instanceof Step.Typical));
    assertTrue(lesson.steps().stream().anyMatch(s -> s instanceof Step.Guess));
    assertFalse(lesson.roles().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("bundled")
  void noBundledLessonHoldsAResult(Path file) {
    for (var step : LessonFile.read(file).steps()) {
      for (var text : step.texts()) {
        var said = text.replaceAll("\\{[^}]*}", "").replaceAll("95 %", "");
        assertFalse(said.matches("(?s).*\\d+(\\.\\d+)? ?(%|points|ms).*"), text);
      }
    }
  }

  @Test
  void threeLessonsAreThereEachInArabicWithTheSameSteps() throws IOException {
    var english = bundled().stream().filter(f -> !f.toString().contains(".ar.")).toList();
    assertEquals(3, english.size());
    for (var file : english) {
      var one = LessonFile.read(file);
      var name = file.getFileName().toString().replace(".yaml", ".ar.yaml");
      var other = LessonFile.read(file.resolveSibling(name));
      assertEquals("ar", other.language().code());
      assertEquals(one.id(), other.id());
      assertEquals(one.languages(), other.languages());
      assertEquals(
          one.steps().stream().map(Object::getClass).toList(),
          other.steps().stream().map(Object::getClass).toList(),
          name);
    }
  }

  @Test
  void sentencesOfOnesOwnAreReadAndWhatIsLeftOutIsAll() throws IOException {
    var lesson = read(OWN);
    assertEquals(List.of("Katzen", "schlafen", "."), lesson.own().get("de").words());
    assertEquals(2, lesson.roles().size(), "the teacher in a blank, the student in a step");
    assertEquals(2, Sentences.of(lesson, sample).size());
    assertEquals(Map.of(), lesson.models(), "the bundled ones");
    var others = read(OWN.replace("steps:", "student: mine\nsteps:")).models();
    assertEquals(Map.of(ModelSummary.Role.STUDENT, "mine"), others);
    var show = (Step.Show) read(OWN.replace("say: Cats", "show: Cats")).steps().getFirst();
    assertEquals(lesson.languages(), show.languages());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lesson: 1 | lesson: 2 | newer Lamina",
        "lesson: 1 | lessons: 1 | is no lesson",
        "lesson: 1 | lesson: one | line 1, setting \"lesson\"",
        "title: Own | titel: Own | setting \"title\": is missing",
        "source: nothing | source: nothing\\n"
            + "model: x | line 6, setting \"model\": there is no such",
        "language: en\\n"
            + "task | language: xx\\n"
            + "task | line 3, setting \"language\": Unknown language",
        "language: en\\ntask | task | setting \"language\": is missing",
        "task: pos | task: xnli | has no lessons",
        "tags: NOUN VERB PUNCT\\n  - | tags: NOUN VERB\\n  - | 3 words and 2 tags",
        "tags: NOUN VERB PUNCT\\n  - | tags: NOUN VERBS PUNCT\\n  - | no tag \"VERBS\"",
        "say: Cats | sing: Cats | line 15, setting \"sing\": is no step",
        "say: Cats | {} | is no step",
        "say: Cats | {say: Cats, time: now} | two steps are in one",
        "say: Cats | Cats | settings were expected",
        "say: Cats | {say: Cats, speed: 1} | setting \"speed\": there is no such setting",
        "say: Cats | say: [a] | a text was expected",
        "say: Cats | say: | a text was expected",
        "say: Cats | {show: Cats, languages: [fr]} | French (fr) is no language of this lesson",
        "say: Cats | {show: Cats, languages: [de, de]} | named twice",
        "say: Cats | {show: Cats, tags: perhaps} | write yes or no",
        "say: Cats | {layers: Cats} | setting \"language\": is missing",
        "say: Cats | {layers: Cats, language: de, reveal: [0]} | a layer's number, last or chosen",
        "say: Cats | {compare: Cats, language: q1} | Unknown language",
        "ask: tag | ask: colour | choose one of tag, count, best, fusion, student, own",
        "word: 1 | word: 0 | a whole number from 1 on",
        "[NOUN, VERB] | [NOUN] | two to eight different tags",
        "[NOUN, VERB] | [NOUN, THING] | no tag \"THING\"",
        "{teacher.de.right} | {teacher.de.rigth} | no blank {teacher.de.rigth}",
        "{teacher.de.right} | {teacher.fr.right} | French (fr) is no language",
        "{teacher.de.right} | {teacher.de.right | a brace stands alone",
        "model: student | model: pupil | choose teacher or student",
        "\"{teacher.de.right} of {de.words}\" | {more: a} | one text was expected",
        "title: Own | title: [ | line",
        "title: Own | title: *x | line",
        "title: Own | title: Own\\ntitle: Own | line",
      })
  void aMistakeIsToldWithFileLineAndSetting(String there, String instead, String expected)
      throws IOException {
    var text = OWN.replace(there.replace("\\n", "\n"), instead.replace("\\n", "\n"));
    assertFalse(text.equals(OWN), "the case changes the file");
    var problem = assertThrows(Problem.class, () -> read(text));
    var message = problem.getMessage();
    assertTrue(message.startsWith(folder.resolve("own.yaml").toString()), message);
    assertTrue(message.contains(expected), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{de.word.1} | {de.word.4} | has 3 words",
        "word: 1 | word: 9 | has 3 words",
        "[NOUN, VERB] | [ADJ, VERB] | labelled NOUN",
      })
  void whatASentenceDoesNotHaveIsTold(String there, String instead, String expected)
      throws IOException {
    var lesson = read(OWN.replace(there, instead));
    var message = assertThrows(Problem.class, () -> Sentences.of(lesson, sample)).getMessage();
    assertTrue(message.contains(expected) && message.contains("line 16"), message);
  }

  @Test
  void aSentenceOrLanguageThatTheSampleDataLacksIsTold() throws IOException {
    var first = Files.readString(FOLDER.resolve("1-transfer.yaml"));
    var unknown = read(first.replace("sentence: n01077018", "sentence: n1"));
    assertTrue(
        assertThrows(Problem.class, () -> Sentences.of(unknown, sample))
            .getMessage()
            .contains("no sentence \"n1\""));
    var finnish = read(first.replace("[en, de, tr, ar]", "[en, de, tr, ar, fi]"));
    assertTrue(
        assertThrows(Problem.class, () -> Sentences.of(finnish, sample))
            .getMessage()
            .contains("no translations in Finnish"));
  }

  @Test
  void whatIsNoTextOrNotThereOrHugeIsTold() throws IOException {
    assertThrows(Problem.class, () -> LessonFile.read(folder.resolve("none.yaml")));
    assertThrows(Problem.class, () -> LessonFile.read(folder));
    var bytes = Files.write(folder.resolve("b.yaml"), new byte[] {'a', ':', (byte) 0xff});
    assertTrue(
        assertThrows(Problem.class, () -> LessonFile.read(bytes)).getMessage().contains("UTF-8"));
    for (var text : List.of("", "\n", "# nothing\n", "text", "- a\n", "a: b\n", "\u0000")) {
      assertThrows(Problem.class, () -> read(text), text);
    }
    assertThrows(Problem.class, () -> read("lesson: " + "[".repeat(5000)));
    var huge = Files.write(folder.resolve("h.yaml"), new byte[2 << 20]);
    assertTrue(
        assertThrows(Problem.class, () -> LessonFile.read(huge)).getMessage().contains("1.0 MB"));
  }

  /** Whatever is changed in a lesson, it is read or refused with its name: nothing else happens. */
  @Test
  void damagedLessonsAreReadOrRefused() throws IOException {
    var random = new Random(5);
    int refused = 0;
    var texts = new java.util.ArrayList<String>();
    for (var file : bundled()) {
      texts.add(Files.readString(file));
    }
    for (int round = 0; round < 1500; round++) {
      var text = new StringBuilder(texts.get(random.nextInt(texts.size())));
      for (int change = 0; change <= random.nextInt(4); change++) {
        int at = random.nextInt(text.length() - 20);
        switch (random.nextInt(4)) {
          case 0 -> text.delete(at, at + 1 + random.nextInt(15));
          case 1 -> text.insert(at, text.substring(at, at + 1 + random.nextInt(15)));
          case 2 ->
              text.setCharAt(at, "{}[]:-#&*!|>'\"%@`,?\t\n\u200e0".charAt(random.nextInt(23)));
          default -> text.setLength(at + 1);
        }
        if (text.length() < 40) {
          break;
        }
      }
      var file =
          Files.write(
              folder.resolve("fuzz.yaml"), text.toString().getBytes(StandardCharsets.UTF_8));
      try {
        Sentences.of(LessonFile.read(file), sample);
      } catch (Problem e) {
        refused++;
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
      }
    }
    assertTrue(refused > 300, refused + " of 1500 refused");
  }
}
