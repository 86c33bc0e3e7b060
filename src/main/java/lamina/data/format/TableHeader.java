package lamina.data.format;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lamina.data.Task;

/**
 * The names in a table's first line.
 *
 * @param names lower case, without surrounding blanks
 */
record TableHeader(List<String> names) {
  /** Names of the first and the second sentence of a pair, in the sets that there are. */
  static final String[] FIRST = {"premise", "sentence1", "sentence_a", "prem"};

  static final String[] SECOND = {"hypothesis", "sentence2", "sentence_b", "hyp"};
  static final String[] LABEL = {"gold_label", "label", "entailment_judgment"};
  static final String[] ID = {"pairid", "pair_id", "id", "idx"};
  static final String[] LANGUAGE = {"language", "lang"};
  static final String[] WORDS = {"words", "tokens", "text"};

  static TableHeader of(String[] cells) {
    return new TableHeader(
        Arrays.stream(cells).map(cell -> cell.strip().toLowerCase(Locale.ROOT)).toList());
  }

  /** Names of the tags of words in a task, the task's own first. */
  static String[] tags(Task task) {
    return task.tagColumns().toArray(String[]::new);
  }

  /** Whether a column is there that no other task's data have. */
  boolean tells(Task task) {
    return task.ownColumns().stream().anyMatch(names::contains);
  }

  boolean has(String... wanted) {
    return find(wanted).isPresent();
  }

  int size() {
    return names.size();
  }

  /** Position of the first of some names that is there. */
  Optional<Integer> find(String... wanted) {
    return Arrays.stream(wanted).filter(names::contains).findFirst().map(names::indexOf);
  }

  /**
   * Position of the first of some names that is there.
   *
   * @throws lamina.problem.Problem if none is
   */
  int need(TextFile file, String... wanted) {
    return find(wanted)
        .orElseThrow(
            () ->
                file.problem(
                    1,
                    "no column named "
                        + String.join(" or ", wanted)
                        + " in the header "
                        + TextFile.quote(String.join(", ", names))
                        + ". Name the columns in the first line."));
  }

  /**
   * Checks that no name is there twice.
   *
   * @throws lamina.problem.Problem naming it
   */
  void checkDistinct(TextFile file) {
    var seen = new HashSet<String>();
    for (var name : names) {
      if (!name.isEmpty() && !seen.add(name)) {
        throw file.problem(
            1,
            "two columns are named "
                + TextFile.quote(name)
                + ", so none is known to be meant; every name once was expected.");
      }
    }
  }
}
