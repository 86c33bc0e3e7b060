package lamina.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lamina.language.Language;

/** Collects sentence pairs, for all readers of such files. */
final class Pairs {
  private final TextFile file;
  private final Task task;
  private final Language language;
  private final List<Example> pairs = new ArrayList<>();

  Pairs(TextFile file, Task task, Language language) {
    this.file = file;
    this.task = task;
    this.language = language;
  }

  /** Adds a pair, its label as the file has it. A label {@code -} (no agreement) is skipped. */
  void add(int line, String id, String premise, String hypothesis, String label) {
    if (label.equals("-")) {
      return;
    }
    if (premise.isBlank() || hypothesis.isBlank()) {
      throw file.problem(
          line, "a blank sentence; expected two sentences and a label. Correct the line.");
    }
    pairs.add(
        new SentencePair(
            id, language, premise, hypothesis, LabelReading.of(file, line, task, label), line));
  }

  /**
   * All pairs.
   *
   * @throws lamina.problem.Problem if there is none
   */
  List<Example> finish() {
    if (pairs.isEmpty()) {
      throw file.problem("no labelled pair of sentences in it; expected one a line.");
    }
    return List.copyOf(pairs);
  }

  /**
   * The cells of a line.
   *
   * @throws lamina.problem.Problem if there are not as many as expected
   */
  static String[] cells(TextFile file, int line, String text, int expected) {
    var cells = text.split("\t", -1);
    if (cells.length != expected) {
      throw file.problem(
          line,
          cells.length
              + " columns; expected "
              + expected
              + " as in the header, separated by tabs. Correct the line.");
    }
    return cells;
  }

  /** A row's own identifier, or its number if it has none. */
  static String id(Optional<Integer> column, String[] cells, int row) {
    return column
        .map(at -> cells[at].strip())
        .filter(own -> !own.isEmpty())
        .orElseGet(() -> Integer.toString(row));
  }
}
