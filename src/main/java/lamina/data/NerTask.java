package lamina.data;

import java.util.List;
import java.util.Map;

/** Named entities: persons, organisations and places. */
record NerTask() implements Task {
  private static final List<String> LABELS =
      List.of("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC");

  /** WikiANN, CoNLL-2003, WikiNEuRal and UNER; the last two are the set's fourth kind. */
  private static final List<String> NUMBERED =
      List.of("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC");

  /** Kinds by other names, and those that are no person, organisation or place. */
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("PERSON", "PER"),
          Map.entry("PERS", "PER"),
          Map.entry("ORGANIZATION", "ORG"),
          Map.entry("ORGANISATION", "ORG"),
          Map.entry("LOCATION", "LOC"),
          Map.entry("GPE", "LOC"),
          Map.entry("GPE_LOC", "LOC"),
          Map.entry("GPE_ORG", "ORG"),
          Map.entry("OTH", "O"),
          Map.entry("OTHER", "O"),
          Map.entry("MISC", "O"),
          Map.entry("MISCELLANEOUS", "O"),
          Map.entry("DATE", "O"),
          Map.entry("TIME", "O"),
          Map.entry("MONEY", "O"),
          Map.entry("PERCENT", "O"),
          Map.entry("QUANTITY", "O"),
          Map.entry("ORDINAL", "O"),
          Map.entry("CARDINAL", "O"));

  @Override
  public String key() {
    return "ner";
  }

  @Override
  public String label() {
    return "NER";
  }

  @Override
  public Unit unit() {
    return Unit.ENTITY;
  }

  @Override
  public List<String> labels() {
    return LABELS;
  }

  @Override
  public String labelsInWords() {
    return "IOB2 (O, B-PER, ...)";
  }

  @Override
  public List<String> tagColumns() {
    return List.of("ner_tags", "tags", "ner", "labels");
  }

  @Override
  public Map<String, String> otherNames() {
    return KINDS;
  }

  @Override
  public String numberedBy() {
    return "WikiANN, CoNLL-2003, WikiNEuRal and UNER";
  }

  @Override
  public List<String> numbered(String column) {
    return NUMBERED;
  }
}
