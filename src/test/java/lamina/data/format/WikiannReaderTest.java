package lamina.data.format;

import lamina.data.Task;

/** Word and tag keep the contract. */
class WikiannReaderTest extends ReaderContract {
  @Override
  String sample() {
    return Samples.WIKIANN;
  }

  @Override
  Task task() {
    return Task.NER;
  }

  @Override
  String name() {
    return "es.tsv";
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
    return 5;
  }
}
