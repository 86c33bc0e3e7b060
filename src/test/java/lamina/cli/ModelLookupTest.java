package lamina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import lamina.model.HeadKey;
import lamina.model.ModelFiles;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;

/** A variant that is asked for is answered with, or refused; predict and evaluate ask here. */
class ModelLookupTest {
  private static String head(String variant, String layer) {
    return ModelLookup.head(ModelFiles.summary(Path.of("models/pos-student")), variant, layer)
        .key();
  }

  @Test
  void whatIsNotSaidIsAsInTheChosenHead() {
    var chosen = ModelFiles.summary(Path.of("models/pos-student")).chosen();
    assertEquals(chosen.key(), head(null, null));
    assertEquals("mean.1", head("mean", null));
    assertEquals("convex.3", head("convex", "3"));
    assertEquals(HeadKey.LAST.key(), head("mean", "last"));
    assertThrows(Problem.class, () -> head("nonsense", null));
    assertThrows(Problem.class, () -> head("mean", "99"));
  }
}
