package lamina.bench;

import lamina.engine.Engine;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;

/**
 * What is timed against others: a model, the head that answers and the way of computing.
 *
 * @param summary of the model
 * @param head that answers
 * @param engine that computes hidden states
 */
public record Contender(ModelSummary summary, HeadKey head, Engine engine) {
  /** "pos-teacher, int8": unique within a run. */
  public String label() {
    return summary.name() + ", " + engine.key();
  }
}
