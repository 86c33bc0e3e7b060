package lamina.data.format;

import lamina.data.Task;

/** Columns between blanks, the tag last, keeps the contract. */
class BlankColumnsTest extends ReaderContract {
  @Override
  String sample() {
    return Samples.BLANKS;
  }

  @Override
  Task task() {
    return Task.NER;
  }

  @Override
  String name() {
    return "es.txt";
  }

  @Override
  String label() {
    return "B-LOC";
  }

  @Override
  String column() {
    return " B-LOC";
  }

  @Override
  int labelLine() {
    return 5;
  }
}
