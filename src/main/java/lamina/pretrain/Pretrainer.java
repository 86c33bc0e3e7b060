package lamina.pretrain;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import lamina.encoder.Torch;
import lamina.encoder.Weights;
import lamina.problem.Problem;
import lamina.train.AdamW;

/**
 * The loop. Everything random follows from (seed, step), so that a run that goes on from a
 * checkpoint equals one that never stopped.
 */
final class Pretrainer {
  private static final float BETA2 = 0.98f;
  private static final double EPSILON = 1e-6;

  private final PretrainSettings settings;
  private final Objective objective;
  private final Weights weights;
  private final Retrieval retrieval;
  private final Output output;
  private final AdamW optimiser;

  Pretrainer(
      PretrainSettings settings,
      Objective objective,
      Weights weights,
      Retrieval retrieval,
      Output output) {
    this.settings = settings;
    this.objective = objective;
    this.weights = weights;
    this.retrieval = retrieval;
    this.output = output;
    this.optimiser = new AdamW(weights.map(), (float) settings.decay(), name -> 1, BETA2, EPSILON);
  }

  /** Trains from a state to the end, or until the listener stops it. */
  PretrainResult run(RunState state, PretrainListener listener) {
    Path checkpoints = output.checkpoints();
    if (state.step() > 0) {
      Torch.withoutGradients(
          () -> {
            state.restore(checkpoints, weights.manager(), tensors());
            return null;
          });
      listener.resumed(state.step());
    }
    var log = new LossLog(output.file("loss.csv"), state.step(), state.sums());
    var rate = new Rate(settings.rate(), settings.warmup());
    int step = state.step();
    long tokens = state.tokens();
    double seconds = state.seconds();
    long begun = System.nanoTime() - (long) (seconds * 1e9);
    double kept = seconds;
    boolean stopped = false;
    while (done(step, seconds) < 1 && !stopped) {
      double current = rate.at(done(step, seconds));
      var values = step(step, current);
      values.losses().forEach(log::add);
      tokens += values.tokens();
      step++;
      seconds = (System.nanoTime() - begun) / 1e9;
      if (step % settings.log() == 0) {
        var means = log.line(step, seconds, tokens, current);
        listener.progress(
            new PretrainProgress(step, done(step, seconds), current, seconds, tokens, means));
      }
      stopped = listener.stop(step);
      if (seconds - kept > 60 * settings.save() || stopped) {
        keep(step, tokens, seconds, log, state.settings());
        listener.retrieved(step, retrieved());
        kept = seconds;
      }
    }
    boolean finished = done(step, seconds) >= 1;
    if (finished) {
      output.weights(weights.map());
      RunState.delete(checkpoints);
    }
    var found = retrieved();
    optimiser.release();
    return new PretrainResult(finished, step, tokens, seconds, found);
  }

  /** Share of the run that is done, by whichever end is nearer. */
  private double done(int step, double seconds) {
    double bySteps = settings.steps() > 0 ? (double) step / settings.steps() : 0;
    double byTime = settings.minutes() > 0 ? seconds / 60 / settings.minutes() : 0;
    return Math.max(bySteps, byTime);
  }

  private Objective.Values step(int step, double rate) {
    var random = new SplittableRandom(settings.seed() * 1_000_003 + step);
    try (var manager = weights.manager().newSubManager()) {
      var values = objective.backward(manager, optimiser, random);
      values
          .losses()
          .forEach(
              (name, loss) -> {
                if (!Double.isFinite(loss)) {
                  throw diverged("the loss " + name, loss, step);
                }
              });
      double norm = optimiser.step(step + 1, rate, settings.clip());
      if (!Double.isFinite(norm)) {
        throw diverged("the gradients' norm", norm, step);
      }
      return values;
    }
  }

  private static Problem diverged(String what, double value, int step) {
    return new Problem("Step " + step + ": " + what + " became " + value + "; lower --rate.");
  }

  private void keep(int step, long tokens, double seconds, LossLog log, String json) {
    var name = "step-" + step + ".safetensors";
    new RunState(step, tokens, seconds, log.sums(), name, json)
        .save(output.checkpoints(), tensors());
    output.weights(weights.map());
  }

  private Map<String, NDArray> tensors() {
    var all = new LinkedHashMap<String, NDArray>();
    weights.map().forEach((name, tensor) -> all.put("weight." + name, tensor));
    all.putAll(optimiser.moments());
    return all;
  }

  private double[] retrieved() {
    try (var manager = weights.manager().newSubManager()) {
      return objective.retrieved(manager, retrieval);
    }
  }
}
