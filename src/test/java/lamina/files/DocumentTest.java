package lamina.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {
  @TempDir Path folder;

  record Point(int x, List<String> names, double weight) {}

  private Document yaml(String text) throws Exception {
    return Document.yaml(Files.writeString(folder.resolve("a.yaml"), text));
  }

  private Document json(String text) throws Exception {
    return Document.json(Files.writeString(folder.resolve("a.json"), text));
  }

  @Test
  void valuesKnowTheirPlace() throws Exception {
    var root = yaml("a:\n  - b: {c: 1}\n    d: [x, yes, 007]\n");
    var inner = root.get("a").items().getFirst();
    assertEquals("a[0].b.c", inner.get("b").get("c").place());
    assertEquals(2, inner.get("b").line());
    assertEquals(1, inner.get("b").get("c").whole(0, 5));
    assertEquals(
        List.of("x", "yes", "007"), inner.get("d").items().stream().map(Document::text).toList());
    var problem = assertThrows(Problem.class, () -> inner.get("d").items().get(1).number());
    assertEquals(
        folder.resolve("a.yaml") + ", line 3, \"a[0].d[1]\": a number was expected, not yes.",
        problem.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\": 1, \"a\": 2}|\"a\" stands twice",
        "{\"a\": 1} x|Unrecognized token",
        "{\"a\": 1} 2|follows the end",
        "{\"a\": 1|no valid JSON",
        "{\"a\": 1, \"b\": [], \"c\": 2}|there are a, b",
        "{\"a\": \"1\", \"b\": []}|a whole number from 0 to 9",
        "{\"a\": 10, \"b\": []}|from 0 to 9",
        "{\"a\": 1e3, \"b\": []}|from 0 to 9",
        "{\"a\": 99999999999999999999, \"b\": []}|from 0 to 9",
        "{\"a\": null, \"b\": []}|\"a\" is missing",
        "{\"b\": []}|\"a\" is missing",
        "{\"a\": 1, \"b\": {}}|a list was expected",
        "[]|a group of named values was expected",
        "''|is empty",
      })
  void whatIsWrongIsSaid(String text, String expected) throws Exception {
    var file = Files.writeString(folder.resolve("a.json"), text.equals("''") ? "" : text);
    var problem =
        assertThrows(
            Problem.class,
            () -> {
              var root = Document.json(file);
              root.get("a").whole(0, 9);
              root.get("b").items();
              root.only(List.of("a", "b"));
            });
    assertTrue(problem.getMessage().startsWith(file.toString()), problem.getMessage());
    assertTrue(problem.getMessage().contains(expected), problem.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: &x [1]\nb: *x\n",
        "a: 1\na: 2\n",
        "--- a\n--- b\n",
        "a: [",
        "\tx: 1",
        "a: !!python/object:x.Y {}\nb: *no\n",
        "\u0000: 1",
        "? ? ? ?",
        "%YAML 9.9\n--- a",
        "a: \"\\ud800\\xZZ\"",
      })
  void strangeYamlIsRefusedWithItsFile(String text) throws Exception {
    var problem = assertThrows(Problem.class, () -> yaml(text).members());
    assertTrue(
        problem.getMessage().startsWith(folder.resolve("a.yaml").toString()), problem.getMessage());
  }

  @Test
  void sizesAndDepthsAreBounded() throws Exception {
    assertThrows(Problem.class, () -> json("[".repeat(100_000)));
    assertThrows(Problem.class, () -> yaml("[".repeat(100_000)));
    assertThrows(Problem.class, () -> json("[" + "1".repeat(5000) + "]"));
    var large = yamlBomb();
    assertTrue(assertThrows(Problem.class, large::run).getMessage().contains("at most 1.0 MB"));
    assertThrows(Problem.class, () -> Document.json(folder));
    assertThrows(Problem.class, () -> Document.json(folder.resolve("none")));
    Files.write(folder.resolve("a.json"), new byte[] {'"', (byte) 0xff, '"'});
    assertThrows(Problem.class, () -> Document.json(folder.resolve("a.json")));
  }

  private Runnable yamlBomb() {
    return () -> {
      try {
        yaml("x".repeat((1 << 20) + 1));
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      } catch (Exception e) {
        throw (RuntimeException) e;
      }
    };
  }

  @Test
  void aStreamThatNeverEndsDoes() throws Exception {
    try (var in = new BoundedStream(new ByteArrayInputStream(new byte[100]), 64)) {
      assertEquals(64, in.readNBytes(64).length);
      assertThrows(IOException.class, in::readAllBytes);
    }
    try (var in = new BoundedStream(new ByteArrayInputStream(new byte[64]), 64)) {
      assertEquals(64, in.readAllBytes().length);
    }
  }

  @Test
  void aMarkAtTheBeginningIsNoPartOfTheText() throws Exception {
    assertEquals(1, json("\uFEFF{\"a\": 1}").get("a").whole(0, 1));
  }

  @Test
  void aRecordIsBoundStrictly() throws Exception {
    assertEquals(
        new Point(1, List.of("a"), 2),
        json("{\"x\":1,\"names\":[\"a\"],\"weight\":2}").as(Point.class));
    for (var wrong :
        List.of(
            "{\"x\":1,\"names\":[null],\"weight\":2}",
            "{\"x\":1.5,\"names\":[],\"weight\":2}",
            "{\"x\":\"1\",\"names\":[],\"weight\":2}",
            "{\"x\":1,\"names\":\"a\",\"weight\":2}",
            "{\"x\":1,\"names\":[1],\"weight\":2}",
            "{\"x\":1,\"names\":[],\"weight\":2,\"more\":0}",
            "{\"x\":1,\"names\":[]}",
            "{\"x\":null,\"names\":[],\"weight\":2}",
            "{\"x\":9999999999,\"names\":[],\"weight\":2}",
            "null",
            "3")) {
      var problem = assertThrows(Problem.class, () -> json(wrong).as(Point.class), wrong);
      assertTrue(
          problem.getMessage().startsWith(folder.resolve("a.json").toString()),
          problem.getMessage());
    }
    var problem =
        assertThrows(
            Problem.class, () -> json("{\"x\":1,\"names\":[[]],\"weight\":2}").as(Point.class));
    assertTrue(problem.getMessage().contains("\"names[0]\""), problem.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "..",
        "../x",
        "a/b",
        "a\\b",
        "C:x",
        "a\u0000b",
        "nul",
        "COM1.txt",
        "a\nb",
        "-rf",
        ".hidden",
        "x.",
        "a\u202eb",
        " a"
      })
  void aNameIsNoPath(String name) {
    assertThrows(Problem.class, () -> FileName.of(name));
  }

  @Test
  void ordinaryNamesAreNames() {
    for (var name : Set.of("paper-3", "last.control", "Schüler_2", "学生", "a b")) {
      assertEquals(name, FileName.of(name));
    }
    assertThrows(Problem.class, () -> FileName.of("x".repeat(101)));
  }
}
