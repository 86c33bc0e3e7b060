package lamina.evaluate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lamina.data.EntitySpan;

/** Counts entities: right are those with the same words and the same type. */
final class Entities {
  private Entities() {}

  /** What one sentence adds to entity F1. */
  static ExampleScore item(Metric metric, List<String> gold, List<String> predicted) {
    var expected = spans(metric, gold);
    var found = spans(metric, predicted);
    var both = new HashSet<>(expected);
    both.retainAll(found);
    return new ExampleScore(2.0 * both.size(), expected.size() + found.size());
  }

  private static Set<EntitySpan> spans(Metric metric, List<String> tags) {
    return Set.copyOf(
        metric == Metric.IOB2_STRICT ? EntitySpan.strict(tags) : EntitySpan.conlleval(tags));
  }
}
