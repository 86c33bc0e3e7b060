package lamina.encoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import lamina.engine.Capability;
import lamina.engine.Engine;
import lamina.tensor.Torch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The engines of a GPU against the golden states: run it where there is one, once as it is and once
 * with {@code TORCH_ALLOW_TF32_CUBLAS_OVERRIDE=1} for tf32.
 */
@Tag("gpu")
class GpuEngineTest {
  @ParameterizedTest
  @CsvSource({
    "bert-4x32, NDARRAY, 1e-4",
    "bert-4x32, SCRIPTED, 1e-4",
    "bert-4x32, TF32, 2e-2",
    "bert-4x32, BF16, 4e-2",
    "distilbert-3x32, SCRIPTED, 1e-4",
    "distilbert-3x32, TF32, 2e-2",
    "distilbert-3x32, BF16, 4e-2",
  })
  void hiddenStatesAreTheGoldenOnes(String name, Engine engine, double tolerance) {
    var capability = Torch.capability();
    Assumptions.assumeTrue(capability.gpu() > 0, "there is no GPU");
    Assumptions.assumeTrue(
        capability.offers().contains(new Capability.Offer(engine, "")),
        engine + " isn't offered by this process");
    try (var gpu = Torch.newManager();
        var r = new Reference(gpu, Path.of("src/test/resources/reference", name))) {
      var encoder = Encoder.of(engine, r.encoder(), r.weights());
      var batch = r.batch();
      var states = encoder.encode(batch);
      assertTrue(states.last().getDevice().isGpu());
      for (int l = 0; l <= states.depth(); l++) {
        assertClose(r.expected("hidden." + l), states.layer(l), batch, tolerance);
      }
    }
  }

  private static void assertClose(NDArray expected, NDArray actual, Batch batch, double tolerance) {
    assertEquals(expected.getShape(), actual.getShape());
    var worst = expected.sub(actual).mul(batch.mask().expandDims(2)).abs().max();
    assertTrue(worst.getFloat() <= tolerance, "off by " + worst.getFloat());
  }
}
