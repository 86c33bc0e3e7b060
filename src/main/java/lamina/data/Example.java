package lamina.data;

import lamina.language.Language;

/** One labelled item of a data set. */
public sealed interface Example permits TaggedSentence, SentencePair {
  /** Identifier within its set; equal across languages where the set is parallel. */
  String id();

  /** The language that it is written in. */
  Language language();

  /** Line of its file where it begins, 1 for the first; 0 where it is from no file. */
  int line();
}
