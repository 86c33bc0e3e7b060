package lamina.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import lamina.engine.Capability;
import lamina.engine.Engine;
import lamina.engine.EngineChoice;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;

/**
 * What is timed against others: a model, the head that answers and the way of computing.
 *
 * @param summary of the model
 * @param head that answers
 * @param choice what led to the engine
 * @param engine that computes hidden states; until the model is loaded, the one expected
 */
public record Candidate(ModelSummary summary, HeadKey head, EngineChoice choice, Engine engine) {
  /**
   * Every model by every engine, which each come once. An engine that is named and that the machine
   * lacks has contenders, too: who opens them is told why they can't be.
   *
   * @param heads one a model
   */
  public static List<Candidate> of(
      List<ModelSummary> models,
      List<HeadKey> heads,
      List<EngineChoice> choices,
      Capability machine) {
    var engines = new LinkedHashMap<Engine, EngineChoice>();
    for (var choice : choices) {
      engines.putIfAbsent(choice.engine().orElseGet(() -> choice.on(machine)), choice);
    }
    var all = new ArrayList<Candidate>();
    engines.forEach(
        (engine, choice) -> {
          for (int i = 0; i < models.size(); i++) {
            all.add(new Candidate(models.get(i), heads.get(i), choice, engine));
          }
        });
    return List.copyOf(all);
  }

  /** "pos-teacher, int8": unique within a run. */
  public String label() {
    return summary.name() + ", " + engine.key();
  }

  Candidate with(Engine other) {
    return new Candidate(summary, head, choice, other);
  }
}
