package lamina.data.format;

import lamina.data.Task;

/** IOB2 columns keep the contract. */
class ColumnsReaderTest extends ReaderContract {
  @Override
  String sample() {
    return Samples.COLUMNS;
  }

  @Override
  Task task() {
    return Task.NER;
  }

  @Override
  String name() {
    return "es_pud-ud-test.iob2";
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
    return 8;
  }
}
