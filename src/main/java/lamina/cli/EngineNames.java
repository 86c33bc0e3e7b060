package lamina.cli;

import java.util.Arrays;
import java.util.Iterator;
import lamina.engine.Engine;

/** The names of all engines, for the help of options. */
final class EngineNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(Engine.values()).map(Engine::key).iterator();
  }
}
