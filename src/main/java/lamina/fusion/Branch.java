package lamina.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.random.RandomGenerator;
import lamina.encoder.ForwardMode;
import lamina.tensor.Weights;

/**
 * One branch of AIF. A convolution of kernel size 1 is a dense layer on every position; its weight
 * keeps the convolution's shape (out, in, 1) in files.
 */
record Branch(
    NDArray squeezeWeight,
    NDArray squeezeBias,
    BatchNorm squeezeNorm,
    NDArray expandWeight,
    NDArray expandBias,
    BatchNorm expandNorm) {

  static Branch load(Weights w, int hidden) {
    NDArray squeeze = w.get("0.weight", -1, hidden, 1);
    long reduced = squeeze.getShape().get(0);
    return new Branch(
        squeeze,
        w.get("0.bias", reduced),
        BatchNorm.load(w.under("1."), reduced),
        w.get("3.weight", hidden, reduced, 1),
        w.get("3.bias", hidden),
        BatchNorm.load(w.under("4."), hidden));
  }

  /** PyTorch's initial values: uniform within one over the square root of the inputs. */
  static void initialise(Weights w, int hidden, int reduction, RandomGenerator random) {
    int reduced = Math.max(1, hidden / reduction);
    convolution(w.under("0."), reduced, hidden, random);
    BatchNorm.initialise(w.under("1."), reduced);
    convolution(w.under("3."), hidden, reduced, random);
    BatchNorm.initialise(w.under("4."), hidden);
  }

  private static void convolution(Weights w, int out, int in, RandomGenerator random) {
    float bound = (float) (1 / Math.sqrt(in));
    w.put("weight", uniform(w.manager(), out * in, bound, random).reshape(out, in, 1));
    w.put("bias", uniform(w.manager(), out, bound, random));
  }

  private static NDArray uniform(NDManager manager, int n, float bound, RandomGenerator random) {
    var values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = random.nextFloat(-bound, bound);
    }
    return manager.create(values, new Shape(n));
  }

  /** (N, E) to (N, E). */
  NDArray apply(NDArray x, ForwardMode mode) {
    NDArray squeezed = squeezeNorm.apply(convolve(x, squeezeWeight, squeezeBias, mode), mode);
    return expandNorm.apply(
        convolve(Activation.relu(squeezed), expandWeight, expandBias, mode), mode);
  }

  private static NDArray convolve(NDArray x, NDArray weight, NDArray bias, ForwardMode mode) {
    NDArray matrix = weight.squeeze(2);
    matrix.attach(x.getManager()); // a view belongs to the batch, not to the model
    return mode.products().linear(x, matrix, bias);
  }
}
