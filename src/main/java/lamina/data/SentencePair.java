package lamina.data;

import lamina.language.Language;

/**
 * Two sentences with one label (XNLI, PAWS-X).
 *
 * @param premise first sentence
 * @param hypothesis second sentence
 * @param label one of the task's labels
 * @param line where it begins, 1 for the first of the file; 0 where it is from no file
 */
public record SentencePair(
    String id, Language language, String premise, String hypothesis, String label, int line)
    implements Example {
  /** A pair from no file. */
  public SentencePair(
      String id, Language language, String premise, String hypothesis, String label) {
    this(id, language, premise, hypothesis, label, 0);
  }
}
