package lamina.service;

import java.util.List;
import lamina.engine.Capability;
import lamina.engine.Engine;
import lamina.engine.EngineChoice;

/**
 * The engine of a service.
 *
 * @param choice that led to it
 * @param engine that computes
 * @param offers all engines, each with what speaks against it on this machine
 */
public record EngineInUse(EngineChoice choice, Engine engine, List<Capability.Offer> offers) {
  /** Copies the list. */
  public EngineInUse {
    offers = List.copyOf(offers);
  }
}
