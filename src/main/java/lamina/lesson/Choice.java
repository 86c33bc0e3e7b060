package lamina.lesson;

/** Something that can be guessed. */
public sealed interface Choice {
  /** A tag. */
  record OfTag(String tag) implements Choice {}

  /** A tag that isn't among the others. */
  record OtherTag() implements Choice {}

  /** A number of words, both ends included. */
  record Between(int from, int to) implements Choice {}

  /** How one side stands to the other. */
  record ComparesTo(Outcome outcome) implements Choice {}

  /** A language, by its code. */
  record InLanguage(String code) implements Choice {}

  /** Intervals of the highest scores overlap. */
  record Undecided() implements Choice {}

  /** A text of the file's own, blanks not filled. */
  record Written(String text) implements Choice {}
}
