package lamina.chart.paint;

import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lamina.chart.figure.LayerMapFigure;

/**
 * Answers by layer, and under them gates by layer: their rows are counted on.
 *
 * @param gate before the value of one
 */
public record LayerCells(LayerMapFigure figure, LayerMapLayout layout, String gate)
    implements FigureCells {
  /** The place that a cell's row stands for. */
  LayerMapFigure.Place place(Cell cell) {
    int answers = layout.answerTops().length;
    return cell.row() < answers
        ? figure.answerRows().get(cell.row())
        : figure.gateRows().get(cell.row() - answers);
  }

  /**
   * Areas of the rows that the slider stands at, of answers and of gates.
   *
   * @param chosen the row of each block; -1 for none
   */
  public List<Rectangle2D> chosen(List<Integer> chosen) {
    return IntStream.range(0, rows())
        .mapToObj(r -> new Cell(r, -1))
        .filter(c -> chosen.get(place(c).block()) == place(c).row())
        .map(c -> layout.row(laid(c)))
        .toList();
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
        .map(p -> new Cell(p.gates() ? p.row() + layout.answerTops().length : p.row(), p.column()));
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
    if (!laid(cell).gates()) {
      return answer(cell.column(), named, row.answers());
    }
    float value = row.gates()[cell.column()];
    var column = figure.heads().columns().get(cell.column()).text() + " · " + named;
    return Float.isFinite(value)
        ? column + " · " + gate + " " + figure.scale().reading().exact(value)
        : column;
  }

  private String answer(int unit, String named, List<LayerMapFigure.Answer> answers) {
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
