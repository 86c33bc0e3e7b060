package lamina.data;

import java.util.List;
import java.util.Map;

/** Part-of-speech tagging with universal tags. */
record PosTask() implements Task {
  private static final List<String> LABELS =
      List.of(
          "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON",
          "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X");

  /** Column upos of Universal Dependencies and MasakhaPOS. */
  private static final List<String> UPOS =
      List.of(
          "NOUN", "PUNCT", "ADP", "NUM", "SYM", "SCONJ", "ADJ", "PART", "DET", "CCONJ", "PROPN",
          "PRON", "X", "_", "ADV", "INTJ", "VERB", "AUX");

  @Override
  public String key() {
    return "pos";
  }

  @Override
  public String label() {
    return "POS";
  }

  @Override
  public Unit unit() {
    return Unit.WORD;
  }

  @Override
  public List<String> labels() {
    return LABELS;
  }

  @Override
  public String labelsInWords() {
    return "universal tags (NOUN, VERB, ...)";
  }

  @Override
  public List<String> tagColumns() {
    return List.of("upos", "pos_tags", "tags", "upos_tags", "labels");
  }

  @Override
  public boolean inTreebanks() {
    return true;
  }

  /** Universal Dependencies 1 called it CONJ. */
  @Override
  public Map<String, String> otherNames() {
    return Map.of("CONJ", "CCONJ");
  }

  @Override
  public String numberedBy() {
    return "Universal Dependencies (upos) or XTREME (pos_tags)";
  }

  @Override
  public List<String> numbered(String column) {
    return column.startsWith("upos") ? UPOS : LABELS;
  }
}
