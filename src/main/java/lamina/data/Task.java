package lamina.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import lamina.problem.Problem;

/** The four tasks of the paper, with their label sets in the order of a head's outputs. */
public enum Task {
  /** Part-of-speech tagging with universal tags (UPOS); accuracy over words. */
  POS(
      "POS",
      "Part of speech",
      Unit.WORD,
      List.of(
          "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON",
          "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X")),
  /** Named entities in IOB2; F1 over entities. */
  NER(
      "NER",
      "Named entities",
      Unit.ENTITY,
      List.of("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")),
  /** Natural language inference between a premise and a hypothesis; accuracy. */
  XNLI(
      "XNLI",
      "Natural language inference",
      Unit.PAIR,
      List.of("entailment", "neutral", "contradiction")),
  /** Paraphrase identification between two sentences; accuracy. */
  PAWSX("PAWS-X", "Paraphrase", Unit.PAIR, List.of("different", "paraphrase"));

  /** The task where nobody chooses one. */
  public static final Task DEFAULT = POS;

  private final String label;
  private final String title;
  private final Unit unit;
  private final List<String> labels;

  /** What is labelled. */
  private enum Unit {
    /** Each word by itself; accuracy over words. */
    WORD,
    /** Entities of one or more words, by tags of their words; F1 over entities. */
    ENTITY,
    /** A pair of sentences; accuracy over pairs. */
    PAIR
  }

  Task(String label, String title, Unit unit, List<String> labels) {
    this.label = label;
    this.title = title;
    this.unit = unit;
    this.labels = labels;
  }

  /** Short name as in papers: POS, NER, XNLI, PAWS-X. */
  public String label() {
    return label;
  }

  /** What the task is, in two or three words. */
  public String title() {
    return title;
  }

  /** Labels in the order of a head's outputs. */
  public List<String> labels() {
    return labels;
  }

  /** Whether words are labelled (POS, NER) rather than a pair of sentences (XNLI, PAWS-X). */
  public boolean tagsWords() {
    return unit != Unit.PAIR;
  }

  /** Whether tags of words mark entities, so that they come in a scheme such as IOB2 (NER). */
  public boolean marksEntities() {
    return unit == Unit.ENTITY;
  }

  /** Lower-case name used in files, folders and on the command line: pos, ner, xnli, pawsx. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The task of a name, upper or lower case, with or without hyphen.
   *
   * @throws Problem naming the tasks there are
   */
  public static Task of(String name) {
    var wanted = name.strip().replace("-", "").toUpperCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(t -> t.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new Problem(
                    "Unknown task \""
                        + name
                        + "\": choose one of "
                        + Arrays.stream(values()).map(Task::key).collect(Collectors.joining(", "))
                        + "."));
  }
}
