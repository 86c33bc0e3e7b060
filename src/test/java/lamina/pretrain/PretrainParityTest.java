package lamina.pretrain;

import static lamina.encoder.Reference.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import lamina.encoder.Checkpoint;
import lamina.encoder.EncoderConfig;
import lamina.encoder.TensorFile;
import lamina.encoder.Torch;
import lamina.encoder.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Losses and gradients against src/test/resources/pretrain/golden.py, the recipe's functions. */
class PretrainParityTest {
  private static final Path FOLDER = Path.of("src/test/resources/pretrain");
  private static final double TOLERANCE = 1e-4;

  private NDManager manager;
  private Weights weights;
  private MaskedLanguageModel model;

  @BeforeEach
  void open() {
    manager = Torch.newManager();
    EncoderConfig config = Checkpoint.open(FOLDER).config();
    weights = StartWeights.of(manager, FOLDER, config, 1);
    model = new MaskedLanguageModel(config, weights);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray expected(String name) {
    return TensorFile.open(FOLDER.resolve("expected.safetensors")).read(manager, name);
  }

  private int[][] rows(String name, String lengths) {
    long t = expected(name).getShape().get(1);
    long[] flat = expected(name).toLongArray();
    long[] n = expected(lengths).toLongArray();
    return IntStream.range(0, n.length)
        .mapToObj(
            i ->
                Arrays.stream(flat, (int) (i * t), (int) (i * t + n[i]))
                    .mapToInt(x -> (int) x)
                    .toArray())
        .toArray(int[][]::new);
  }

  private Masked masked(Rows rows) {
    var places = Arrays.stream(expected("chosen").toLongArray()).mapToInt(x -> (int) x).toArray();
    return new Masked(rows, places, expected("answers").toLongArray());
  }

  @Test
  void maskedLanguageModellingIsTheRecipes() {
    var embeddings = weights.get("embeddings.word_embeddings.weight", -1, -1);
    embeddings.setRequiresGradient(true);
    try (var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      var loss = model.loss(manager, masked(Rows.of(rows("ids", "lengths"), 0)));
      collector.backward(loss);
      assertEquals(expected("mlm").getFloat(0), loss.getFloat(), TOLERANCE);
    }
    assertClose(expected("mlm.grad"), embeddings.getGradient(), 1e-5, "gradient of the embeddings");
  }

  @Test
  void translationsHaveTypesAndPositionsOfTheirOwn() {
    var rows =
        new Rows(
            rows("ids", "lengths"),
            Optional.of(rows("types", "lengths")),
            Optional.of(rows("positions", "lengths")),
            0);
    double loss = model.loss(manager, masked(rows)).getFloat();
    assertEquals(expected("tlm").getFloat(0), loss, TOLERANCE);
  }

  @Test
  void theContrastIsTheRecipes() {
    var left = Rows.of(rows("left", "left.lengths"), 0);
    var right = Rows.of(rows("right", "right.lengths"), 0);
    var english = model.encode(manager, left, 1);
    var other = model.encode(manager, right, 1);
    double sentence =
        Contrast.loss(
                MaskedLanguageModel.mean(english, 1),
                MaskedLanguageModel.mean(other, 1),
                (i, j) -> Arrays.equals(left.ids()[i], left.ids()[j]),
                0.05)
            .getFloat();
    assertEquals(expected("sentence").getFloat(0), sentence, TOLERANCE);
    var links = expected("links");
    int n = (int) links.getShape().get(0);
    long[] flat = links.toLongArray();
    var e = new int[n];
    var f = new int[n];
    var atLeft = new int[n];
    var atRight = new int[n];
    for (int i = 0; i < n; i++) {
      int row = (int) flat[3 * i];
      int x = (int) flat[3 * i + 1];
      int y = (int) flat[3 * i + 2];
      e[i] = left.ids()[row][x];
      f[i] = right.ids()[row][y];
      atLeft[i] = row * left.width() + x;
      atRight[i] = row * right.width() + y;
    }
    double word =
        Contrast.loss(
                MaskedLanguageModel.rows(english.layer(1), atLeft),
                MaskedLanguageModel.rows(other.layer(1), atRight),
                (i, j) -> e[i] == e[j] || f[i] == f[j],
                0.1)
            .getFloat();
    assertEquals(expected("word").getFloat(0), word, TOLERANCE);
  }
}
