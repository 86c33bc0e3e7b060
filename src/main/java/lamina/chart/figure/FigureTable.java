package lamina.chart.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lamina.files.CsvText;

/** The numbers of a figure as rows, the first of them the columns' names. */
public final class FigureTable {
  private static final String LINE_END = "\r\n";

  private final FigureWords words;
  private final List<List<Object>> rows = new ArrayList<>();

  private FigureTable(FigureWords words) {
    this.words = words;
  }

  /** Rows of texts, numbers of six digits and truth values; a number may be NaN. */
  public static List<List<Object>> rows(Figure figure, FigureWords words) {
    var out = new FigureTable(words);
    switch (figure) {
      case BarFigure f -> bars(f, out);
      case LineFigure f -> lines(f, out);
      case EcdfFigure f -> ecdf(f, out);
      case ParetoFigure f -> points(f, out);
      case GateMapFigure f -> gates(f, out);
      case ChannelFigure f -> channels(f, out);
      case HeatMapFigure f -> cells(f, out);
      case AttentionFigure f -> attention(f, out);
      case AlignedFigure f -> aligned(f, out);
      case LayerMapFigure f -> layers(f, out);
    }
    return out.rows;
  }

  public static String csv(Figure figure, FigureWords words) {
    var text = new CsvText(LINE_END);
    rows(figure, words).forEach(text::row);
    return text.toString();
  }

  /** Adds a row; names of columns that the figure hasn't itself are given by {@link #name}. */
  private void row(Object... cells) {
    rows.add(Arrays.stream(cells).map(FigureTable::rounded).toList());
  }

  private static Object rounded(Object cell) {
    return cell instanceof Double || cell instanceof Float
        ? Rounded.number(((Number) cell).doubleValue())
        : cell;
  }

  private String name(String english) {
    return words.columns().getOrDefault(english, english);
  }

  private static void bars(BarFigure f, FigureTable out) {
    out.row(
        out.name("group"),
        out.name("series"),
        f.yLabel(),
        out.name("low"),
        out.name("high"),
        out.name("n"));
    for (var s : f.series()) {
      for (int i = 0; i < f.groups().size(); i++) {
        if (!Double.isNaN(s.values()[i])) {
          out.row(f.groups().get(i), s.name(), s.values()[i], s.low()[i], s.high()[i], s.n()[i]);
        }
      }
    }
  }

  private static void lines(LineFigure f, FigureTable out) {
    out.row(out.name("series"), f.xLabel(), f.yLabel(), out.name("low"), out.name("high"));
    for (var l : f.lines()) {
      for (int i = 0; i < l.x().length; i++) {
        out.row(l.name(), l.x()[i], l.y()[i], l.low()[i], l.high()[i]);
      }
    }
  }

  private static void ecdf(EcdfFigure f, FigureTable out) {
    out.row(out.name("series"), out.name("call"), out.name("milliseconds"));
    for (var s : f.series()) {
      for (int i = 0; i < s.millis().length; i++) {
        out.row(s.name(), i, s.millis()[i]);
      }
    }
  }

  private static void points(ParetoFigure f, FigureTable out) {
    out.row(
        out.name("name"),
        f.xLabel(),
        out.name("low"),
        out.name("high"),
        f.yLabel(),
        out.name("low"),
        out.name("high"),
        out.name("n"),
        out.name("on the front"));
    var front = f.front();
    for (var p : f.points()) {
      out.row(
          p.name(),
          p.x(),
          p.xLow(),
          p.xHigh(),
          p.y(),
          p.yLow(),
          p.yHigh(),
          p.n(),
          front.contains(p));
    }
  }

  private static void gates(GateMapFigure f, FigureTable out) {
    out.row(out.name("layer"), out.name("position"), out.name("token"), out.name("mean gate"));
    for (int r = 0; r < f.layers().size(); r++) {
      for (int t = 0; t < f.tokens().size(); t++) {
        out.row(f.layers().get(r), t, f.tokens().get(t), f.values()[r][t]);
      }
    }
  }

