package lamina.data.format;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the numbers of label columns name, in the published sets that number their labels. */
final class LabelNumbers {
  private LabelNumbers() {}

  /**
   * Labels by name. Labels stay as they are unless all are numbers that the file or the published
   * set names, and a person says nothing of them.
   *
   * @param field name of the column or field
   * @param own names that the file itself gives, by number; empty where it gives none
   */
  static List<String> named(ReadContext in, String field, List<String> own, List<String> labels) {
    var names = own.isEmpty() ? in.task().numbered(field) : own;
    var found = new TreeSet<Integer>();
    for (var label : new java.util.HashSet<>(labels)) {
      if (!label.matches("[0-9]{1,3}")
          || Integer.parseInt(label) >= names.size()
          || in.labels().find(label).isPresent()) {
        return labels;
      }
      found.add(Integer.parseInt(label));
    }
    if (own.isEmpty() && !in.task().writesNumbers()) {
      in.note(
          "Labels are numbers, read as "
              + in.task().numberedBy()
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
}
