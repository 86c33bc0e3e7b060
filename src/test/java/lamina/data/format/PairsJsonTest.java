package lamina.data.format;

import lamina.data.Task;

/** XNLI as a list of objects keeps the contract. */
class PairsJsonTest extends ReaderContract {
  @Override
  String sample() {
    return Samples.PAIRS_JSON;
  }

  @Override
  Task task() {
    return Task.XNLI;
  }

  @Override
  String name() {
    return "es.json";
  }

  @Override
  String label() {
    return "2";
  }

  @Override
  String unknown() {
    return "77";
  }

  @Override
  String column() {
    return ", \"label\": 2";
  }

  @Override
  int labelLine() {
    return 3;
  }
}
