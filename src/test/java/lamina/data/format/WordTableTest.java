package lamina.data.format;

import lamina.data.Task;

/** A user's table of words keeps the contract. */
class WordTableTest extends ReaderContract {
  @Override
  String sample() {
    return Samples.WORD_TABLE;
  }

  @Override
  Task task() {
    return Task.NER;
  }

  @Override
  String name() {
    return "mine.tsv";
  }

  @Override
  String label() {
    return "B-LOC";
  }

  @Override
  String column() {
    return "\tB-LOC";
  }

  @Override
  int labelLine() {
    return 3;
  }
}
