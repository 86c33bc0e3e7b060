package lamina.pretrain;

/**
 * A sentence in pieces.
 *
 * @param language code of the language, from the file's name
 * @param ids vocabulary ids, special tokens left out
 * @param begins for each piece whether it begins a word
 */
record Sentence(String language, int[] ids, boolean[] begins) {
  /** Number of pieces. */
  int length() {
    return ids.length;
  }

  /** Number of words. */
  int words() {
    int n = 0;
    for (int i = 0; i < ids.length; i++) {
      n += i == 0 || begins[i] ? 1 : 0;
    }
    return n;
  }

  /** Its words, in order. */
  Word[] split() {
    var words = new Word[words()];
    int from = 0;
    int n = 0;
    for (int i = 1; i <= ids.length; i++) {
      if (i == ids.length || begins[i]) {
        words[n++] = Word.of(ids, from, i);
        from = i;
      }
    }
    return words;
  }

  /** For each piece the number of its word, from 0. */
  int[] wordOf() {
    var of = new int[ids.length];
    for (int i = 1; i < ids.length; i++) {
      of[i] = of[i - 1] + (begins[i] ? 1 : 0);
    }
    return of;
  }
}
