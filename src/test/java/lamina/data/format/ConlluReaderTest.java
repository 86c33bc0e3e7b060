package lamina.data.format;

import lamina.data.Task;

/** CoNLL-U keeps the contract. */
class ConlluReaderTest extends ReaderContract {
  @Override
  String sample() {
    return Samples.CONLLU;
  }

  @Override
  Task task() {
    return Task.POS;
  }

  @Override
  String name() {
    return "es_gsd-ud-dev.conllu";
  }

  @Override
  String label() {
    return "INTJ";
  }

  @Override
  String column() {
    return "\tsí\tINTJ";
  }

  @Override
  int labelLine() {
    return 13;
  }
}
