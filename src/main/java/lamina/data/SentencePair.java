package lamina.data;

import lamina.language.Language;

/**
 * Two sentences with one label (XNLI, PAWS-X).
 *
 * @param premise first sentence
 * @param hypothesis second sentence
 * @param label one of the task's labels
 */
public record SentencePair(
    String id, Language language, String premise, String hypothesis, String label)
    implements Example {}