  private static void cells(HeatMapFigure f, FigureTable out) {
    out.row(
        out.name("row"),
        f.xLabel(),
        f.valueLabel(),
        out.name("low"),
        out.name("high"),
        out.name("n"),
        out.name("p < 0.05"));
    for (int r = 0; r < f.rows().size(); r++) {
      for (int c = 0; c < f.columns().size(); c++) {
        if (!Double.isNaN(f.values()[r][c])) {
          out.row(
              f.rows().get(r),
              f.columns().get(c),
              f.values()[r][c],
              f.low()[r][c],
              f.high()[r][c],
              f.n()[r][c],
              f.starred()[r][c]);
        }
      }
    }
  }

  private static void attention(AttentionFigure f, FigureTable out) {
    out.row(
        out.name("head"),
        out.name("from"),
        out.name("position"),
        out.name("to"),
        out.name("attention"));
    var from = f.tokens().get(f.query());
    for (int h = 0; h < f.weights().length; h++) {
      for (int t = 0; t < f.tokens().size(); t++) {
        out.row(h + 1, from, t, f.tokens().get(t), f.weights()[h][t]);
      }
    }
  }

  /** A row a word piece; words without a gate have one row. */
  private static void aligned(AlignedFigure f, FigureTable out) {
    out.row(
        out.name("language"),
        out.name("position"),
        out.name("word"),
        out.name("answer"),
        out.name("label"),
        out.name("piece"),
        out.name("mean gate"));
    for (var line : f.lines()) {
      for (int w = 0; w < line.words().size(); w++) {
        var word = line.words().get(w);
        var answer = line.answer().isEmpty() ? word.answer() : line.answer();
        var gold = line.answer().isEmpty() ? word.gold() : line.gold();
        if (word.gates().length == 0) {
          out.row(line.name(), w, word.text(), answer, gold, "", "");
        }
        for (int p = 0; p < word.gates().length; p++) {
          out.row(line.name(), w, word.text(), answer, gold, word.pieces().get(p), word.gates()[p]);
        }
      }
    }
  }

  /** A row an answer; gates of columns that aren't those of answers have rows of their own. */
  private static void layers(LayerMapFigure f, FigureTable out) {
    out.row(
        out.name("name"),
        out.name("layer"),
        out.name("position"),
        out.name("word"),
        out.name("label"),
        out.name("answer"),
        out.name("probability"),
        out.name("change"),
        out.name(
            switch (f.scale().reading()) {
              case GATE -> "mean gate";
              case DEVIATION -> "mean gate minus usual";
            }));
    var heads = f.heads();
    boolean same = !f.pair() && heads.columns().size() == f.units();
    for (var place : f.answerRows()) {
      var block = f.blocks().get(place.block());
      var row = f.at(place);
      for (int u = 0; u < row.answers().size(); u++) {
        var answer = row.answers().get(u);
        int at = f.pair() ? 0 : u;
        out.row(
            block.name(),
            row.name(),
            u,
            f.pair() ? "" : word(f, u),
            at < heads.labels().size() ? heads.labels().get(at) : "",
            answer.label(),
            answer.probability(),
            f.marks().getOrDefault(answer.mark(), ""),
            same && row.gates().length > 0 ? row.gates()[u] : Float.NaN);
      }
      for (int c = 0; c < (same ? 0 : row.gates().length); c++) {
        out.row(
            block.name(),
            row.name(),
            c,
            heads.columns().get(c).text(),
            "",
            "",
            Double.NaN,
            "",
            row.gates()[c]);
      }
    }
  }

  private static String word(LayerMapFigure f, int unit) {
    return f.heads().columns().stream()
        .filter(c -> c.word() == unit)
        .map(LayerMapFigure.Column::text)
        .reduce("", String::concat);
  }

  private static void channels(ChannelFigure f, FigureTable out) {
    out.row(out.name("channel"), out.name("gate"));
    for (int i = 0; i < f.gate().length; i++) {
      out.row(i, f.gate()[i]);
    }
  }
}
