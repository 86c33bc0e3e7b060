package lamina.chart.figure;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Mean gate by token and layer.
 *
 * @param role whose gates
 * @param tokens T pieces in reading order
 * @param layers fusion layers, ascending; drawn from the top
 * @param values (layers, T), each from 0 to 1
 * @param rightToLeft whether the first token stands at the right
 */
public record GateMapFigure(
    String title,
    String caption,
    Role role,
    List<String> tokens,
    List<Integer> layers,
    float[][] values,
    boolean rightToLeft)
    implements Figure {
  @Override
  public GateMapFigure texts(UnaryOperator<String> change) {
    return new GateMapFigure(
        change.apply(title),
        change.apply(caption),
        role,
        tokens.stream().map(change).toList(),
        layers,
        values,
        rightToLeft);
  }
}
