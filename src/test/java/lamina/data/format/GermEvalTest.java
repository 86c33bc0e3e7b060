package lamina.data.format;

import lamina.data.Task;

/** GermEval keeps the contract. */
class GermEvalTest extends ReaderContract {
  @Override
  String sample() {
    return Samples.GERMEVAL;
  }

  @Override
  Task task() {
    return Task.NER;
  }

  @Override
  String name() {
    return "es.tsv";
  }

  @Override
  String label() {
    return "B-LOC";
  }

  @Override
  String column() {
    return "\tB-LOC\tO";
  }

  @Override
  int labelLine() {
    return 7;
  }
}
