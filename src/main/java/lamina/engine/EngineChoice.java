package lamina.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lamina.problem.Problem;

/**
 * What a person chose: {@code auto}, {@code fastest} or an engine's name. {@code auto} is the
 * fastest of the exact engines, so that scores and figures are the same on every machine; {@code
 * fastest} may round.
 *
 * @param key one of {@link #keys()}
 */
public record EngineChoice(String key) {
  /** The fastest engine whose results are the reference's. */
  public static final EngineChoice AUTO = new EngineChoice("auto");

  /** The fastest engine that this machine has, exact or not. */
  public static final EngineChoice FASTEST = new EngineChoice("fastest");

  private static final List<Engine> BY_SPEED = List.of(Engine.values()).reversed();

  /** From the fastest of the exact ones; a process that rounds to tf32 has no exact one. */
  private static final List<Engine> BY_TRUST =
      Stream.concat(BY_SPEED.stream().filter(Engine::exact), Stream.of(Engine.TF32)).toList();

  /**
   * Checks the name.
   *
   * @throws Problem naming the choices there are
   */
  public EngineChoice {
    if (!keys().contains(key)) {
      throw new Problem("Engine \"" + key + "\" is none of " + String.join(", ", keys()) + ".");
    }
  }

  /** The choice of one engine. */
  public static EngineChoice of(Engine engine) {
    return new EngineChoice(engine.key());
  }

  /** The engine that is named; empty where the machine decides. */
  public Optional<Engine> engine() {
    return Engine.named(key);
  }

  /** What can be chosen on one machine or another. */
  public static List<String> keys() {
    var keys = new ArrayList<>(List.of("auto", "fastest"));
    Arrays.stream(Engine.values()).map(Engine::key).forEach(keys::add);
    return List.copyOf(keys);
  }

  /**
   * The engine on a machine.
   *
   * @throws Problem where the machine doesn't offer it, naming why and what it offers
   */
  public Engine on(Capability machine) {
    var named = engine();
    if (named.isEmpty()) {
      return (key.equals("fastest") ? BY_SPEED : BY_TRUST)
          .stream()
              .filter(machine::offers)
              .findFirst()
              .orElseThrow(
                  () ->
                      new Problem(
                          "No engine computes right on this machine: "
                              + machine.refuted()
                              + ". Start the program without "
                              + Capability.TF32_VARIABLE
                              + "."));
    }
    machine
        .against(named.get())
        .ifPresent(
            reason -> {
              throw new Problem(
                  "Engine "
                      + key
                      + " isn't offered on this machine: "
                      + reason
                      + ". Choose auto, fastest or one of "
                      + machine.offers().stream()
                          .filter(Capability.Offer::offered)
                          .map(o -> o.engine().key())
                          .toList()
                      + ".");
            });
    return named.get();
  }
}
