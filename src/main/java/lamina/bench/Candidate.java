package lamina.bench;

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
  /** "pos-teacher, int8": unique within a run. */
  public String label() {
    return summary.name() + ", " + engine.key();
  }

  Candidate with(Engine other) {
    return new Candidate(summary, head, choice, other);
  }
}
