package lamina.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, ICLR 2019), as PyTorch computes it:
 * decay on matrices only, none on norms and biases.
 */
public final class AdamW {
  private static final float BETA1 = 0.9f;

  /** The engine's own clipping is one-sided; a negative bound switches it off. */
  private static final float NO_CLAMP = -1;

  /**
   * A parameter with its first and second moment, all of one shape. No record: arrays are equal
   * where their contents are, and two biases that both begin at zero are two parameters.
   */
  private static final class Slot {
    private final NDArray parameter;
    private final NDArray mean;
    private final NDArray variance;
    private final float decay;
    private final double speed;

    private Slot(NDArray parameter, float decay, double speed) {
      this.parameter = parameter;
      this.mean = parameter.zerosLike();
      this.variance = parameter.zerosLike();
      this.decay = decay;
      this.speed = speed;
    }
  }

  /** A slot with the gradient of this step. */
  private record Gradient(Slot slot, NDArray value) {}

  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private final float beta2;
  private final double epsilon;

  /**
   * Prepares for parameters, which from now on record gradients.
   *
   * @param decay weight decay of matrices
   * @param speed factor on the learning rate of a parameter, by name
   */
  AdamW(Map<String, NDArray> parameters, float decay, ToDoubleFunction<String> speed) {
    this(parameters, decay, speed, 0.999f, 1e-8);
  }

  /**
   * Prepares for parameters, which from now on record gradients.
   *
   * @param decay weight decay of matrices
   * @param speed factor on the learning rate of a parameter, by name
   * @param beta2 how much of the second moment stays, 0 to 1
   * @param epsilon beside its root
   */
  public AdamW(
      Map<String, NDArray> parameters,
      float decay,
      ToDoubleFunction<String> speed,
      float beta2,
      double epsilon) {
    this.beta2 = beta2;
    this.epsilon = epsilon;
    parameters.forEach(
        (name, p) -> {
          p.setRequiresGradient(true);
          boolean matrix = p.getShape().dimension() > 1;
          slots.put(name, new Slot(p, matrix ? decay : 0, speed.applyAsDouble(name)));
        });
  }

  /**
   * One step with the gradients that a backward pass left, which are cleared.
   *
   * @param number of the step, from 1
   * @param rate learning rate
   * @param clip largest norm of all gradients together
   * @return the norm before clipping
   */
  public double step(int number, double rate, double clip) {
    var gradients = new ArrayList<Gradient>();
    double squares = 0;
    try {
      for (var slot : slots.values()) {
        var g = slot.parameter.getGradient();
        gradients.add(new Gradient(slot, g));
        try (var norm = g.norm()) {
          double n = norm.getFloat();
          squares += n * n;
        }
      }
      double norm = Math.sqrt(squares);
      if (Double.isFinite(norm)) {
        double scale = norm > clip ? clip / norm : 1;
        double correction = Math.sqrt(1 - Math.pow(beta2, number));
        double corrected = rate * correction / (1 - Math.pow(BETA1, number));
        gradients.forEach(g -> update(g.slot, g.value, rate, corrected, scale, correction));
      }
      return norm;
    } finally {
      gradients.forEach(
          g -> {
            g.value.muli(0);
            g.value.close();
          });
    }
  }

  private void update(
      Slot s, NDArray g, double rate, double corrected, double scale, double correction) {
    // The engine's epsilon stands beside the uncorrected root; scaled so, it is PyTorch's.
    s.parameter
        .getNDArrayInternal()
        .adamUpdate(
            new NDList(s.parameter, g, s.mean, s.variance),
            new NDList(s.parameter),
            (float) (rate * s.speed),
            (float) (corrected * s.speed),
            s.decay,
            (float) scale,
            NO_CLAMP,
            BETA1,
            beta2,
            (float) (epsilon * correction),
            false,
            true);
  }

  /** Moments by name, {@code mean.*} and {@code variance.*}, to save and restore. */
  public Map<String, NDArray> moments() {
    var moments = new LinkedHashMap<String, NDArray>();
    slots.forEach(
        (name, slot) -> {
          moments.put("mean." + name, slot.mean);
          moments.put("variance." + name, slot.variance);
        });
    return moments;
  }

  /** Stops recording gradients. */
  public void release() {
    slots.values().forEach(s -> s.parameter.setRequiresGradient(false));
  }
}
