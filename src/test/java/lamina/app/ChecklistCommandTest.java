package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecklistCommandTest {
  @TempDir Path folder;

  @Test
  void modelsThatAreNamedAreDrafted() throws Exception {
    var small = "src/test/resources/checkpoints/small/";
    var root =
        CommandRun.of(
                "checklist",
                "--out",
                folder.toString(),
                "--model",
                small + "pos-student",
                small + "ner-student",
                "--json")
            .json();
    assertEquals(2, root.path("cards").size());
    assertTrue(Files.exists(folder.resolve("checklist.md")));
    assertTrue(Files.exists(folder.resolve("checklist.json")));
    assertTrue(Files.exists(folder.resolve("cards/ner-student.md")));
  }

  @Test
  void withoutNamesAllBundledModelsAreDrafted() {
    var run = CommandRun.of("checklist", "--out", folder.toString());
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("pos-teacher.md"), run.out());
    assertTrue(Files.exists(folder.resolve("cards/xnli-teacher.md")));
  }

  @Test
  void whatIsNoModelIsRefusedBeforeAnythingIsWritten() throws Exception {
    var run =
        CommandRun.of(
            "checklist", "--out", folder.resolve("out").toString(), "--model", "no-such-model");
    assertEquals(1, run.code());
    assertTrue(run.err().contains("no-such-model"), run.err());
    assertTrue(Files.notExists(folder.resolve("out")));
    var store =
        CommandRun.of(
            "checklist",
            "--out",
            folder.resolve("out").toString(),
            "--model",
            "pos-student",
            "--runs",
            folder.resolve("none").toString());
    assertEquals(1, store.code());
    assertTrue(store.err().contains("no such store"), store.err());
  }
}
