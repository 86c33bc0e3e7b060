package lamina.pretrain;

/**
 * An aligned pair of words.
 *
 * @param english position of the first piece of the English word, special tokens left out
 * @param other position of the first piece of its translation
 */
record Link(int english, int other) {}
