package lamina.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lamina.data.Task;
import lamina.data.Tasks;
import lamina.data.format.LabelMap;
import lamina.data.format.LabelReading;
import lamina.problem.Problem;

/**
 * How the outputs of another program's classifier stand to a task's labels.
 *
 * @param outputs what each output counts as
 * @param notes what was assumed, in sentences
 */
record LabelFit(Task task, OutputLabels outputs, List<String> notes) {
  private static final int LISTED = 60;

  /**
   * The task whose labels a classifier has.
   *
   * @param file config.json, for messages
   * @param words whether it labels words rather than pairs
   * @param names by output, as config.json has them
   * @param given what a person says of them
   * @throws Problem naming all labels that nobody knows and how to say what they count as
   */
  static LabelFit of(Path file, boolean words, List<String> names, LabelMap given) {
    var tasks = Tasks.KNOWN.where(t -> t.tagsWords() == words);
    for (var task : tasks) {
      var reading = LabelReading.ofModel(task, names, given);
      var outputs = reading.unknown().isEmpty() ? OutputLabels.of(names, reading) : null;
      if (outputs != null && enough(task, outputs, given)) {
        return new LabelFit(task, outputs, notes(reading, outputs));
      }
    }
    if (unnamed(names)) {
      for (var task : tasks) {
        if (task.writesNumbers() && task.labels().size() == names.size()) {
          return numbered(task, names);
        }
      }
    }
    throw unfit(file, words, names, given);
  }

  /**
   * A task whose sets have numbers in place of names: a classifier's outputs are numbered alike.
   */
  private static LabelFit numbered(Task task, List<String> names) {
    var numbers = new HashMap<String, String>();
    var taken = new ArrayList<String>();
    for (int i = 0; i < names.size(); i++) {
      numbers.put("LABEL_" + i, Integer.toString(i));
      taken.add(i + (i == 0 ? " is taken as " : " as ") + task.labels().get(i));
    }
    var last = taken.removeLast();
    var note =
        "Its labels have no names: output "
            + String.join(", ", taken)
            + " and "
            + last
            + ", as "
            + task.label()
            + " numbers them. Where that is wrong, name them in id2label of config.json.";
    var reading = LabelReading.ofModel(task, names, new LabelMap(numbers));
    return new LabelFit(task, OutputLabels.of(names, reading), List.of(note));
  }

  /** Whether the names are those that Hugging Face gives where nobody named the labels. */
  static boolean unnamed(List<String> names) {
    return names.stream().allMatch(n -> n.matches("LABEL_[0-9]+"));
  }

  /**
   * Whether the labels are of this task, rather than of another that shares some. A tagger may lack
   * some rare tags, but not more than a third, unless a person says so.
   */
  private static boolean enough(Task task, OutputLabels outputs, LabelMap given) {
    int all = task.labels().size();
    int found = all - outputs.missing().size();
    return switch (task.unit()) {
      case WORD -> given.targets().isEmpty() ? found * 3 >= all * 2 : found >= 1;
      case ENTITY -> found > 1;
      case PAIR -> found == all;
    };
  }

  private static List<String> notes(LabelReading reading, OutputLabels outputs) {
    var notes = new ArrayList<>(reading.notes());
    var missing = new TreeSet<>(outputs.missing());
    if (reading.task().marksEntities() && reading.converts()) {
      missing.removeIf(label -> label.charAt(1) == '-'); // kinds count, not their prefixes
    }
    if (!missing.isEmpty()) {
      notes.add("It has no " + String.join(", ", missing) + ", which get probability 0.");
    }
    return List.copyOf(notes);
  }

  private static Problem unfit(Path file, boolean words, List<String> names, LabelMap given) {
    var task = likeliest(words, names);
    var unknown = LabelReading.ofModel(task, names, given).unknown();
    var kinds =
        unknown.stream()
            .map(n -> task.marksEntities() ? n.replaceFirst("^[BIESLUM][-_]", "") : n)
            .collect(Collectors.toCollection(TreeSet::new));
    var dots = kinds.size() > LISTED ? ", …" : "";
    var listed = kinds.stream().limit(LISTED).collect(Collectors.joining(", ")) + dots;
    var said =
        unnamed(names)
            ? ": its labels have no names ("
                + String.join(", ", names.subList(0, Math.min(LISTED, names.size())))
                + "), so none is known to be which"
            : kinds.isEmpty()
                ? ": its labels (" + String.join(", ", names) + ") are too few for a task"
                : ": nobody knows what "
                    + (kinds.size() == 1 ? "its label counts as (" : "its labels count as (")
                    + listed
                    + ")";
    var example = kinds.isEmpty() ? names.getFirst() : kinds.getFirst();
    return new Problem(
        file
            + said
            + ". Expected, in any order: "
            + expected(words)
            + ". Say what each label counts as: --map "
            + example
            + "=… , or lines like "
            + example
            + ",… in a file "
            + LabelMap.FILE
            + " beside config.json; or name them in id2label in the order of the outputs, as in "
            + (words
                ? "\"id2label\": {\"0\": \"O\", \"1\": \"B-PER\", …}"
                : "\"id2label\": {\"0\": \"entailment\", \"1\": \"neutral\", \"2\":"
                    + " \"contradiction\"}")
            + ".");
  }

  private static Task likeliest(boolean words, List<String> names) {
    long tags = names.stream().filter(n -> n.matches("O|[BIESLUM][-_].+")).count();
    var tasks = Tasks.KNOWN.where(t -> t.tagsWords() == words);
    return tasks.stream()
        .filter(
            t ->
                words
                    ? t.marksEntities() == tags * 2 > names.size()
                    : t.labels().size() == names.size())
        .findFirst()
        .orElse(tasks.getFirst());
  }

  /** The label sets that fit, for a message. */
  private static String expected(boolean words) {
    return Tasks.KNOWN.where(t -> t.tagsWords() == words).stream()
        .map(t -> String.join(", ", t.labels()) + " (" + t.label() + ")")
        .collect(Collectors.joining("; or "));
  }
}
