package lamina.data.format;

import lamina.data.Task;

/** The 1.0 release as a table keeps the contract. */
class XnliReaderTest extends ReaderContract {
  @Override
  String sample() {
    return Samples.XNLI;
  }

  @Override
  Task task() {
    return Task.XNLI;
  }

  @Override
  String name() {
    return "xnli.dev.es.tsv";
  }

  @Override
  String label() {
    return "contradiction";
  }

  @Override
  String column() {
    return "\tNadie vino.\t8";
  }

  @Override
  int labelLine() {
    return 4;
  }
}
