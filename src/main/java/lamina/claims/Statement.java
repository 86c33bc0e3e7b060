package lamina.claims;

import java.util.List;
import java.util.Optional;

/**
 * A claim as the report has it.
 *
 * @param number 0 for the research question, 1 to 16
 * @param wording of the report
 * @param mark the report's own: true for yes; empty for the question
 * @param confidence the report's own, 0 to 1; NaN for the question
 */
public record Statement(int number, String wording, Optional<Boolean> mark, double confidence) {
  /** All of them, by number. */
  public static final List<Statement> ALL =
      List.of(
          new Statement(
              0,
              "The research question: what does distillation do to inference efficiency on"
                  + " zero-shot XNLI - per language and task: accuracy kept, latency ratio,"
                  + " intervals; is the loss uneven across languages?",
              Optional.empty(),
              Double.NaN),
          yes(
              1,
              0.28,
              "Lower layers provide more cross-lingual information, upper layers more language"
                  + " structure"),
          yes(2, 0.31, "Layers before the last supplement it"),
          yes(3, 0.27, "There is a dynamic balance between cross-lingual and structural ability"),
          yes(4, 0.23, "An attention-based module fuses two layers"),
          yes(5, 0.31, "The method improves mBERT on four data sets"),
          yes(6, 0.19, "Best aggregation beats the baseline by 1 to 3 points"),
          yes(7, 0.21, "The four tasks have different best layers"),
          yes(
              8,
              0.24,
              "Extracting good semantic and structural features is what makes it cross-lingual"),
          yes(9, 0.25, "Languages of one family are strongly similar"),
          yes(10, 0.21, "DLFA joins the last and one lower layer"),
          yes(11, 0.30, "AIF has two branches, global and local, and multiplies with its input"),
          yes(12, 0.21, "AIF adapts to the task"),
          yes(13, 0.16, "AIF follows SENet's expansion and compression"),
          yes(14, 0.17, "There are two convolution layers in AIF"),
          new Statement(15, "The input is W in R^(BxTxE)", Optional.of(false), 0.10),
          yes(16, 0.17, "There are two contextual branches in AIF"));

  private static Statement yes(int number, double confidence, String wording) {
    return new Statement(number, wording, Optional.of(true), confidence);
  }

  /** The claim of a number. */
  public static Statement of(int number) {
    return ALL.get(number);
  }

  /** "yes, 0.28"; empty for the question. */
  public String ownMark() {
    return mark.map(
            m -> (m ? "yes, " : "no, ") + String.format(java.util.Locale.ROOT, "%.2f", confidence))
        .orElse("");
  }
}
