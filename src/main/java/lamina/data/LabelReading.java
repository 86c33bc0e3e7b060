package lamina.data;

import java.util.Optional;

/** How the labels of published files map onto a task's own. */
final class LabelReading {
  private LabelReading() {}

  /**
   * The task's label for what a file says.
   *
   * <ul>
   *   <li>PAWS-X: 0 is {@code different}, 1 is {@code paraphrase}.
   *   <li>XNLI: {@code contradictory}, as the translated training files have it, is {@code
   *       contradiction}. Numbers are refused, since corpora disagree about their order.
   *   <li>NER: entities of a kind that the task does not have are {@code O}: UNER's unannotated
   *       fourth class ({@code OTH}, {@code B-OTH}, {@code I-OTH}, {@code B-O}, {@code I-O}) and
   *       the miscellaneous ones of CoNLL-2003 and WikiNEuRal ({@code B-MISC}, {@code I-MISC}).
   * </ul>
   *
   * @return empty if the label is unknown
   */
  static Optional<String> of(Task task, String text) {
    var label =
        switch (task) {
          case PAWSX ->
              switch (text) {
                case "0" -> "different";
                case "1" -> "paraphrase";
                default -> text;
              };
          case XNLI -> text.equals("contradictory") ? "contradiction" : text;
          case NER ->
              switch (text) {
                case "OTH", "B-OTH", "I-OTH", "B-O", "I-O", "B-MISC", "I-MISC" -> "O";
                default -> text;
              };
          case POS -> text;
        };
    return task.labels().contains(label) ? Optional.of(label) : Optional.empty();
  }

  /**
   * The task's label for what a file says at a line.
   *
   * @throws lamina.problem.Problem naming the labels there are
   */
  static String of(TextFile file, int line, Task task, String text) {
    return of(task, text)
        .orElseThrow(
            () ->
                file.problem(
                    line,
                    "unknown label "
                        + TextFile.quote(text)
                        + "; "
                        + task.label()
                        + " has "
                        + String.join(", ", task.labels())
                        + (task == Task.PAWSX ? " (0, 1)" : "")
                        + ". Correct the line, or choose the task that the file belongs to."));
  }
}
