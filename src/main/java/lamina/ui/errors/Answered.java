package lamina.ui.errors;

import java.util.List;
import lamina.answers.AnsweredSet;
import lamina.answers.Change;
import lamina.data.Task;
import lamina.language.Language;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;

/**
 * A model's answers to a data set, seen through one head.
 *
 * @param head that the slider stands at
 */
record Answered(ModelSummary model, AnsweredSet set, HeadKey head) {
  /** What the head answers otherwise than the last layer alone; nothing where it is that itself. */
  List<Change> changes() {
    return head.equals(HeadKey.LAST) || !set.answers().containsKey(HeadKey.LAST)
        ? List.of()
        : Change.of(set, head, set, HeadKey.LAST);
  }

  /** Whether the data set is one of a task and language. */
  boolean isOf(Task task, Language language) {
    return set.task() == task && set.language().equals(language.code());
  }

  /** How many units are right. */
  int right() {
    int right = 0;
    for (int e = 0; e < set.examples().size(); e++) {
      var gold = set.gold(e);
      var said = set.of(head, e);
      for (int u = 0; u < gold.size(); u++) {
        right += gold.get(u).equals(said.get(u).label()) ? 1 : 0;
      }
    }
    return right;
  }
}
