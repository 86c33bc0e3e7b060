package lamina.data.format;

import lamina.data.Task;

/** XNLI in one file a language keeps the contract. */
class XnliByLanguageTest extends ReaderContract {
  @Override
  String sample() {
    return Samples.XNLI_BY_LANGUAGE;
  }

  @Override
  Task task() {
    return Task.XNLI;
  }

  @Override
  String name() {
    return "es.tsv";
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
    return 3;
  }
}
