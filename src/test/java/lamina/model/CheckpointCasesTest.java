package lamina.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lamina.data.Task;
import lamina.engine.EngineChoice;
import lamina.tensor.Torch;
import lamina.text.Input;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a directory and a pair of texts to probabilities: those of transformers on the same. */
class CheckpointCasesTest {
  private static final Path CASES = Path.of("src/test/resources/checkpoints/cases");
  private static final Input PAIR = new Input.Pair("The cat sat in Berlin ~ London runs", "Anna");

  /**
   * A case.
   *
   * @param weights the case whose weights it has, too
   */
  @ParameterizedTest
  @CsvSource({
    "gamma-beta, gamma-beta, .008, .595, .396",
    "unused-i32-tensor, gamma-beta, .008, .595, .396",
    "vocab-duplicate-line, vocab-duplicate-line, .029, .899, .072",
    "uncased-vocab-only, uncased-vocab-only, .043, .945, .012",
    "type-vocab-1, type-vocab-1, .375, .609, .016",
    "tokenizer-json-lowercases, gamma-beta, .088, .629, .283",
  })
  void probabilitiesAreThoseOfTransformers(
      String name,
      String weights,
      float entailment,
      float neutral,
      float contradiction,
      @TempDir Path folder)
      throws IOException {
    try (var files = Files.list(CASES.resolve(name))) {
      for (var file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    var tensors = folder.resolve("model.safetensors");
    if (!Files.exists(tensors)) {
      Files.copy(CASES.resolve(weights).resolve("model.safetensors"), tensors);
    }
    var expected = new float[] {entailment, neutral, contradiction};
    try (var model = TaskModel.open(folder)) {
      assertEquals(Task.XNLI, model.task());
      assertArrayEquals(expected, answer(model), 6e-4f);
      model.use(EngineChoice.AUTO, Torch.capability());
      assertArrayEquals(expected, answer(model), 6e-4f, "the default engine");
    }
    var notes = ModelFiles.summary(folder).notes();
    boolean assumed = name.equals("uncased-vocab-only");
    assertEquals(assumed ? 1 : 0, notes.size(), notes.toString());
    assertTrue(!assumed || notes.getFirst().contains("made lower case"), notes.toString());
  }

  private static float[] answer(TaskModel model) {
    var answer = Answers.of(model, HeadKey.LAST, List.of(PAIR)).getFirst();
    return ((Prediction.PairLabel) answer).distribution().probabilities();
  }
}
