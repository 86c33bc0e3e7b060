package lamina.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import lamina.tensor.Torch;
import lamina.tensor.TorchScript;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, ICLR 2019), as PyTorch computes it:
 * decay on matrices only, none on norms and biases. The update is one pass over memory, and
 * gradients are taken from the backward pass as they are: where the engine keeps them at their
 * parameters, each step has to set them to zero and to add to them, four passes more. The gradient
 * of a table of embeddings comes as the rows that were looked up and is spread over one array that
 * stays, so that no step fills another of the vocabulary's size.
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

    /** Of this step; none before its first backward pass. */
    private Optional<NDArray> gradient = Optional.empty();

    private Slot(NDArray parameter, Kind kind) {
      this.parameter = parameter;
      this.mean = parameter.zerosLike();
      this.variance = parameter.zerosLike();
      this.kind = kind;
    }

    /**
     * Takes a gradient over, with that of a backward pass before added: to the new one, since the
     * old may be the array that the rows of a table are spread over.
     */
    private void add(NDArray found) {
      gradient.ifPresent(before -> Torch.withoutGradients(() -> found.addi(before)));
      clear();
      found.attach(parameter.getManager());
      gradient = Optional.of(found);
    }

    private void clear() {
      gradient.ifPresent(NDArray::close);
      gradient = Optional.empty();
    }
  }

  /** What parameters that are updated together have in common. */
  private record Kind(double decay, double speed) {}

  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private final double beta2;
  private final double epsilon;
  private final NDManager manager;
  private final TorchScript update;
  private final TorchScript backward;

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
    update = TorchScript.load(manager, AdamW.class, "adamw.torchscript", "AdamW", SETTINGS);
    var state = new LinkedHashMap<String, Object>(SETTINGS);
    List.of("places", "buffers", "rows").forEach(name -> state.put(name, List.of()));
    backward = TorchScript.load(manager, AdamW.class, "gradients.torchscript", "Gradients", state);
    parameters.forEach(
        (name, p) -> {
          p.setRequiresGradient(true);
          boolean matrix = p.getShape().dimension() > 1;
          slots.put(name, new Slot(p, new Kind(matrix ? decay : 0, speed.applyAsDouble(name))));
        });
  }

  /**
   * A backward pass. Its gradients are added to those of this step; a parameter that the loss
   * doesn't depend on has zeros.
   *
   * @param loss one number, computed while gradients were recorded
   */
  public void backward(NDArray loss) {
    boolean first = slots.values().stream().allMatch(s -> s.gradient.isEmpty());
    try (var flag = manager.create(first)) {
      var given = new ArrayList<>(List.of(flag, loss));
      slots.values().forEach(s -> given.add(s.parameter));
      var found = backward.call(given).iterator();
      slots.values().forEach(slot -> slot.add(found.next()));
    }
  }

  /**
   * One step with the gradients of the backward passes since the last one. Without any, or where
   * their norm isn't finite, nothing changes.
   *
   * @param number of the step, from 1
   * @param rate learning rate
   * @param clip largest norm of all gradients together
   * @return the norm before clipping
   */
  public double step(int number, double rate, double clip) {
    var some = slots.values().stream().filter(s -> s.gradient.isPresent()).toList();
    try {
      return Torch.withoutGradients(() -> step(some, number, rate, clip));
    } finally {
      some.forEach(Slot::clear);
    }
  }

  private double step(List<Slot> some, int number, double rate, double clip) {
    double squares = 0;
    for (var slot : some) {
      try (var norm = slot.gradient.orElseThrow().norm()) {
        double n = norm.getFloat();
        squares += n * n;
      }
    }
    double norm = Math.sqrt(squares);
    if (Double.isFinite(norm)) {
      some.stream()
          .collect(Collectors.groupingBy(s -> s.kind, LinkedHashMap::new, Collectors.toList()))
          .forEach((kind, same) -> update(kind, same, number, rate, Math.max(1, norm / clip)));
    }
    return norm;
  }

  /** Parameters of one kind in one pass over memory, gradients divided first. */
  private void update(Kind kind, List<Slot> some, int number, double rate, double divisor) {
    double[] numbers = {rate * kind.speed, BETA1, beta2, kind.decay, epsilon, number, divisor};
    try (var scalars = manager.create(numbers)) {
      var given = new ArrayList<NDArray>(List.of(scalars));
      some.forEach(s -> given.add(s.parameter));
      some.forEach(s -> given.add(s.gradient.orElseThrow()));
      some.forEach(s -> given.add(s.mean));
      some.forEach(s -> given.add(s.variance));
      update.call(given).close(); // the parameters once more
    }
  }

  /** Gradients of this step, by parameter; none before its first backward pass. */
  Map<String, NDArray> gradients() {
    var gradients = new LinkedHashMap<String, NDArray>();
    slots.forEach((name, slot) -> slot.gradient.ifPresent(g -> gradients.put(name, g)));
    return gradients;
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
    update.close();
    backward.close();
  }
}
