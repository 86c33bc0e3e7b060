package lamina.chart.figure;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Where one token looks in one layer, by attention head.
 *
 * @param role whose attention
 * @param tokens T pieces in reading order
 * @param query index of the token that looks
 * @param weights (H, T), each from 0 to 1; each row sums to 1; drawn from the top, heads count from
 *     1
 * @param rightToLeft whether the first token stands at the right
 */
public record AttentionFigure(
    String title,
    String caption,
    Role role,
    List<String> tokens,
    int query,
    float[][] weights,
    boolean rightToLeft)
    implements Figure {
  /** The same cells as a map whose rows are heads. */
  public GateMapFigure grid() {
    var heads = IntStream.rangeClosed(1, weights.length).boxed().toList();
    return new GateMapFigure(title, caption, role, tokens, heads, weights, rightToLeft);
  }

  @Override
  public AttentionFigure texts(UnaryOperator<String> change) {
    return new AttentionFigure(
        change.apply(title),
        change.apply(caption),
        role,
        tokens.stream().map(change).toList(),
        query,
        weights,
        rightToLeft);
  }
}
