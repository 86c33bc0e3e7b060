package lamina.answers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lamina.evaluate.AnswerEffect;
import lamina.model.HeadKey;

/**
 * A unit that two heads, of one model or of two, answer differently.
 *
 * @param before what the head says that is compared with
 * @param now what the head says
 * @param effect of the second answer in the place of the first, judged by the label
 */
public record Change(
    AnsweredSet.Place place, String gold, Answer before, Answer now, AnswerEffect effect) {
  /**
   * All units that differ, in their order.
   *
   * @param base answers that are compared with, to the same examples
   * @throws IllegalArgumentException where the sets have other examples
   */
  public static List<Change> of(AnsweredSet set, HeadKey head, AnsweredSet base, HeadKey against) {
    if (!set.examples().equals(base.examples())) {
      throw new IllegalArgumentException(set.name() + " and " + base.name() + " differ");
    }
    var found = new ArrayList<Change>();
    for (int e = 0; e < set.examples().size(); e++) {
      var gold = set.gold(e);
      var before = base.of(against, e);
      var now = set.of(head, e);
      for (int u = 0; u < gold.size(); u++) {
        var effect =
            AnswerEffect.of(
                Optional.of(before.get(u).label()),
                Optional.of(now.get(u).label()),
                Optional.of(gold.get(u)));
        if (effect != AnswerEffect.SAME) {
          found.add(
              new Change(
                  new AnsweredSet.Place(e, u), gold.get(u), before.get(u), now.get(u), effect));
        }
      }
    }
    return List.copyOf(found);
  }

  /** How many of some changes have an effect. */
  public static int count(List<Change> changes, AnswerEffect effect) {
    return (int) changes.stream().filter(c -> c.effect == effect).count();
  }
}
