package lamina.chart.figure;

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
        AlignedFigure {
  /** The finding, in one sentence. */
  String title();

  /** Conditions, n and source; drawn small under the chart. */
  String caption();

  /** The same figure with every text of it changed. */
  Figure texts(UnaryOperator<String> change);
}
