package lamina.chart.figure;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One sentence in several languages, a line each: words, answers and gates, on one colour scale.
 *
 * @param role whose answers and gates
 * @param labels that answers are of; there is room for the widest everywhere, so that words stay
 *     where they are when answers change
 * @param gated whether there is room for gates and their scale
 * @param lines from the top
 * @param low value at the dark end of the scale
 * @param high value at its bright end, above {@code low}
 */
public record AlignedFigure(
    String title,
    String caption,
    Role role,
    List<String> labels,
    boolean gated,
    List<Line> lines,
    double low,
    double high)
    implements Figure {

  /**
   * The sentence in one language.
   *
   * @param name of the language
   * @param answer what the model says of the whole, for pairs; empty where words are labelled
   * @param gold label of the whole; empty where there is none
   * @param rightToLeft whether the first word stands at the right
   */
  public record Line(
      String name, String answer, String gold, boolean rightToLeft, List<Word> words) {
    /** Whether the answer to the whole isn't the label. */
    public boolean differs() {
      return !gold.isEmpty() && !gold.equals(answer);
    }
  }

  /**
   * A word.
   *
   * @param answer label that the model gives it; empty where it gives none
   * @param gold label; empty where there is none
   * @param pieces word pieces
   * @param gates mean gate of each piece, from 0 to 1; empty where there is no gate
   */
  public record Word(String text, String answer, String gold, List<String> pieces, float[] gates) {
    /** Whether the answer isn't the label. */
    public boolean differs() {
      return !gold.isEmpty() && !answer.isEmpty() && !gold.equals(answer);
    }
  }

  /**
   * Whether any word has an answer, or a label.
   *
   * @param gold asks for labels
   */
  public boolean labelled(boolean gold) {
    return lines.stream()
        .flatMap(l -> l.words().stream())
        .anyMatch(w -> !(gold ? w.gold() : w.answer()).isEmpty());
  }

  @Override
  public AlignedFigure texts(UnaryOperator<String> change) {
    return new AlignedFigure(
        change.apply(title),
        change.apply(caption),
        role,
        labels.stream().map(change).toList(),
        gated,
        lines.stream().map(l -> changed(l, change)).toList(),
        low,
        high);
  }

  private static Line changed(Line line, UnaryOperator<String> change) {
    return new Line(
        change.apply(line.name),
        change.apply(line.answer),
        change.apply(line.gold),
        line.rightToLeft,
        line.words.stream()
            .map(
                w ->
                    new Word(
                        change.apply(w.text),
                        change.apply(w.answer),
                        change.apply(w.gold),
                        w.pieces.stream().map(change).toList(),
                        w.gates))
            .toList());
  }
}
