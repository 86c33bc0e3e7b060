package lamina.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The numbers of a figure as CSV. */
final class FigureTable {
  private FigureTable() {}

  static String csv(Figure figure) {
    var text = new StringBuilder();
    try (var out = new CSVPrinter(text, CSVFormat.DEFAULT)) {
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
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void bars(BarFigure f, CSVPrinter out) throws IOException {
    out.printRecord("group", "series", f.yLabel(), "low", "high", "n");
    for (var s : f.series()) {
      for (int i = 0; i < f.groups().size(); i++) {
        if (!Double.isNaN(s.values()[i])) {
          out.printRecord(
              f.groups().get(i), s.name(), s.values()[i], s.low()[i], s.high()[i], s.n()[i]);
        }
      }
    }
  }

  private static void lines(LineFigure f, CSVPrinter out) throws IOException {
    out.printRecord("series", f.xLabel(), f.yLabel(), "low", "high");
    for (var l : f.lines()) {
      for (int i = 0; i < l.x().length; i++) {
        out.printRecord(l.name(), l.x()[i], l.y()[i], l.low()[i], l.high()[i]);
      }
    }
  }

  private static void ecdf(EcdfFigure f, CSVPrinter out) throws IOException {
    out.printRecord("series", "call", "milliseconds");
    for (var s : f.series()) {
      for (int i = 0; i < s.millis().length; i++) {
        out.printRecord(s.name(), i, s.millis()[i]);
      }
    }
  }

  private static void points(ParetoFigure f, CSVPrinter out) throws IOException {
    out.printRecord(
        "name", f.xLabel(), "low", "high", f.yLabel(), "low", "high", "n", "on the front");
    var front = f.front();
    for (var p : f.points()) {
      out.printRecord(
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

  private static void gates(GateMapFigure f, CSVPrinter out) throws IOException {
    out.printRecord("layer", "position", "token", "mean gate");
    for (int r = 0; r < f.layers().size(); r++) {
      for (int t = 0; t < f.tokens().size(); t++) {
        out.printRecord(f.layers().get(r), t, f.tokens().get(t), f.values()[r][t]);
      }
    }
  }

  private static void cells(HeatMapFigure f, CSVPrinter out) throws IOException {
    out.printRecord("row", f.xLabel(), f.valueLabel(), "low", "high", "n", "p < 0.05");
    for (int r = 0; r < f.rows().size(); r++) {
      for (int c = 0; c < f.columns().size(); c++) {
        if (!Double.isNaN(f.values()[r][c])) {
          out.printRecord(
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

  private static void attention(AttentionFigure f, CSVPrinter out) throws IOException {
    out.printRecord("head", "from", "position", "to", "attention");
    var from = f.tokens().get(f.query());
    for (int h = 0; h < f.weights().length; h++) {
      for (int t = 0; t < f.tokens().size(); t++) {
        out.printRecord(h + 1, from, t, f.tokens().get(t), f.weights()[h][t]);
      }
    }
  }

  /** A row a word piece; words without a gate have one row. */
  private static void aligned(AlignedFigure f, CSVPrinter out) throws IOException {
    out.printRecord("language", "position", "word", "answer", "label", "piece", "mean gate");
    for (var line : f.lines()) {
      for (int w = 0; w < line.words().size(); w++) {
        var word = line.words().get(w);
        var answer = line.answer().isEmpty() ? word.answer() : line.answer();
        var gold = line.answer().isEmpty() ? word.gold() : line.gold();
        if (word.gates().length == 0) {
          out.printRecord(line.name(), w, word.text(), answer, gold, "", "");
        }
        for (int p = 0; p < word.gates().length; p++) {
          out.printRecord(
              line.name(), w, word.text(), answer, gold, word.pieces().get(p), word.gates()[p]);
        }
      }
    }
  }

  private static void channels(ChannelFigure f, CSVPrinter out) throws IOException {
    out.printRecord("channel", "gate");
    for (int i = 0; i < f.gate().length; i++) {
      out.printRecord(i, f.gate()[i]);
    }
  }
}
