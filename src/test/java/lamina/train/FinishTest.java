package lamina.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lamina.files.FileTree;
import lamina.files.RunLock;
import lamina.model.Description;
import lamina.model.SmallModels;
import lamina.problem.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a run, when the work is done and can only be lost. */
class FinishTest {
  @TempDir Path folder;
  private Path base;
  private Path out;
  private final Map<String, Object> settings = new LinkedHashMap<>();

  @BeforeEach
  void smallRun() throws IOException {
    base = Files.createDirectory(folder.resolve("base"));
    copyBase();
    out = folder.resolve("model");
    var sentence = "She\tPRON\nreads\tVERB\n.\tPUNCT\n\n";
    var train = Files.writeString(folder.resolve("train.en.tsv"), sentence.repeat(160));
    var dev = Files.writeString(folder.resolve("dev.en.tsv"), sentence.repeat(2));
    settings.putAll(
        Map.of(
            "base", base.toString(),
            "out", out.toString(),
            "train", List.of(train.toString()),
            "dev", dev.toString(),
            "depth", 1,
            "batch", 16,
            "freeze", 0,
            "variants", List.of("last")));
  }

  private void copyBase() throws IOException {
    Files.createDirectories(base);
    try (var files = Files.list(SmallModels.BASE)) {
      for (var file : files.toList()) {
        Files.copy(file, base.resolve(file.getFileName()));
      }
    }
  }

  /** Counts what is told, and does something when all steps are done. */
  private static final class Watcher implements TrainListener {
    private final Runnable atEnd;
    private final List<TrainProgress> told = new ArrayList<>();

    Watcher(Runnable atEnd) {
      this.atEnd = atEnd;
    }

    @Override
    public void progress(TrainProgress progress) {
      told.add(progress);
    }

    @Override
    public void finishing() {
      atEnd.run();
    }
  }

  private Resolution resolution() {
    return new SettingSources().values("a test", settings).resolve();
  }

  @Test
  void aBaseThatGoesInMidTrainingCostsNoTraining() throws IOException {
    var first = new Watcher(() -> FileTree.delete(base));
    var problem = assertThrows(Problem.class, () -> Training.run(resolution(), first));
    assertEquals(1, first.told.size());
    assertTrue(first.told.getFirst().rate() > 0, "the rate of the last step, not of the one after");
    assertTrue(problem.getMessage().contains(base.toString()), problem.getMessage());
    assertTrue(problem.getMessage().contains("kept in " + out + ".run"), problem.getMessage());
    assertFalse(Files.exists(out.resolve(Description.FILE)));
    copyBase();
    var again = new Watcher(() -> {});
    var scores = Training.run(resolution(), again);
    assertEquals(List.of(), again.told, "nothing is trained again");
    assertTrue(Files.exists(out.resolve(Description.FILE)));
    assertFalse(Files.exists(Path.of(out + ".run")));
    assertEquals(scores, Training.run(resolution(), again), "a run that is done is told again");
    assertEquals(List.of(), again.told);
    assertFalse(Files.exists(Path.of(out + ".lock")));
  }

  @Test
  void aModelOfAnotherRunIsNotReplaced() throws IOException {
    Training.run(resolution(), p -> {});
    var stored = Description.read(out).training();
    assertEquals(resolution().settings().hash(), stored.get("settings"));
    assertEquals("a test", ((Map<?, ?>) stored.get("sources")).get("batch"));
    settings.put("seed", 2);
    var problem = assertThrows(Problem.class, () -> Training.run(resolution(), p -> {}));
    assertTrue(problem.getMessage().contains("a model of another run"), problem.getMessage());
    assertThrows(Problem.class, () -> Training.rehearse(resolution().settings()));
    settings.put("seed", 1);
    Files.writeString(folder.resolve("dev.en.tsv"), "He\tPRON\n\n");
    assertThrows(Problem.class, () -> Training.run(resolution(), p -> {}), "other data");
  }

  @Test
  void aFolderInUseIsRefusedBeforeDataAreRead() throws IOException {
    settings.put("train", List.of("nowhere"));
    try (var _ = RunLock.take(out)) {
      var problem = assertThrows(Problem.class, () -> Training.run(resolution(), p -> {}));
      assertTrue(problem.getMessage().contains("is in use by process"), problem.getMessage());
    }
  }
}
