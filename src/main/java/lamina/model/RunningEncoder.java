package lamina.model;

import ai.djl.engine.EngineException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import lamina.encoder.ArrayEncoder;
import lamina.encoder.Batch;
import lamina.encoder.Encoder;
import lamina.encoder.EncoderFamilies;
import lamina.encoder.EngineProof;
import lamina.encoder.HiddenStates;
import lamina.engine.Capability;
import lamina.engine.Engine;
import lamina.engine.EngineChoice;
import lamina.problem.Problem;
import lamina.tensor.Weights;

/** A model's encoder on an engine that has proved itself. */
final class RunningEncoder {
  private final String name;
  private final ArrayEncoder reference;
  private final Weights weights;
  private final Map<Engine, String> refuted = new EnumMap<>(Engine.class);
  private Encoder running;
  private Loader loader = Encoder::of;

  /** Makes an encoder compute with another engine. */
  interface Loader {
    /** The same encoder on an engine. */
    Encoder load(Engine engine, ArrayEncoder reference, Weights weights);
  }

  /**
   * Begins with the reference.
   *
   * @param name of the model, for messages
   */
  RunningEncoder(String name, ArrayEncoder reference, Weights weights) {
    this.name = name;
    this.reference = reference;
    this.weights = weights;
    this.running = reference;
  }

  /** See {@link TaskModel#loadWith}. */
  void loadWith(Loader other) {
    loader = other;
  }

  Engine engine() {
    return running.engine();
  }

  Map<Engine, String> refuted() {
    return Map.copyOf(refuted);
  }

  /** See {@link TaskModel#use}. */
  void use(EngineChoice choice, Capability machine) {
    var able = machine.without(lacking());
    var engine = choice.on(able.without(refuted));
    while (engine != running.engine() && !proved(engine)) {
      engine = choice.on(able.without(refuted));
    }
  }

  /** Engines that the family hasn't, which says nothing of the machine. */
  Map<Engine, String> lacking() {
    var family = reference.config().family();
    var lacking = new EnumMap<Engine, String>(Engine.class);
    EnumSet.complementOf(EnumSet.copyOf(family.engines()))
        .forEach(engine -> lacking.put(engine, EncoderFamilies.lacking(family)));
    return lacking;
  }

  private boolean proved(Engine engine) {
    var next = engine == Engine.NDARRAY ? reference : loader.load(engine, reference, weights);
    var wrong = EngineProof.against(reference, next);
    if (wrong.isPresent()) {
      next.close();
      refuted.put(engine, wrong.get());
      return false;
    }
    running.close();
    running = next;
    return true;
  }

  HiddenStates encode(Batch batch) {
    try {
      return running.encode(batch);
    } catch (EngineException e) { // int8 takes no infinite values, others answer with them
      throw new Problem(
          name
              + ": engine "
              + engine().key()
              + " could not compute an input ("
              + String.valueOf(e.getMessage())
                  .strip()
                  .lines()
                  .reduce((first, last) -> last)
                  .orElse("")
              + "). Mostly its hidden states are no finite numbers because its weights are damaged:"
              + " take another copy, or try engine ndarray.",
          e);
    }
  }

  void close() {
    running.close();
  }
}
