package lamina.train;

import static lamina.encoder.Reference.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.TreeSet;
import java.util.stream.Stream;
import lamina.encoder.ArrayEncoder;
import lamina.encoder.Checkpoint;
import lamina.encoder.Dropout;
import lamina.encoder.FamilyReference;
import lamina.encoder.ForwardMode;
import lamina.tensor.Products;
import lamina.tensor.Torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradients of every family's tensors are those of transformers. */
class FamilyGradientTest {
  private static final double TOLERANCE = 1e-3;

  private static Stream<String> encoders() {
    return FamilyReference.names(false);
  }

  @ParameterizedTest
  @MethodSource("encoders")
  void everyTensors(String name) {
    try (var r = FamilyReference.open(name)) {
      var checkpoint = Checkpoint.open(r.directory());
      var weights = checkpoint.loadEncoder(r.manager()).read(n -> true);
      var encoder = ArrayEncoder.of(checkpoint.config(), weights);
      var optimiser = new AdamW(weights.map(), 0.01f, parameter -> 1);
      var batch = r.batch("padded");
      var loss =
          Torch.withGradients(
              () -> {
                var states =
                    encoder.encode(batch, ForwardMode.training(Dropout.NONE, Products.FP32));
                var mask = batch.mask().expandDims(2);
                return states.last().mul(r.expected("target")).mul(mask).sum().div(mask.sum());
              });
      assertEquals(r.expected("loss").getFloat(), loss.getFloat(), TOLERANCE, "loss");
      optimiser.backward(loss);
      var names = new TreeSet<String>();
      r.names().stream()
          .filter(n -> n.startsWith("grad."))
          .forEach(n -> names.add(n.substring("grad.".length())));
      assertEquals(names, new TreeSet<>(optimiser.gradients().keySet()));
      optimiser
          .gradients()
          .forEach((n, g) -> assertClose(r.expected("grad." + n), g, TOLERANCE, n));
    }
  }
}
