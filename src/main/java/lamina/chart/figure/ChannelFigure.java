package lamina.chart.figure;

import java.util.function.UnaryOperator;

/**
 * The gate's channels for one token at one layer, sorted.
 *
 * @param gate E values from 0 to 1, by channel
 */
public record ChannelFigure(String title, String caption, Role role, float[] gate)
    implements Figure {
  @Override
  public ChannelFigure texts(UnaryOperator<String> change) {
    return new ChannelFigure(change.apply(title), change.apply(caption), role, gate);
  }
}
