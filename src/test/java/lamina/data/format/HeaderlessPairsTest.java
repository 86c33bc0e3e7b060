package lamina.data.format;

import lamina.data.Task;

/** XTREME without a header keeps the contract. */
class HeaderlessPairsTest extends ReaderContract {
  @Override
  String sample() {
    return Samples.HEADERLESS;
  }

  @Override
  Task task() {
    return Task.XNLI;
  }

  @Override
  String name() {
    return "test-es.tsv";
  }

  @Override
  String label() {
    return "contradiction";
  }

  @Override
  String column() {
    return "\tcontradiction";
  }

  @Override
  int labelLine() {
    return 2;
  }
}
