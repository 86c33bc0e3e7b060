package lamina.chart.paint;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lamina.chart.figure.BarFigure;
import lamina.chart.figure.ChannelFigure;
import lamina.chart.figure.EcdfFigure;
import lamina.chart.figure.Figure;
import lamina.chart.figure.FigureWords;
import lamina.chart.figure.LineFigure;
import lamina.chart.figure.ParetoFigure;
import lamina.chart.figure.Rounded;

/** What the marks of a plot say: the exact value, its interval and what it rests on. */
record PlotWords(Figure figure, FigureWords words) {
  /** Series of a plot, as {@link PlotMarks.Mark} counts them. */
  int series() {
    return switch (figure) {
      case BarFigure f -> f.series().size();
      case LineFigure f -> f.lines().size();
      case EcdfFigure f -> f.series().size();
      case ParetoFigure f -> f.points().size();
      case ChannelFigure _ -> 1;
      default -> 0;
    };
  }

  /** Items of a series. */
  int items(int series) {
    return switch (figure) {
      case BarFigure f -> f.groups().size();
      case LineFigure f -> f.lines().get(series).x().length;
      case EcdfFigure f -> f.series().get(series).steps().size();
      case ParetoFigure _ -> 1;
      case ChannelFigure f -> f.gate().length;
      default -> 0;
    };
  }

  /** Whether marks are areas, rather than points that are looked for nearby. */
  boolean filled() {
    return figure instanceof BarFigure || figure instanceof ChannelFigure;
  }

  /** A mark in words. */
  String of(int series, int item) {
    return switch (figure) {
      case BarFigure f -> bar(f, f.series().get(series), item);
      case LineFigure f -> point(f, f.lines().get(series), item);
      case EcdfFigure f -> step(f.series().get(series), item);
      case ParetoFigure f -> contender(f, f.points().get(series));
      case ChannelFigure f -> channel(f, item);
      default -> "";
    };
  }

  private static String bar(BarFigure f, BarFigure.Series s, int group) {
    return joined(
        f.groups().get(group),
        s.name(),
        value(f.yLabel(), s.values()[group], s.low()[group], s.high()[group]),
        n(s.n()[group]));
  }

  private static String point(LineFigure f, LineFigure.Line l, int i) {
    return joined(
        l.name(),
        f.xLabel() + " " + Rounded.text(l.x()[i]),
        value(f.yLabel(), l.y()[i], l.low()[i], l.high()[i]),
        i < l.details().size() ? l.details().get(i) : "");
  }

  private String step(EcdfFigure.Series s, int i) {
    var step = s.steps().get(i);
    return joined(
        s.name(),
        words.time() + " " + Rounded.text(step.millis()),
        words.answered() + " " + Rounded.text(step.percent()),
        n(s.millis().length));
  }

  private static String contender(ParetoFigure f, ParetoFigure.Point p) {
    return joined(
        p.name(),
        value(f.xLabel(), p.x(), p.xLow(), p.xHigh()),
        value(f.yLabel(), p.y(), p.yLow(), p.yHigh()),
        n(p.n()));
  }

  /** Channels are sorted by their gate. */
  private String channel(ChannelFigure f, int rank) {
    int channel =
        IntStream.range(0, f.gate().length)
            .boxed()
            .sorted((a, b) -> Float.compare(f.gate()[a], f.gate()[b]))
            .skip(rank)
            .findFirst()
            .orElseThrow();
    return joined(
        words.columns().getOrDefault("channel", "channel") + " " + channel,
        words.gate() + " " + Rounded.text(f.gate()[channel]));
  }

  private static String value(String label, double value, double low, double high) {
    if (Double.isNaN(value)) {
      return label + " –";
    }
    boolean known = low != value || high != value;
    return label
        + " "
        + Rounded.text(value)
        + (known ? " [" + Rounded.text(low) + ", " + Rounded.text(high) + "]" : "");
  }

  private static String n(int n) {
    return n > 0 ? "n = " + n : "";
  }

  private static String joined(String... parts) {
    return Stream.of(parts).filter(p -> !p.isEmpty()).collect(Collectors.joining(" · "));
  }
}
