package lamina.chart.paint;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import lamina.chart.export.FigureExporter;
import lamina.chart.figure.GateMapFigure;
import lamina.chart.figure.Role;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Painting a gate map of 40 tokens and 11 fusion layers, as large as the window shows it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class GateMapMicro {
  private static final int TOKENS = 40;

  private final GateMapFigure figure = figure();

  private static GateMapFigure figure() {
    var random = new Random(3);
    var layers = IntStream.rangeClosed(1, 11).boxed().toList();
    var values = new float[layers.size()][TOKENS];
    for (var row : values) {
      for (int t = 0; t < TOKENS; t++) {
        row[t] = random.nextFloat();
      }
    }
    var tokens = List.of("The", "river", "##s", "المدينة", "##ा", "Москва", "河", "##ing");
    return new GateMapFigure(
        "Gates",
        "n = 1",
        Role.TEACHER,
        IntStream.range(0, TOKENS).mapToObj(t -> tokens.get(t % tokens.size())).toList(),
        layers,
        values,
        false);
  }

  /** Lays the figure out and paints it on a picture of 900 x 420 points. */
  @Benchmark
  public BufferedImage paint() {
    return FigureExporter.image(figure, 900, 420, 1, FigureStyle.screen(Theme.LIGHT));
  }
}
