package lamina.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import lamina.problem.Problem;

/** One tensor of a safetensors file. */
record PlainTensor(TensorFile home, String name) implements StoredTensor {
  @Override
  public long[] shape() {
    return home.entry(name).shape();
  }

  @Override
  public long count() {
    return home.count(name);
  }

  @Override
  public boolean real() {
    return home.entry(name).number().filter(NumberType::real).isPresent();
  }

  @Override
  public Problem unusable() {
    return home.type(name);
  }

  @Override
  public NDArray read(NDManager manager) {
    return home.read(manager, name);
  }

  @Override
  public RowTable table(NDManager manager) {
    return home.table(manager, name);
  }

  @Override
  public Map<String, TensorFile> parts() {
    return Map.of(name, home);
  }
}
