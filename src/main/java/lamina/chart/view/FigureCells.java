package lamina.chart.view;

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
import lamina.chart.paint.AlignedLayout;
import lamina.chart.paint.GateMapLayout;
import lamina.chart.paint.HeatMapLayout;
import lamina.chart.paint.LayerMapLayout;

/** The cells of a figure as it is on screen: where they lie and what they say. */
public sealed interface FigureCells {
  /**
   * A cell.
   *
   * @param row layer, head, line or row, from the top
   * @param column token, word or column, in reading order
   */
  record Cell(int row, int column) {}

  /** The cell at a point. */
  Optional<Cell> at(double x, double y);

  /** A cell in words. */
  String described(Cell cell);

  /** Lays a figure's cells out; empty where it has none. */
  static Optional<FigureCells> of(
      Figure figure, double width, double height, TokenWindow window, FigureWords words) {
    return switch (figure) {
      case GateMapFigure f ->
          Optional.of(
              new Map(
                  f,
                  GateMapLayout.of(f, width, height, window),
                  (map, cell) -> gate(map, cell, words)));
      case AttentionFigure f ->
          Optional.of(
              new Map(
                  f.grid(),
                  GateMapLayout.of(f.grid(), width, height, window),
                  (map, cell) -> described(f, cell.row(), cell.column(), words)));
      case HeatMapFigure f -> Optional.of(new Gains(f, HeatMapLayout.of(f, width, height)));
      case AlignedFigure f -> Optional.of(new Aligned(f, AlignedLayout.of(f, width)));
      case LayerMapFigure f ->
          Optional.of(new Layers(f, LayerMapLayout.of(f, width, height, window), words.meanGate()));
      case BarFigure f -> Optional.empty();
      case LineFigure f -> Optional.empty();
      case EcdfFigure f -> Optional.empty();
      case ParetoFigure f -> Optional.empty();
      case ChannelFigure f -> Optional.empty();
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
        "%s · %s %s · %+.2f [%+.2f, %+.2f] · n = %d%s",
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

  /** Cells in rows and columns, which the keyboard can reach. */
  sealed interface Grid extends FigureCells {
    int rows();

    /** Columns of a row. */
    int columns(int row);

    boolean rightToLeft();

    Rectangle2D area(Cell cell);

    boolean visible(Cell cell);

    /** Where a cell lies, where there is one and the window shows it. */
    default Optional<Rectangle2D> shown(Optional<Cell> cell) {
      return cell.filter(c -> CellCursor.inside(this, c)).filter(this::visible).map(this::area);
    }

    /** The column that the window over the figure should show for a cell to be seen. */
    int column(Cell cell);
  }

  /** Tokens by layer or head. */
  record Map(GateMapFigure figure, GateMapLayout layout, Saying words) implements Grid {
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

  /**
   * Answers by layer, and under them gates by layer: their rows are counted on.
   *
   * @param gate before the value of one
   */
  record Layers(LayerMapFigure figure, LayerMapLayout layout, String gate) implements Grid {
    /** The place that a cell's row stands for. */
    LayerMapFigure.Place place(Cell cell) {
      int answers = layout.answerTops().length;
      return cell.row() < answers
          ? figure.answerRows().get(cell.row())
          : figure.gateRows().get(cell.row() - answers);
    }

    private LayerMapLayout.Place laid(Cell cell) {
      int answers = layout.answerTops().length;
      boolean gates = cell.row() >= answers;
      return new LayerMapLayout.Place(
          gates, gates ? cell.row() - answers : cell.row(), cell.column());
    }

    @Override
    public Optional<Cell> at(double x, double y) {
      return layout
          .at(x, y)
          .map(
              p ->
                  new Cell(p.gates() ? p.row() + layout.answerTops().length : p.row(), p.column()));
    }

    @Override
    public int rows() {
      return layout.answerTops().length + layout.gateTops().length;
    }

    @Override
    public int columns(int row) {
      return row < layout.answerTops().length ? figure.units() : figure.heads().columns().size();
    }

    @Override
    public boolean rightToLeft() {
      return figure.rightToLeft();
    }

    @Override
    public Rectangle2D area(Cell cell) {
      return layout.area(laid(cell)).orElseGet(() -> layout.row(laid(cell)));
    }

    @Override
    public boolean visible(Cell cell) {
      return layout.area(laid(cell)).isPresent();
    }

    @Override
    public int column(Cell cell) {
      if (laid(cell).gates() || figure.pair()) {
        return laid(cell).gates() ? cell.column() : layout.window().first();
      }
      var columns = figure.heads().columns();
      int first = 0;
      while (columns.get(first).word() != cell.column()) {
        first++;
      }
      return first;
    }

    @Override
    public String described(Cell cell) {
      var place = place(cell);
      var block = figure.blocks().get(place.block());
      var row = figure.at(place);
      var named = block.name() + " · " + row.name();
      if (cell.column() < 0) {
        return row.right().isEmpty() ? named : named + " · " + row.right();
      }
      return laid(cell).gates()
          ? String.format(
              Locale.ROOT,
              "%s · %s · %s %.4f",
              figure.heads().columns().get(cell.column()).text(),
              named,
              gate,
              row.gates()[cell.column()])
          : answer(cell.column(), named, row.answers());
    }

    private String answer(int unit, String named, java.util.List<LayerMapFigure.Answer> answers) {
      if (unit >= answers.size()) {
        return named; // this model reads less of the text
      }
      var answer = answers.get(unit);
      var meaning = figure.marks().getOrDefault(answer.mark(), "");
      var share =
          String.format(Locale.ROOT, "%s %.1f %%", answer.label(), 100 * answer.probability());
      return (figure.pair() ? "" : word(unit) + " · ")
          + named
          + (answer.label().isEmpty() ? "" : " · " + share)
          + (meaning.isEmpty() ? "" : " · " + meaning)
          + (figure.pair() ? "" : gold(unit));
    }

    private String gold(int unit) {
      var labels = figure.heads().labels();
      return unit < labels.size() ? " · " + figure.heads().gold() + " " + labels.get(unit) : "";
    }

    private String word(int unit) {
      return figure.heads().columns().stream()
          .filter(c -> c.word() == unit)
          .map(LayerMapFigure.Column::text)
          .collect(Collectors.joining(" "));
    }
  }

  /** Differences. */
  record Gains(HeatMapFigure figure, HeatMapLayout layout) implements FigureCells {
    @Override
    public Optional<Cell> at(double x, double y) {
      return layout
          .cellAt(x, y)
          .filter(c -> !Double.isNaN(figure.values()[c.row()][c.column()]))
          .map(c -> new Cell(c.row(), c.column()));
    }

    @Override
    public String described(Cell cell) {
      return FigureCells.described(figure, cell.row(), cell.column());
    }
  }

  /** Words of a sentence in several languages. */
  record Aligned(AlignedFigure figure, AlignedLayout layout) implements FigureCells {
    @Override
    public Optional<Cell> at(double x, double y) {
      return layout.at(x, y).map(p -> new Cell(p.line(), p.word()));
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
