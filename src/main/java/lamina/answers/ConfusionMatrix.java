package lamina.answers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lamina.model.HeadKey;

/**
 * How often each label gets each answer.
 *
 * @param labels of the task that occur, in the task's order
 * @param answers the same, and an empty text at the end where units have no answer
 * @param counts one row a label, one column an answer
 */
public record ConfusionMatrix(List<String> labels, List<String> answers, int[][] counts) {
  /** The matrix of a head's answers. */
  public static ConfusionMatrix of(AnsweredSet set, HeadKey head) {
    return of(set, head, labels(set, head));
  }

  /** Labels of the task that are given or answered, in its order, and an empty text for none. */
  static List<String> labels(AnsweredSet set, HeadKey head) {
    return Stream.concat(set.task().labels().stream(), Stream.of(""))
        .filter(l -> occurs(set, head, l))
        .toList();
  }

  /**
   * The matrix of a head's answers.
   *
   * @param answers all that occur, an empty text for none at their end
   */
  static ConfusionMatrix of(AnsweredSet set, HeadKey head, List<String> answers) {
    var labels = answers.stream().filter(l -> !l.isEmpty()).toList();
    var counts = new int[labels.size()][answers.size()];
    for (int e = 0; e < set.examples().size(); e++) {
      var gold = set.gold(e);
      var said = set.of(head, e);
      for (int u = 0; u < gold.size(); u++) {
        counts[labels.indexOf(gold.get(u))][answers.indexOf(said.get(u).label())]++;
      }
    }
    return new ConfusionMatrix(labels, answers, counts);
  }

  private static boolean occurs(AnsweredSet set, HeadKey head, String label) {
    for (int e = 0; e < set.examples().size(); e++) {
      if (set.gold(e).contains(label)
          || set.of(head, e).stream().anyMatch(a -> a.label().equals(label))) {
        return true;
      }
    }
    return false;
  }

  /** How many units have a label. */
  public int total(int label) {
    int sum = 0;
    for (int count : counts[label]) {
      sum += count;
    }
    return sum;
  }

  /** The share of a label's units that get an answer; NaN of a label that no unit has. */
  public double share(int label, int answer) {
    int total = total(label);
    return total == 0 ? Double.NaN : (double) counts[label][answer] / total;
  }

  /** The units of a set that have a label and get an answer, in their order. */
  public static List<AnsweredSet.Place> places(
      AnsweredSet set, HeadKey head, String label, String answer) {
    var found = new ArrayList<AnsweredSet.Place>();
    for (int e = 0; e < set.examples().size(); e++) {
      var gold = set.gold(e);
      var said = set.of(head, e);
      for (int u = 0; u < gold.size(); u++) {
        if (gold.get(u).equals(label) && said.get(u).label().equals(answer)) {
          found.add(new AnsweredSet.Place(e, u));
        }
      }
    }
    return found;
  }
}
