package lamina.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers that are killed leave the old or the new; the long run is {@link KillRun}. */
class KillTest {
  @TempDir Path folder;

  @Test
  void killedWritersLeaveNoMixture() throws IOException, InterruptedException {
    var found = KillRun.run(KillRun.files(), folder, 6, new Random());
    assertEquals(new KillRun.Figures(12, List.of(), List.of()), found);
  }
}
