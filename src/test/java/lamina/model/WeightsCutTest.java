package lamina.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lamina.encoder.Checkpoint;
import lamina.engine.Engine;
import lamina.engine.EngineChoice;
import lamina.problem.Problem;
import lamina.tensor.Torch;
import lamina.text.Input;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Weights that another program cuts or overwrites while a model answers: in a process of its own,
 * because what must not happen ends it.
 */
class WeightsCutTest {
  private static final Path FORMS = Path.of("src/test/resources/checkpoints");

  @TempDir Path folder;

  private Path model() throws IOException {
    var directory = Files.createDirectories(folder.resolve("model"));
    for (var name : List.of("config.json", "model.safetensors")) {
      Files.copy(FORMS.resolve("forms/bert-xnli").resolve(name), directory.resolve(name));
    }
    Files.copy(FORMS.resolve("vocab.txt"), directory.resolve("vocab.txt"));
    return directory;
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut", "overwrite", "delete"})
  void aRunningModelAnswersOrSaysWhatHappened(String how) throws Exception {
    var output = folder.resolve("output");
    var command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Dai.djl.offline=true"));
    command.add("-XX:ErrorFile=" + folder.resolve("crash.log"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(WeightsCutTest.class.getName(), model().toString(), how));
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertTrue(process.waitFor(120, TimeUnit.SECONDS), "it ends");
    } finally {
      process.destroyForcibly();
    }
    var said = Files.readString(output);
    assertEquals(0, process.exitValue(), said);
    assertTrue(said.contains("same answers"), said);
    assertTrue(said.contains("Problem") && said.contains("model.safetensors"), said);
  }

  /** Answers, has the weights changed, and answers again, with pieces seen before and not. */
  public static void main(String[] arguments) throws IOException {
    var directory = Path.of(arguments[0]);
    try (var model = TaskModel.open(directory);
        var scripted = TaskModel.open(directory)) {
      scripted.use(EngineChoice.of(Engine.SCRIPTED), Torch.capability());
      var before = answer(model, "a b") + answer(scripted, "a b");
      change(directory.resolve("model.safetensors"), arguments[1]);
      var after = answer(model, "a b") + answer(scripted, "a b");
      System.out.println(before.equals(after) ? "same answers" : before + " became " + after);
      System.out.println(answer(model, "k l"));
      System.out.println(answer(scripted, "k l"));
    }
  }

  private static void change(Path file, String how) throws IOException {
    if (how.equals("delete")) {
      Files.delete(file);
      return;
    }
    try (var open = new RandomAccessFile(file.toFile(), "rw")) {
      if (how.equals("cut")) {
        open.setLength(0);
      } else {
        long size = open.length();
        open.setLength(size + 1);
        open.seek(size / 2);
        open.write("nonsense".getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static String answer(TaskModel model, String text) {
    try {
      var answer = Answers.of(model, HeadKey.LAST, List.of(new Input.Pair(text, text))).getFirst();
      return Arrays.toString(((Prediction.PairLabel) answer).distribution().probabilities());
    } catch (Problem e) {
      return "Problem: " + e.getMessage();
    }
  }

  @Test
  void aFileCutWhileItIsReadIsToldByName() throws IOException {
    var directory = model();
    var checkpoint = Checkpoint.open(directory);
    change(directory.resolve("model.safetensors"), "cut");
    try (var manager = Torch.newManager()) {
      var said =
          assertThrows(Problem.class, () -> checkpoint.load(manager, name -> true)).getMessage();
      assertTrue(said.contains("model.safetensors") && said.contains("changed"), said);
    }
  }
}
