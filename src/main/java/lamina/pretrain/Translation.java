package lamina.pretrain;

/** An English sentence and the same in another language. */
record Translation(Sentence english, Sentence other) {
  /** The other language. */
  String language() {
    return other.language();
  }

  /** Pieces of both. */
  int length() {
    return english.length() + other.length();
  }
}
