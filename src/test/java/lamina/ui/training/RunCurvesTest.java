package lamina.ui.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Curves of runs are read again only where their files have changed. */
class RunCurvesTest {
  @TempDir Path run;

  @Test
  void whatHasNotChangedIsNotReadAgain() throws Exception {
    var book = new RunCurves();
    assertTrue(book.losses(run).loss().isEmpty(), "not begun");
    var file = run.resolve("loss.csv");
    Files.writeString(file, "step,steps,loss,rate\n10,100,2.5,0.1\n");
    var first = book.losses(run);
    assertEquals(2.5, first.loss().get(10));
    assertSame(first, book.losses(run));
    assertSame(book.scores(run), book.scores(run));
    Files.writeString(file, "20,100,1.5,0.1\n", StandardOpenOption.APPEND);
    var second = book.losses(run);
    assertNotSame(first, second);
    assertEquals(1.5, second.loss().get(20));
    Files.writeString(run.resolve("epochs.csv"), "step,head,score\n20,last,0.5\n");
    assertEquals(1, book.scores(run).size());
    book.keep(List.of());
    assertEquals(second, book.losses(run), "read anew, the same");
  }
}
