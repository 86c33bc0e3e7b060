package lamina.chart.figure;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a chart shows, as plain values: drawn alike on screen, in SVG and PNG, and written as CSV.
 */
public sealed interface Figure
    permits BarFigure,
        LineFigure,
        EcdfFigure,
        ParetoFigure,
        GateMapFigure,
        ChannelFigure,
        HeatMapFigure,
        AttentionFigure,
        LayerMapFigure,
        AlignedFigure {
  /** The finding, in one sentence. */
  String title();

  /** Further sentences of what is found; drawn above the caption. */
  default List<String> notes() {
    return List.of();
  }

  /** Conditions, n and source; drawn small under the chart. */
  String caption();

  /** The same figure with every text of it changed. */
  Figure texts(UnaryOperator<String> change);
}
