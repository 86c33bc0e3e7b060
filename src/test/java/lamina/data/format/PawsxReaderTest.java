package lamina.data.format;

import lamina.data.Task;

/** PAWS-X keeps the contract. */
class PawsxReaderTest extends ReaderContract {
  @Override
  String sample() {
    return Samples.PAWSX;
  }

  @Override
  Task task() {
    return Task.PAWSX;
  }

  @Override
  String name() {
    return "es.tsv";
  }

  @Override
  String label() {
    return "0";
  }

  @Override
  String column() {
    return "\tElla vino .\t0";
  }

  @Override
  int labelLine() {
    return 3;
  }
}
