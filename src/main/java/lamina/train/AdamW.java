package lamina.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import lamina.encoder.TorchScript;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, ICLR 2019), as PyTorch computes it:
 * decay on matrices only, none on norms and biases. The update is one pass over memory.
 */
public final class AdamW {
  private static final double BETA1 = 0.9;
  private static final Map<String, Object> SETTINGS = Map.of("training", false);

  /**
   * A parameter with its first and second moment, all of one shape. No record: arrays are equal
   * where their contents are, and two biases that both begin at zero are two parameters.
   */
  private static final class Slot {
    private final NDArray parameter;
    private final NDArray mean;
    private final NDArray variance;
    private final Kind kind;

    private Slot(NDArray parameter, Kind kind) {
      this.parameter = parameter;
      this.mean = parameter.zerosLike();
      this.variance = parameter.zerosLike();
      this.kind = kind;
    }
  }

  /** What parameters that are updated together have in common. */
  private record Kind(double decay, double speed) {}

  /** A slot with the gradient of this step. */
  private record Gradient(Slot slot, NDArray value) {}

  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private final double beta2;
  private final double epsilon;
  private final NDManager manager;
  private final TorchScript script;

  /**
   * Prepares for parameters, which from now on record gradients.
   *
   * @param decay weight decay of matrices
   * @param speed factor on the learning rate of a parameter, by name
   */
  AdamW(Map<String, NDArray> parameters, float decay, ToDoubleFunction<String> speed) {
    this(parameters, decay, speed, 0.999, 1e-8);
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
      double beta2,
      double epsilon) {
    this.beta2 = beta2;
    this.epsilon = epsilon;
    manager = parameters.values().iterator().next().getManager();
    script = TorchScript.load(manager, AdamW.class, "adamw.torchscript", "AdamW", SETTINGS);
    parameters.forEach(
        (name, p) -> {
          p.setRequiresGradient(true);
          boolean matrix = p.getShape().dimension() > 1;
          slots.put(name, new Slot(p, new Kind(matrix ? decay : 0, speed.applyAsDouble(name))));
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
        gradients.stream()
            .collect(
                Collectors.groupingBy(g -> g.slot.kind, LinkedHashMap::new, Collectors.toList()))
            .forEach((kind, some) -> update(kind, some, number, rate, Math.max(1, norm / clip)));
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

  /** Parameters of one kind in one pass over memory, gradients divided first. */
  private void update(
      Kind kind, List<Gradient> gradients, int number, double rate, double divisor) {
    double[] numbers = {rate * kind.speed, BETA1, beta2, kind.decay, epsilon, number, divisor};
    try (var scalars = manager.create(numbers)) {
      var given = new ArrayList<NDArray>(List.of(scalars));
      gradients.forEach(g -> given.add(g.slot.parameter));
      gradients.forEach(g -> given.add(g.value));
      gradients.forEach(g -> given.add(g.slot.mean));
      gradients.forEach(g -> given.add(g.slot.variance));
      script.call(given).close(); // the parameters once more
    }
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

  /** Stops recording gradients; no step comes after. */
  public void release() {
    slots.values().forEach(s -> s.parameter.setRequiresGradient(false));
    script.close();
  }
}
