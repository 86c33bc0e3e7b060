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
      List.of(
          "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON",
          "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X")),
  /** Named entities in IOB2; F1 over entities. */
  NER("NER", "Named entities", List.of("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")),
  /** Natural language inference between a premise and a hypothesis; accuracy. */
  XNLI("XNLI", "Natural language inference", List.of("entailment", "neutral", "contradiction")),
  /** Paraphrase identification between two sentences; accuracy. */
  PAWSX("PAWS-X", "Paraphrase", List.of("different", "paraphrase"));

  /** The task where nobody chooses one. */
  public static final Task DEFAULT = POS;

  private final String label;
  private final String title;
  private final List<String> labels;

  Task(String label, String title, List<String> labels) {
    this.label = label;
    this.title = title;
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
    return this == POS || this == NER;
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
