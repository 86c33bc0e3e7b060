package lamina.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lamina.data.Task;

/**
 * How the outputs of another program's classifier stand to a task's labels.
 *
 * @param rows for each label of the task the classifier's output, -1 where it has none
 * @param folded outputs that count as {@code O}: entities of kinds that the task doesn't have
 * @param notes what was assumed, in sentences
 */
record LabelFit(Task task, int[] rows, int[] folded, List<String> notes) {
  /** A tagger of universal tags may lack some rare ones, but not most. */
  private static final int FEWEST_TAGS = 12;

  private static final Set<String> DIFFERENT =
      Set.of(
          "different",
          "0",
          "not paraphrase",
          "no paraphrase",
          "non paraphrase",
          "not equivalent",
          "not duplicate");

  private static final Set<String> PARAPHRASE =
      Set.of("paraphrase", "1", "is paraphrase", "equivalent", "duplicate");

  /**
   * The task whose labels a classifier has.
   *
   * @param words whether it labels words rather than pairs
   * @param names by output, as config.json has them
   * @return empty where they fit none
   */
  static Optional<LabelFit> of(boolean words, List<String> names) {
    return words ? tags(names).or(() -> entities(names)) : pairs(names);
  }

  /** Whether the names are those that Hugging Face gives where nobody named the labels. */
  static boolean unnamed(List<String> names) {
    return names.stream().allMatch(n -> n.matches("LABEL_[0-9]+"));
  }

  private static Optional<LabelFit> tags(List<String> names) {
    var upper = names.stream().map(n -> n.strip().toUpperCase(Locale.ROOT)).toList();
    var labels = Task.POS.labels();
    if (!labels.containsAll(upper) || !distinct(upper) || upper.size() < FEWEST_TAGS) {
      return Optional.empty();
    }
    var missing = labels.stream().filter(l -> !upper.contains(l)).toList();
    var notes =
        missing.isEmpty()
            ? List.<String>of()
            : List.of("It has no " + String.join(", ", missing) + ", which get probability 0.");
    return Optional.of(new LabelFit(Task.POS, rows(labels, upper), new int[0], notes));
  }

  private static Optional<LabelFit> entities(List<String> names) {
    var upper = names.stream().map(n -> n.strip().toUpperCase(Locale.ROOT)).toList();
    var labels = Task.NER.labels();
    if (!upper.containsAll(labels) || !distinct(upper)) {
      return Optional.empty();
    }
    var folded = new ArrayList<Integer>();
    var kinds = new TreeSet<String>();
    for (int i = 0; i < upper.size(); i++) {
      if (!labels.contains(upper.get(i))) {
        if (!upper.get(i).matches("[BI]-.+")) {
          return Optional.empty();
        }
        folded.add(i);
        kinds.add(upper.get(i).substring(2));
      }
    }
    var notes =
        kinds.isEmpty()
            ? List.<String>of()
            : List.of(
                "Its "
                    + String.join(", ", kinds)
                    + " counts as O, because the task has persons, organisations and places only.");
    int[] others = folded.stream().mapToInt(Integer::intValue).toArray();
    return Optional.of(new LabelFit(Task.NER, rows(labels, upper), others, notes));
  }

  private static Optional<LabelFit> pairs(List<String> names) {
    if (names.size() == 2 && unnamed(names)) {
      var note =
          "Its labels have no names: output 0 is taken as different and 1 as paraphrase, as PAWS-X"
              + " numbers them. Where that is wrong, name them in id2label of config.json.";
      return Optional.of(new LabelFit(Task.PAWSX, new int[] {0, 1}, new int[0], List.of(note)));
    }
    var plain = names.stream().map(LabelFit::plain).toList();
    for (var task : List.of(Task.XNLI, Task.PAWSX)) {
      if (distinct(plain) && new HashSet<>(plain).equals(Set.copyOf(task.labels()))) {
        return Optional.of(new LabelFit(task, rows(task.labels(), plain), new int[0], List.of()));
      }
    }
    return Optional.empty();
  }

  private static String plain(String name) {
    var words = name.strip().toLowerCase(Locale.ROOT).replaceAll("[-_ ]+", " ");
    if (DIFFERENT.contains(words)) {
      return "different";
    }
    if (PARAPHRASE.contains(words)) {
      return "paraphrase";
    }
    return words.equals("contradictory") ? "contradiction" : words;
  }

  private static boolean distinct(List<String> names) {
    return new HashSet<>(names).size() == names.size();
  }

  private static int[] rows(List<String> labels, List<String> names) {
    Map<String, Integer> at = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      at.put(names.get(i), i);
    }
    return labels.stream().mapToInt(l -> at.getOrDefault(l, -1)).toArray();
  }

  /** The label sets that fit, for a message. */
  static String expected(boolean words) {
    return Arrays.stream(Task.values())
        .filter(t -> t.tagsWords() == words)
        .map(t -> String.join(", ", t.labels()) + " (" + t.label() + ")")
        .collect(Collectors.joining("; or "));
  }
}
