package lamina.data.format;

import lamina.data.Task;

/** The 1.0 release as JSON keeps the contract. */
class XnliJsonReaderTest extends ReaderContract {
  @Override
  String sample() {
    return Samples.XNLI_JSON;
  }

  @Override
  Task task() {
    return Task.XNLI;
  }

  @Override
  String name() {
    return "xnli.dev.es.jsonl";
  }

  @Override
  String label() {
    return "contradiction";
  }

  @Override
  String column() {
    return ", \"sentence2\": \"No.\"";
  }

  @Override
  int labelLine() {
    return 3;
  }
}
