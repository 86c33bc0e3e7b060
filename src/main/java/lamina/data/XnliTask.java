package lamina.data;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Natural language inference: whether a hypothesis follows from a premise. */
record XnliTask() implements Task {
  @Override
  public String key() {
    return "xnli";
  }

  @Override
  public String label() {
    return "XNLI";
  }

  @Override
  public Unit unit() {
    return Unit.PAIR;
  }

  @Override
  public List<String> labels() {
    return List.of("entailment", "neutral", "contradiction");
  }

  @Override
  public String labelsInWords() {
    return "entailment, neutral and contradiction";
  }

  @Override
  public boolean infers() {
    return true;
  }

  /** XNLI by language calls it contradictory. */
  @Override
  public Map<String, String> otherNames() {
    return Map.of("contradictory", "contradiction");
  }

  /** SICK writes its labels in upper case. */
  @Override
  public boolean writes(String text) {
    return labels().contains(text.toLowerCase(Locale.ROOT)) || otherNames().containsKey(text);
  }
}
