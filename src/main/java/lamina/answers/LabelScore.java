package lamina.answers;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lamina.data.EntitySpan;
import lamina.evaluate.ExampleScore;
import lamina.evaluate.Interval;
import lamina.evaluate.Intervals;
import lamina.evaluate.Metric;
import lamina.model.HeadKey;

/**
 * How well a head finds one label, or one kind of entity. Intervals are 95 %, by bootstrap over
 * what was drawn together, see {@link lamina.data.Task.Drawn}.
 *
 * @param label a label, or of entities their kind
 * @param gold how many units or entities have it
 * @param answered how many are said to have it
 * @param right how many of both
 * @param precision right / answered
 * @param recall right / gold
 * @param f1 2 right / (answered + gold)
 */
public record LabelScore(
    String label, int gold, int answered, int right, Rate precision, Rate recall, Rate f1) {
  private static final long SEED = 17;

  /**
   * A share.
   *
   * @param value from 0 to 1; NaN where there is nothing to take a share of
   */
  public record Rate(double value, Interval interval) {
    private static final Rate NONE = new Rate(Double.NaN, new Interval(Double.NaN, Double.NaN));

    private static Rate of(AnsweredSet set, ExampleScore[] items) {
      return ExampleScore.score(items) == 0 && sum(items) == 0
          ? NONE
          : new Rate(ExampleScore.score(items), Intervals.bootstrap(set.drawn(items), SEED));
    }

    private static double sum(ExampleScore[] items) {
      double sum = 0;
      for (var item : items) {
        sum += item.denominator();
      }
      return sum;
    }
  }

  /** The scores of all labels that occur, in the order of the task. */
  public static List<LabelScore> of(AnsweredSet set, HeadKey head) {
    var all = new ArrayList<LabelScore>();
    var labels = set.task().marksEntities() ? set.task().kinds() : set.task().labels();
    for (var label : labels) {
      var score = of(set, head, label);
      if (score.gold + score.answered > 0) {
        all.add(score);
      }
    }
    return List.copyOf(all);
  }

  private static LabelScore of(AnsweredSet set, HeadKey head, String label) {
    var precision = set.empty();
    var recall = set.empty();
    var f1 = set.empty();
    int gold = 0;
    int answered = 0;
    int right = 0;
    for (int e = 0; e < set.examples().size(); e++) {
      var expected = where(set, set.gold(e), label);
      var found = where(set, set.of(head, e).stream().map(Answer::label).toList(), label);
      long both = expected.stream().filter(found::contains).count();
      precision[e] = new ExampleScore(both, found.size());
      recall[e] = new ExampleScore(both, expected.size());
      f1[e] = new ExampleScore(2.0 * both, expected.size() + found.size());
      gold += expected.size();
      answered += found.size();
      right += (int) both;
    }
    return new LabelScore(
        label,
        gold,
        answered,
        right,
        Rate.of(set, precision),
        Rate.of(set, recall),
        Rate.of(set, f1));
  }

  /** Where a label stands among the labels of an example: units, or entities of a kind. */
  private static Set<Object> where(AnsweredSet set, List<String> labels, String label) {
    if (!set.task().marksEntities()) {
      var units = new java.util.HashSet<Object>();
      for (int u = 0; u < labels.size(); u++) {
        if (labels.get(u).equals(label)) {
          units.add(u);
        }
      }
      return units;
    }
    var tags = labels.stream().map(l -> l.isEmpty() ? "O" : l).toList();
    var spans =
        set.metric() == Metric.IOB2_STRICT ? EntitySpan.strict(tags) : EntitySpan.conlleval(tags);
    return spans.stream().filter(s -> s.type().equals(label)).collect(Collectors.toSet());
  }
}
