package lamina.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.nio.file.Path;
import lamina.tensor.TensorFile;
import lamina.tensor.Weights;
import org.junit.jupiter.api.Assertions;

/**
 * Golden tensors made by src/test/resources/reference/reference.py, which shares no code with us.
 */
public record Reference(NDManager manager, Path directory) implements AutoCloseable {
  public static Reference open(String name) {
    return new Reference(
        NDManager.newBaseManager("PyTorch"), Path.of("src/test/resources/reference", name));
  }

  public Checkpoint checkpoint() {
    return Checkpoint.open(directory);
  }

  public Weights weights() {
    return checkpoint().load(manager, n -> true);
  }

  public ArrayEncoder encoder() {
    return ArrayEncoder.of(checkpoint().config(), weights());
  }

  public NDArray expected(String name) {
    return TensorFile.open(directory.resolve("expected.safetensors")).read(manager, name);
  }

  public NDArray trained(String name) {
    return TensorFile.open(directory.resolve("expected_train.safetensors")).read(manager, name);
  }

  /** The fixed padded batch of the golden tensors. */
  public Batch batch() {
    var mask = expected("attention_mask").toType(DataType.FLOAT32, true);
    var sums = mask.sum(new int[] {1}).toFloatArray();
    var lengths = new int[sums.length];
    for (int i = 0; i < sums.length; i++) {
      lengths[i] = (int) sums[i];
    }
    return new Batch(expected("input_ids"), expected("token_type_ids"), mask, lengths);
  }

  public static void assertClose(NDArray expected, NDArray actual, double tolerance, String what) {
    Assertions.assertEquals(expected.getShape(), actual.getShape(), what);
    var a = expected.toFloatArray();
    var b = actual.toFloatArray();
    double worst = 0;
    for (int i = 0; i < a.length; i++) {
      Assertions.assertTrue(Float.isFinite(b[i]), what + " holds " + b[i]);
      worst = Math.max(worst, Math.abs(a[i] - b[i]));
    }
    Assertions.assertTrue(worst <= tolerance, what + " is off by " + worst);
  }

  @Override
  public void close() {
    manager.close();
  }
}
