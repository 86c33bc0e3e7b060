package lamina.data.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lamina.data.Task;

/** What the numbers of label columns name, in the published sets that number their labels. */
final class LabelNumbers {
  /** WikiANN, CoNLL-2003, WikiNEuRal and UNER; the last two are the set's fourth kind. */
  private static final List<String> ENTITIES =
      List.of("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC");

  /** Column upos of Universal Dependencies and MasakhaPOS. */
  private static final List<String> UPOS =
      List.of(
          "NOUN", "PUNCT", "ADP", "NUM", "SYM", "SCONJ", "ADJ", "PART", "DET", "CCONJ", "PROPN",
          "PRON", "X", "_", "ADV", "INTJ", "VERB", "AUX");

  private static final Map<Task, String> SETS =
      Map.of(
          Task.POS, "Universal Dependencies (upos) or XTREME (pos_tags)",
          Task.NER, "WikiANN, CoNLL-2003, WikiNEuRal and UNER",
          Task.XNLI, "XNLI",
          Task.PAWSX, "PAWS-X");

  private LabelNumbers() {}

  /**
   * Labels by name. Labels stay as they are unless all are numbers that the file or the published
   * set names, and a person says nothing of them.
   *
   * @param field name of the column or field
   * @param own names that the file itself gives, by number; empty where it gives none
   */
  static List<String> named(ReadContext in, String field, List<String> own, List<String> labels) {
    var names = own.isEmpty() ? published(in.task(), field) : own;
    var found = new TreeSet<Integer>();
    for (var label : new java.util.HashSet<>(labels)) {
      if (!label.matches("[0-9]{1,3}")
          || Integer.parseInt(label) >= names.size()
          || in.labels().find(label).isPresent()) {
        return labels;
      }
      found.add(Integer.parseInt(label));
    }
    if (own.isEmpty() && in.task() != Task.PAWSX) {
      in.note(
          "Labels are numbers, read as "
              + SETS.get(in.task())
              + " number them: "
              + IntStream.range(0, names.size())
                  .filter(found::contains)
                  .mapToObj(i -> i + " " + names.get(i))
                  .collect(Collectors.joining(", "))
              + ".");
    }
    var named = new ArrayList<String>(labels.size());
    labels.forEach(label -> named.add(names.get(Integer.parseInt(label))));
    return named;
  }

  /** Names of numbers in published sets. */
  static List<String> published(Task task, String field) {
    return switch (task) {
      case POS -> field.startsWith("upos") ? UPOS : Task.POS.labels();
      case NER -> ENTITIES;
      case XNLI, PAWSX -> task.labels();
    };
  }
}
