package lamina.app;

import static lamina.encoder.Reference.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import lamina.tensor.Storage;
import lamina.tensor.TensorFile;
import lamina.tensor.TensorWriter;
import lamina.tensor.Torch;
import lamina.text.Input;
import lamina.text.Tokenizer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Python reads of a saved model is what Lamina computes. Needs a python3 with torch. */
class PyTorchReaderTest {
  private static final double TOLERANCE = 1e-4;
  private static final List<String> PYTHONS = List.of("/usr/bin/python3", "python3");

  @TempDir Path folder;

  static String python() throws IOException, InterruptedException {
    for (var python : PYTHONS) {
      try {
        if (new ProcessBuilder(python, "-c", "import torch").start().waitFor() == 0) {
          return python;
        }
      } catch (IOException e) {
        continue; // there is no such program
      }
    }
    return "";
  }

  @ParameterizedTest
  @ValueSource(strings = {"pos-teacher", "xnli-teacher"})
  void everyHeadGivesTheSameLogitsAndGate(String name) throws Exception {
    assertRead(Path.of("models", name), folder);
  }

  /**
   * Logits and gates of every head, from Python and from here.
   *
   * @param model a directory whose heads include {@code paper.1}
   */
  static void assertRead(Path model, Path folder) throws Exception {
    var python = python();
    assumeTrue(!python.isEmpty(), "no python3 with torch here");
    var input = folder.resolve("ids.safetensors");
    var states = folder.resolve("states.safetensors");
    var logits = folder.resolve("logits.safetensors");
    try (var manager = Torch.newManager()) {
      writeIds(manager, model, input);
      var err = new StringWriter();
      int code =
          Main.commandLine()
              .setErr(new PrintWriter(err))
              .execute(
                  "dump",
                  "--checkpoint",
                  "" + model,
                  "--input",
                  "" + input,
                  "--output",
                  "" + states);
      assertEquals(0, code, err.toString());
      var process =
          new ProcessBuilder(
                  python,
                  "models/recipe/load_lamina.py",
                  "" + model,
                  "--input",
                  "" + input,
                  "--output",
                  "" + logits)
              .redirectErrorStream(true)
              .start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), said);
      var ours = TensorFile.open(states);
      var theirs = TensorFile.open(logits);
      assertTrue(theirs.names().contains("gate.paper.1"), theirs.names().toString());
      for (var tensor : theirs.names()) {
        assertClose(theirs.read(manager, tensor), ours.read(manager, tensor), TOLERANCE, tensor);
      }
      long heads = ours.names().stream().filter(n -> n.startsWith("logits.")).count();
      assertEquals(heads, theirs.names().stream().filter(n -> n.startsWith("logits.")).count());
    }
  }

  private static void writeIds(NDManager manager, Path model, Path file) {
    try (var tokenizer = Tokenizer.open(model, 64, Integer.MAX_VALUE)) {
      var inputs =
          List.of(
              tokenizer.encode(new Input.Pair("She reads two books.", "كانت في الـ84 من عمرها.")),
              tokenizer.encode(new Input.Text("Das geht auch kürzer.")));
      int t = inputs.stream().mapToInt(i -> i.length()).max().orElseThrow();
      var ids = new long[inputs.size()][t];
      var types = new long[inputs.size()][t];
      var mask = new long[inputs.size()][t];
      for (int i = 0; i < inputs.size(); i++) {
        for (int j = 0; j < inputs.get(i).length(); j++) {
          ids[i][j] = inputs.get(i).ids()[j];
          types[i][j] = inputs.get(i).types()[j];
          mask[i][j] = 1;
        }
      }
      var all = new LinkedHashMap<String, NDArray>();
      all.put("input_ids", matrix(manager, ids));
      all.put("token_type_ids", matrix(manager, types));
      all.put("attention_mask", matrix(manager, mask));
      TensorWriter.write(file, all, Storage.FP32);
    }
  }

  private static NDArray matrix(NDManager manager, long[][] rows) {
    var flat = java.util.Arrays.stream(rows).flatMapToLong(java.util.Arrays::stream).toArray();
    return manager.create(flat, new ai.djl.ndarray.types.Shape(rows.length, rows[0].length));
  }
}
