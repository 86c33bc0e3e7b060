package lamina.chart.paint;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.Map;
import lamina.chart.figure.LayerMapFigure;
import lamina.chart.figure.TokenWindow;

/** How wide the columns of answers and gates by layer want to be. */
final class LayerMapColumns {
  private static final double MARGIN = 88;
  private static final double LONGEST_WORD = 92;
  private static final double NARROWEST = 14;
  private static final double READABLE = 1.25;
  private static final double SHARE = 84;

  private final LayerMapFigure f;
  private final FontMetrics word;
  private final FontMetrics label;
  private final Map<String, Integer> labels = new HashMap<>();

  LayerMapColumns(LayerMapFigure f) {
    this.f = f;
    Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    word = g.getFontMetrics(Fonts.regular(LayerMapLayout.WORD_SIZE));
    label = g.getFontMetrics(Fonts.bold(LayerMapLayout.LABEL_SIZE));
    g.dispose();
  }

  private double label(String text) {
    return labels.computeIfAbsent(text, label::stringWidth);
  }

  /** Width of the names of rows, before the columns. */
  double left() {
    double names = f.heads().labels().isEmpty() ? 0 : label(f.heads().gold());
    for (var block : f.blocks()) {
      for (var row : block.rows()) {
        names = Math.max(names, label(row.name()));
      }
    }
    return 8 + Math.min(names, LONGEST_WORD) + 10;
  }

  private double margin() {
    return f.gateRows().isEmpty() ? LayerMapLayout.BARE_MARGIN : MARGIN;
  }

  /** Width that all columns have together. */
  double room(double width) {
    return Math.max(20, width - left() - margin());
  }

  /** What each column of a window needs for its word and for every answer to it. */
  double[] natural(TokenWindow window) {
    var columns = f.heads().columns();
    double[] natural = new double[window.count()];
    for (int i = 0; i < natural.length; i++) {
      var column = columns.get(window.first() + i);
      double widest = Math.min(word.stringWidth(column.text()), LONGEST_WORD);
      if (whole()) {
        widest = Math.max(widest, answers(column.word()));
      }
      natural[i] = Math.max(NARROWEST, widest + 8);
    }
    return natural;
  }

  /** Whether each column is a word with its answers. */
  private boolean whole() {
    return !f.pair() && f.heads().columns().size() == f.units();
  }

  private double answers(int word) {
    var golds = f.heads().labels();
    double widest = word < golds.size() ? label(golds.get(word)) : 0;
    for (var block : f.blocks()) {
      for (var row : block.rows()) {
        if (word < row.answers().size()
            && row.answers().get(word).mark() != LayerMapFigure.Mark.SAME) {
          widest = Math.max(widest, LayerMapLayout.MARK + label(row.answers().get(word).label()));
        }
      }
    }
    return widest;
  }

  /** Of all words, so that rows keep their place when the window moves. */
  double longest() {
    double longest = 0;
    for (var column : f.heads().columns()) {
      longest = Math.max(longest, word.stringWidth(column.text()));
    }
    return Math.min(longest, LONGEST_WORD);
  }

  /** See {@link LayerMapLayout#window}. */
  TokenWindow window(int first, double width) {
    int columns = f.heads().columns().size();
    double least = least();
    double room = room(width);
    if (columns * least <= room) {
      return new TokenWindow(0, columns);
    }
    int count = Math.clamp((int) (room / (least * READABLE)), 1, Math.max(1, columns));
    return new TokenWindow(Math.clamp(first, 0, columns - count), count);
  }

  /** See {@link LayerMapLayout#leastWidth}. */
  double leastWidth() {
    double answers = f.pair() ? SHARE * f.units() : 0;
    return left() + margin() + Math.max(answers, f.heads().columns().size() * least());
  }

  /** The least width of a column: that of the widest label of a word, where it holds one. */
  private double least() {
    double widest = NARROWEST;
    if (!whole()) {
      return widest;
    }
    for (var gold : f.heads().labels()) {
      widest = Math.max(widest, label(gold));
    }
    for (var block : f.blocks()) {
      for (var answer : block.rows().getFirst().answers()) {
        widest = Math.max(widest, label(answer.label()));
      }
    }
    return widest + 4;
  }
}
