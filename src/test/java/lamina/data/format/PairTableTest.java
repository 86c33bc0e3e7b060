package lamina.data.format;

import lamina.data.Task;

/** A user's CSV of pairs keeps the contract. */
class PairTableTest extends ReaderContract {
  @Override
  String sample() {
    return Samples.PAIR_TABLE;
  }

  @Override
  Task task() {
    return Task.XNLI;
  }

  @Override
  String name() {
    return "es.csv";
  }

  @Override
  String label() {
    return "contradiction";
  }

  @Override
  String column() {
    return ",Él,Nadie";
  }

  @Override
  int labelLine() {
    return 4;
  }
}
