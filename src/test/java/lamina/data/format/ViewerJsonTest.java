package lamina.data.format;

import lamina.data.Task;

/** A page of the dataset viewer keeps the contract. */
class ViewerJsonTest extends ReaderContract {
  @Override
  String sample() {
    return Samples.VIEWER_JSON;
  }

  @Override
  Task task() {
    return Task.POS;
  }

  @Override
  String name() {
    return "es.json";
  }

  @Override
  String label() {
    return "0]";
  }

  @Override
  String unknown() {
    return "77]";
  }

  @Override
  String column() {
    return ", \"upos\": [0]";
  }

  @Override
  int labelLine() {
    return 5;
  }
}
