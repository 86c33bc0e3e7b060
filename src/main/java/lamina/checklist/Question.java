package lamina.checklist;

import java.util.List;

/**
 * A question of the ACL's Responsible NLP checklist, sections B (artifacts) and C (computational
 * experiments), by its published letter and in our words.
 */
public enum Question {
  B1("Who made the data, models and programs that were used, and are they cited?", "Sources"),
  B2("Under which licences or terms were they used, and are results passed on?", "Licences"),
  B3(
      "Does the use keep to what their makers meant them for, and what is meant of what was made?",
      "Intended use",
      "what each artifact was meant for by its makers, whether the use keeps to it, and what the"
          + " trained models are meant for"),
  B4(
      "Was it checked whether the data name people or hold offensive text, and what was done?",
      "People and offensive text",
      "whether the data name people or hold offensive text, how that was checked, and what was"
          + " done"),
  B5(
      "What do the artifacts cover: languages, domains, linguistic phenomena, groups of people?",
      "Coverage",
      "domains, linguistic phenomena and groups of people that the data cover"),
  B6("How many examples does each split of the data have?", "Numbers of examples"),
  C1(
      "How many parameters do the models have, how much was computed, and on what?",
      "Parameters and computation",
      "the hardware: processors, GPUs and memory"),
  C2(
      "How were experiments set up: which hyper-parameters, how searched, and how chosen?",
      "Settings",
      "other values of the hyper-parameters that were tried, and why these were kept"),
  C3("What are the scores: of how many runs, with which intervals and tests?", "Scores"),
  C4(
      "Which packages prepared and scored the data, in which versions and with which settings?",
      "Programs",
      "versions of Java, of the tensor engine and of programs that prepared the data");

  /** Where the checklist is published. */
  public static final String URL = "https://aclrollingreview.org/responsibleNLPresearch/";

  private final String words;
  private final String heading;
  private final List<String> unknown;

  Question(String words, String heading, String... unknown) {
    this.words = words;
    this.heading = heading;
    this.unknown = List.of(unknown);
  }

  /** The question in our words. */
  public String words() {
    return words;
  }

  /** What a model card calls its answer. */
  String heading() {
    return heading;
  }

  /** What no record ever says, in clauses. */
  List<String> unknown() {
    return unknown;
  }
}
