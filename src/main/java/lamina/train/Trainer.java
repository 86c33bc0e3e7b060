package lamina.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import lamina.encoder.Dropout;
import lamina.encoder.ForwardMode;
import lamina.engine.Precision;
import lamina.files.ContentKey;
import lamina.model.Head;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.model.TaskModel;
import lamina.problem.Problem;
import lamina.tensor.Products;
import lamina.tensor.Torch;
import org.jspecify.annotations.Nullable;

/**
 * The training loop. Everything random follows from (seed, step), so that a run that goes on from a
 * checkpoint equals one that never stopped.
 */
final class Trainer {
  private static final int REPORT_EVERY = 10;

  private final TaskModel model;
  private final Objective objective;
  private final TrainingData data;
  private final Optional<TrainingData> unlabelled;
  private final TrainSettings settings;
  private final ContentKey key;
  private final AdamW optimiser;
  private final Dropout dropout;
  private final Products products;
  private final Optional<Supplier<Map<HeadKey, Double>>> scorer;
  private @Nullable Epoch drawn;

  /** The batches of one epoch. */
  private record Epoch(int number, List<List<Integer>> batches) {}

  Trainer(TaskModel model, Objective objective, TrainingData data, TrainSettings settings) {
    this(model, objective, data, Optional.empty(), Optional.empty(), settings, RunKey.of(settings));
  }

  /**
   * Prepares a run.
   *
   * @param unlabelled each step also takes a batch of these
   * @param scorer scores all heads on English development data; the best epoch is kept
   * @param key what the run is made from; a checkpoint of another one is refused
   */
  Trainer(
      TaskModel model,
      Objective objective,
      TrainingData data,
      Optional<TrainingData> unlabelled,
      Optional<Supplier<Map<HeadKey, Double>>> scorer,
      TrainSettings settings,
      ContentKey key) {
    this.model = model;
    this.objective = objective;
    this.data = data;
    this.unlabelled = unlabelled;
    this.scorer = scorer;
    this.settings = settings;
    this.key = key;
    this.dropout = Dropout.of(model.weights().manager(), settings.dropout());
    this.products = Products.of(model.weights().manager(), Precision.named(settings.precision()));
    int freeze = frozen() ? model.encoder().config().layers() : settings.freeze();
    var family = model.encoder().config().family();
    this.optimiser =
        new AdamW(
            trainable(model, freeze, settings.words().equals("trained")),
            (float) settings.decay(),
            name -> family.owns(name) ? 1 : settings.headFactor());
  }

  private boolean frozen() {
    return settings.protocol().equals(ModelSummary.FROZEN);
  }

  /**
   * The parameters that are trained.
   *
   * @param freeze lower layers that stay as they are, all embeddings with them; -1 for none
   * @param words whether word embeddings are trained where no other embedding is frozen
   */
  static Map<String, NDArray> trainable(TaskModel model, int freeze, boolean words) {
    var config = model.encoder().config();
    var family = config.family();
    Predicate<String> rests =
        name ->
            freeze >= 0
                ? family.atRest(name, freeze, config.layers())
                : !words && name.equals(family.words());
    model.weights().read(rests.negate());
    var map = new LinkedHashMap<>(model.weights().map());
    map.keySet().removeIf(n -> n.contains("running_") || rests.test(n));
    return map;
  }

  /**
   * Trains to the end, from the checkpoint in a directory if there is one. BatchNorm is estimated
   * anew before an epoch is scored, and at the end where none is.
   *
   * @param stopAfter steps after which to stop all the same, with a checkpoint; for tests
   * @return mean losses between checkpoints
   */
  List<Double> run(Path checkpoints, int stopAfter, TrainListener listener) {
    int perEpoch = data.steps(settings.batch());
    int total = perEpoch * settings.epochs();
    var schedule = new Schedule(settings.rate(), (int) (settings.warmup() * total), total);
    var losses = new ArrayList<Double>();
    var best = scorer.map(s -> new BestEpoch(model, checkpoints, s));
    int step = resume(checkpoints, losses, best);
    var source =
        frozen()
            ? new FrozenStates(
                model.encoder(), model.weights(), data, checkpoints, settings.epochs())
            : StateSource.learning(model.encoder());
    var health = new LossCheck(model, checkpoints);
    boolean stopped = false;
    int begun = step;
    long start = System.nanoTime();
    double sum = 0;
    int counted = 0;
    double recent = 0;
    int reported = 0;
    while (step < Math.min(total, stopAfter) && !stopped) {
      int epoch = step / perEpoch;
      var batches =
          frozen()
              ? data.reordered(settings.seed(), epoch, settings.batch())
              : data.epoch(settings.seed(), epoch, settings.batch());
      for (int i = step % perEpoch; i < perEpoch && step < stopAfter && !stopped; i++) {
        double loss = step(source, batches.get(i), step, schedule.rate(step), health);
        health.learned(step, loss);
        sum += loss;
        counted++;
        recent += loss;
        step++;
        reported++;
        if (step % REPORT_EVERY == 0 || step == total) {
          double each = (System.nanoTime() - start) / 1e9 / (step - begun);
          listener.progress(
              new TrainProgress(
                  step, total, recent / reported, schedule.rate(step - 1), each * (total - step)));
          recent = 0;
          reported = 0;
        }
        boolean kept = step % settings.checkpoint() == 0 || step == total || step == stopAfter;
        if (kept || step % perEpoch == 0) {
          health.checkWeights(step - 1); // neither kept nor scored where they are broken
        }
        if (step % perEpoch == 0 && best.isPresent()) {
          listener.scoring(step, total);
          estimate(source); // so that what is scored is what would be kept
          listener.epoch(step, best.get().end(step));
        }
        stopped = listener.stop();
        if (kept || stopped) {
          losses.add(sum / counted);
          sum = 0;
          counted = 0;
          TrainState.save(
              checkpoints,
              step,
              key,
              losses,
              best.map(BestEpoch::mark).orElse(null),
              model.weights().map(),
              optimiser.moments());
        }
      }
    }
    optimiser.release();
    dropout.close();
    products.close();
    if (stopped && step < total) {
      throw new TrainingStopped(step);
    }
    if (step == total) {
      listener.finishing();
      best.ifPresentOrElse(BestEpoch::restore, () -> estimate(source));
    }
    return losses;
  }

