package lamina.data;

import java.util.List;
import java.util.Map;

/** Paraphrase identification: whether two sentences mean the same. */
record PawsxTask() implements Task {
  private static final String DIFFERENT = "different";
  private static final String PARAPHRASE = "paraphrase";

  @Override
  public String key() {
    return "pawsx";
  }

  @Override
  public String label() {
    return "PAWS-X";
  }

  @Override
  public Unit unit() {
    return Unit.PAIR;
  }

  @Override
  public List<String> labels() {
    return List.of(DIFFERENT, PARAPHRASE);
  }

  @Override
  public String labelsInWords() {
    return "0 and 1 for paraphrases";
  }

  @Override
  public Map<String, String> otherNames() {
    return Map.ofEntries(
        Map.entry("0", DIFFERENT),
        Map.entry("not paraphrase", DIFFERENT),
        Map.entry("no paraphrase", DIFFERENT),
        Map.entry("non paraphrase", DIFFERENT),
        Map.entry("not equivalent", DIFFERENT),
        Map.entry("not duplicate", DIFFERENT),
        Map.entry("1", PARAPHRASE),
        Map.entry("is paraphrase", PARAPHRASE),
        Map.entry("equivalent", PARAPHRASE),
        Map.entry("duplicate", PARAPHRASE));
  }

  @Override
  public boolean writesNumbers() {
    return true;
  }

  @Override
  public boolean lacksTranslations() {
    return true;
  }
}
