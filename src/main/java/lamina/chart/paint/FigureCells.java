package lamina.chart.paint;

import java.awt.geom.Rectangle2D;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lamina.chart.figure.AlignedFigure;
import lamina.chart.figure.AttentionFigure;
import lamina.chart.figure.BarFigure;
import lamina.chart.figure.ChannelFigure;
import lamina.chart.figure.EcdfFigure;
import lamina.chart.figure.Figure;
import lamina.chart.figure.FigureWords;
import lamina.chart.figure.GateMapFigure;
import lamina.chart.figure.HeatMapFigure;
import lamina.chart.figure.LayerMapFigure;
import lamina.chart.figure.LineFigure;
import lamina.chart.figure.ParetoFigure;
import lamina.chart.figure.TokenWindow;

/**
 * The cells of a figure, or the marks of a plot, as they are in a picture: where they lie and what
 * they say. The mouse finds them, the keyboard goes through them.
 */
public sealed interface FigureCells
    permits FigureCells.Map, FigureCells.Gains, FigureCells.Aligned, LayerCells, PlotCells {
  /**
   * A cell.
   *
   * @param row layer, head, line, row or series, from the top
   * @param column token, word, column, group or point, in reading order
   */
  record Cell(int row, int column) {}

  /** The cell at a point. */
  Optional<Cell> at(double x, double y);

  /** A cell in words, with its exact value. */
  String described(Cell cell);

  /** Rows there are. */
  int rows();

  /** Columns of a row. */
  int columns(int row);

  /** Whether the first column stands at the right. */
  default boolean rightToLeft() {
    return false;
  }

  /** Where a cell lies that is visible. */
  Rectangle2D area(Cell cell);

  /** Whether there is something to see in a cell, and the window over the figure shows it. */
  boolean visible(Cell cell);

  /** The column that the window over the figure should show for a cell to be seen. */
  default int column(Cell cell) {
    return cell.column();
  }

  /** How far a point is found from, on the plane; 0 where cells are areas. */
  default double reach() {
    return 0;
  }

  /** Whether it is one of the cells. */
  default boolean has(Cell cell) {
    return cell.row() < rows() && cell.column() >= 0 && cell.column() < columns(cell.row());
  }

  /** Where a cell lies, where there is one and the window shows it. */
  default Optional<Rectangle2D> shown(Optional<Cell> cell) {
    return cell.filter(this::has).filter(this::visible).map(this::area);
  }

  /**
   * The cells of a figure.
   *
   * @param width of the plane that it is laid out on, see {@link FigurePainter.Frame}
   * @param height of the plane
   * @param marks of a plot as it was painted there
   */
  static FigureCells of(
      Figure figure,
      double width,
      double height,
      TokenWindow window,
      FigureWords words,
      PlotMarks marks) {
    return switch (figure) {
      case GateMapFigure f ->
          new Map(
              f, GateMapLayout.of(f, width, height, window), (map, cell) -> gate(map, cell, words));
      case AttentionFigure f ->
          new Map(
              f.grid(),
              GateMapLayout.of(f.grid(), width, height, window),
              (map, cell) -> described(f, cell.row(), cell.column(), words));
      case HeatMapFigure f -> new Gains(f, HeatMapLayout.of(f, width, height));
      case AlignedFigure f -> new Aligned(f, AlignedLayout.of(f, width));
      case LayerMapFigure f ->
          new LayerCells(
              f,
              LayerMapLayout.of(f, width, height, window),
              switch (f.scale().reading()) {
                case GATE -> words.meanGate();
                case DEVIATION -> words.gateDeviation();
              });
      case BarFigure _, LineFigure _, EcdfFigure _, ParetoFigure _, ChannelFigure _ ->
          new PlotCells(marks, new PlotWords(figure, words));
    };
  }

  /** A figure in words, for those who don't see it. */
  static String spoken(Figure figure) {
    var notes = figure.notes().isEmpty() ? "" : String.join(" ", figure.notes()) + " ";
    return figure.title() + ". " + notes + figure.caption();
  }

  /** Says a cell of a map in words. */
  interface Saying {
    String of(GateMapFigure map, Cell cell);
  }

  private static String gate(GateMapFigure map, Cell cell, FigureWords words) {
    return String.format(
        Locale.ROOT,
        "%s · %s %d · %s %.4f",
        map.tokens().get(cell.column()),
        words.layer(),
        map.layers().get(cell.row()),
        words.meanGate(),
        map.values()[cell.row()][cell.column()]);
  }

  /** A cell in words, with its n and interval. */
  static String described(HeatMapFigure map, int row, int column) {
    return String.format(
        Locale.ROOT,
        map.shares()
            ? "%s · %s %s · %.2f [%.2f, %.2f] · n = %d%s"
            : "%s · %s %s · %+.2f [%+.2f, %+.2f] · n = %d%s",
        map.rows().get(row),
        map.xLabel(),
        map.columns().get(column),
        map.values()[row][column],
        map.low()[row][column],
        map.high()[row][column],
        map.n()[row][column],
        map.starred()[row][column] ? " · p < 0.05" : "");
  }

  /** A cell in words. */
  static String described(AttentionFigure f, int head, int token, FigureWords words) {
    var looks =
        String.format(
            Locale.ROOT, words.attention(), f.tokens().get(f.query()), f.tokens().get(token));
    return String.format(
        Locale.ROOT,
        "%s %d · %s · %s %.4f",
        words.head(),
        head + 1,
        looks,
        words.weight(),
        f.weights()[head][token]);
  }

  /** Tokens by layer or head. */
  record Map(GateMapFigure figure, GateMapLayout layout, Saying words) implements FigureCells {
    @Override
    public Optional<Cell> at(double x, double y) {
      return layout.cellAt(x, y).map(c -> new Cell(c.row(), c.token()));
    }

    @Override
    public String described(Cell cell) {
      return words.of(figure, cell);
    }

    @Override
    public int rows() {
      return layout.rows();
    }

    @Override
    public int columns(int row) {
      return figure.tokens().size();
    }

    @Override
    public boolean rightToLeft() {
      return figure.rightToLeft();
    }

    @Override
    public Rectangle2D area(Cell cell) {
      return layout.cell(cell.row(), cell.column());
    }

    @Override
    public boolean visible(Cell cell) {
      return cell.column() >= layout.window().first() && cell.column() < layout.window().end();
    }

    @Override
    public int column(Cell cell) {
      return cell.column();
    }
  }

  /** Differences. */
  record Gains(HeatMapFigure figure, HeatMapLayout layout) implements FigureCells {
    @Override
    public Optional<Cell> at(double x, double y) {
      return layout.cellAt(x, y).map(c -> new Cell(c.row(), c.column())).filter(this::visible);
    }

    @Override
    public String described(Cell cell) {
      return visible(cell)
          ? FigureCells.described(figure, cell.row(), cell.column())
          : figure.rows().get(cell.row()) + " · " + figure.columns().get(cell.column()) + " · –";
    }

    @Override
    public int rows() {
      return figure.rows().size();
    }

    @Override
    public int columns(int row) {
      return figure.columns().size();
    }

    @Override
    public Rectangle2D area(Cell cell) {
      return layout.cell(cell.row(), cell.column());
    }

    @Override
    public boolean visible(Cell cell) {
      return !Double.isNaN(figure.values()[cell.row()][cell.column()]);
    }
  }

  /** Words of a sentence in several languages. */
  record Aligned(AlignedFigure figure, AlignedLayout layout) implements FigureCells {
    @Override
    public Optional<Cell> at(double x, double y) {
      return layout.at(x, y).map(p -> new Cell(p.line(), p.word()));
    }

    @Override
    public int rows() {
      return figure.lines().size();
    }

    @Override
    public int columns(int row) {
      return figure.lines().get(row).words().size();
    }

    @Override
    public Rectangle2D area(Cell cell) {
      return layout.words().get(cell.row()).get(cell.column());
    }

    @Override
    public boolean visible(Cell cell) {
      return true;
    }

    @Override
    public String described(Cell cell) {
      var line = figure.lines().get(cell.row());
      var word = line.words().get(cell.column());
      var gates =
          IntStream.range(0, word.gates().length)
              .mapToObj(
                  p -> String.format(Locale.ROOT, "%s %.4f", word.pieces().get(p), word.gates()[p]))
              .collect(Collectors.joining("  "));
      var answer =
          word.answer().isEmpty()
              ? ""
              : " · " + word.answer() + (word.differs() ? " ≠ " + word.gold() : "");
      return line.name() + " · " + word.text() + answer + (gates.isEmpty() ? "" : " · " + gates);
    }
  }
}