  private void estimate(StateSource source) {
    BatchNormEstimator.run(model, source, data, settings.seed(), settings.batch());
  }

  private int resume(Path checkpoints, List<Double> losses, Optional<BestEpoch> best) {
    var state = TrainState.read(checkpoints);
    if (state.isEmpty()) {
      return 0;
    }
    if (!state.get().key().equals(key)) {
      throw new Problem(
          checkpoints
              + " holds the checkpoint of another run, which differs in "
              + RunKey.differences(state.get().key(), key)
              + ". Choose another --out, or remove that folder to begin anew.");
    }
    Torch.withoutGradients(
        () -> {
          try (var manager = model.newBatchManager()) {
            state.get().restore(checkpoints, manager, model.weights().map(), optimiser.moments());
            return null;
          }
        });
    losses.addAll(state.get().losses());
    best.ifPresent(b -> b.resume(state.get().best()));
    return state.get().step();
  }

  private double step(
      StateSource source, List<Integer> batch, int step, double rate, LossCheck health) {
    Torch.seed(settings.seed() * 1_000_003 + step);
    double value = learn(source, data, batch);
    if (unlabelled.isPresent()) {
      value += learn(source, unlabelled.get(), unlabelledBatch(step));
    }
    if (!Double.isFinite(value)) {
      health.checkStart();
      objective.blame(data.tokens(batch));
      if (unlabelled.isPresent()) {
        objective.blame(unlabelled.get().tokens(unlabelledBatch(step)));
      }
      throw health.broken("The loss", value, step);
    }
    double norm = optimiser.step(step + 1, rate, settings.clip());
    if (!Double.isFinite(norm)) {
      throw health.broken("The gradients' norm", norm, step);
    }
    return value;
  }

  /**
   * Adds the gradients of a batch's mean loss, pass by pass.
   *
   * @return the loss; from where it is no finite number nothing more is added
   */
  private double learn(StateSource source, TrainingData from, List<Integer> batch) {
    double sum = 0;
    for (var pass : from.passes(batch, settings.passTokens(), model.task().tagsWords())) {
      try (var manager = model.newBatchManager()) {
        var loss = Torch.withGradients(() -> loss(manager, source, from, pass));
        sum += loss.getFloat();
        if (!Double.isFinite(sum)) {
          return sum;
        }
        optimiser.backward(loss);
      }
    }
    return sum;
  }

  /** Drawn once an epoch: drawing it every step would cost more than the step. */
  private List<List<Integer>> unlabelledEpoch(int epoch) {
    if (drawn == null || drawn.number != epoch) {
      drawn =
          new Epoch(
              epoch, unlabelled.orElseThrow().epoch(settings.seed(), epoch, settings.batch()));
    }
    return drawn.batches;
  }

  private List<Integer> unlabelledBatch(int step) {
    int perEpoch = unlabelled.orElseThrow().steps(settings.batch());
    return unlabelledEpoch(step / perEpoch).get(step % perEpoch);
  }

  private NDArray loss(
      NDManager manager, StateSource source, TrainingData from, TrainingData.Pass pass) {
    var batch = pass.examples();
    var mode = ForwardMode.training(dropout, products);
    var states = source.states(manager, from, batch, mode);
    var outputs = new LinkedHashMap<HeadKey, Head.Output>();
    model.heads().forEach((key, head) -> outputs.put(key, head.apply(states, mode)));
    var targets =
        DistillationTargets.of(
            manager, from, batch, model.task().tagsWords(), model.task().labels().size());
    return objective.loss(
        new Objective.Step(model.encoder(), states, outputs, targets, pass.shares()));
  }
}
