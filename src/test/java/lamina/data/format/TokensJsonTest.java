package lamina.data.format;

import lamina.data.Task;

/** WikiANN as Hugging Face ships it keeps the contract. */
class TokensJsonTest extends ReaderContract {
  @Override
  String sample() {
    return Samples.TOKENS_JSON;
  }

  @Override
  Task task() {
    return Task.NER;
  }

  @Override
  String name() {
    return "dev.jsonl";
  }

  @Override
  String label() {
    return "5]";
  }

  @Override
  String unknown() {
    return "77]";
  }

  @Override
  String column() {
    return ", \"ner_tags\": [5]";
  }

  @Override
  int labelLine() {
    return 2;
  }
}
