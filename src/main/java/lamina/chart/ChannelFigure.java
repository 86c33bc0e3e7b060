package lamina.chart;

/**
 * The gate's channels for one token at one layer, sorted.
 *
 * @param gate E values from 0 to 1, by channel
 */
public record ChannelFigure(String title, String caption, Role role, float[] gate)
    implements Figure {}
