package lamina.data.format;

import lamina.data.Task;

/** Language, word and tag keep the contract. */
class WikiannPrefixReaderTest extends ReaderContract {
  @Override
  String sample() {
    return Samples.WIKIANN_PREFIXED;
  }

  @Override
  Task task() {
    return Task.NER;
  }

  @Override
  String name() {
    return "dev.txt";
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
