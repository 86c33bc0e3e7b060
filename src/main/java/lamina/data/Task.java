package lamina.data;

import java.util.List;
import java.util.Map;
import lamina.problem.Problem;

/**
 * A task: what is labelled, with which labels, and how its published data write them. What sets a
 * task apart is declared here and nowhere else; everybody else asks. Each task is a record without
 * components, and {@link Tasks} lists them.
 */
public interface Task {
  /** Part-of-speech tagging with universal tags (UPOS). */
  Task POS = new PosTask();

  /** Named entities in IOB2. */
  Task NER = new NerTask();

  /** Natural language inference between a premise and a hypothesis. */
  Task XNLI = new XnliTask();

  /** Paraphrase identification between two sentences. */
  Task PAWSX = new PawsxTask();

  /** The task where nobody chooses one. */
  Task DEFAULT = POS;

  /** What is labelled; readers, heads, the metric and the window's fields follow from it. */
  enum Unit {
    /** Each word by itself; accuracy over words. */
    WORD,
    /** Entities of one or more words, by tags of their words; F1 over entities. */
    ENTITY,
    /** A pair of sentences; accuracy over pairs. */
    PAIR
  }

  /**
   * What was drawn when the test set was made, and is drawn again by a bootstrap: examples of one
   * draw share what makes them hard, so that they are one piece of evidence. Translations of a draw
   * belong to it.
   */
  enum Drawn {
    /** A sentence, whose words belong together. */
    SENTENCE("sentences"),
    /** A premise, for which several hypotheses were written. */
    PREMISE("premises"),
    /** A sentence that several pairs were made of, as its first or second. */
    SOURCE("groups of pairs that share a sentence");

    private final String words;

    Drawn(String words) {
      this.words = words;
    }

    /** Several of them, in words. */
    public String words() {
      return words;
    }
  }

  /**
   * Lower-case name used in files, folders and on the command line: pos, ner, xnli, pawsx. Letters
   * and digits only.
   */
  String key();

  /** Short name as in papers: POS, NER, XNLI, PAWS-X. */
  String label();

  /** What is labelled. */
  Unit unit();

  /**
   * Labels in the order of a head's outputs. Of entities these are O, then B- and I- of each kind.
   */
  List<String> labels();

  /** Its labels in a few words, for messages: "universal tags (NOUN, VERB, ...)". */
  String labelsInWords();

  /** Whether words are labelled (POS, NER) rather than a pair of sentences (XNLI, PAWS-X). */
  default boolean tagsWords() {
    return unit() != Unit.PAIR;
  }

  /** Whether tags of words mark entities, so that they come in a scheme such as IOB2 (NER). */
  default boolean marksEntities() {
    return unit() == Unit.ENTITY;
  }

  /**
   * What a bootstrap draws: sentences with their words, premises, or pairs with a common source.
   */
  default Drawn drawn() {
    return tagsWords() ? Drawn.SENTENCE : infers() ? Drawn.PREMISE : Drawn.SOURCE;
  }

  /** Kinds of entities, in the order of the labels; none where words or pairs are labelled. */
  default List<String> kinds() {
    return marksEntities()
        ? labels().stream().filter(l -> l.startsWith("B-")).map(l -> l.substring(2)).toList()
        : List.of();
  }

  /**
   * Names of the column or field with the tags of words, lower case; the first that a file has
   * counts. Nobody asks a task of pairs.
   */
  default List<String> tagColumns() {
    return Tasks.SHARED_COLUMNS;
  }

  /** Names of columns or fields, lower case, that tell a file of this task from one of another. */
  default List<String> ownColumns() {
    return tagsWords()
        ? tagColumns().stream().filter(c -> !Tasks.SHARED_COLUMNS.contains(c)).toList()
        : infers() ? List.of("premise", "prem") : List.of();
  }

  /**
   * Whether the first sentence of a pair is a premise and the second a hypothesis, and called so in
   * files and on the screen (XNLI).
   */
  default boolean infers() {
    return false;
  }

  /**
   * Whether its labels are the universal tags of treebanks (POS): CoNLL-U is read, and in JSON
   * multiword tokens, tagged {@code _}, are passed over.
   */
  default boolean inTreebanks() {
    return false;
  }

  /**
   * What well-known other names of labels count as. Names of words' labels are upper case; so are
   * kinds of entities, which count as a kind or as O. Names of pairs' labels are lower case with
   * blanks between words.
   */
  default Map<String, String> otherNames() {
    return Map.of();
  }

  /**
   * Whether a text is a label, in a file whose task isn't known. Of entities nobody asks: their
   * tags are told by their form.
   */
  default boolean writes(String text) {
    return labels().contains(text);
  }

  /** The published sets that number the labels, for messages. */
  default String numberedBy() {
    return label();
  }

  /**
   * What the numbers 0, 1, ... name in the published sets.
   *
   * @param column name of the column or field that they stand in
   */
  default List<String> numbered(String column) {
    return labels();
  }

  /** Whether its published sets write numbers only, so that a number needs no remark (PAWS-X). */
  default boolean writesNumbers() {
    return false;
  }

  /**
   * Whether its published tables hold pairs that nobody translated, blank or {@code NS} (PAWS-X).
   */
  default boolean lacksTranslations() {
    return false;
  }

  /**
   * The task of a name among those that Lamina knows.
   *
   * @throws Problem naming the tasks there are
   */
  static Task of(String name) {
    return Tasks.KNOWN.of(name);
  }
}
