package lamina.chart.paint;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lamina.chart.figure.AlignedFigure;

/**
 * Where the words of an aligned figure lie: each line of the figure flows over as many rows as its
 * words need.
 *
 * @param left where words begin, right of the languages' names
 * @param right where they end, left of the legend
 * @param tops upper edge of every line of the figure, and the lower edge of the last
 * @param words areas by line and word
 * @param answers whether there is a row of answers
 * @param golds whether there is a row of labels
 * @param strip height of the row of gates; 0 where there are none
 */
public record AlignedLayout(
    double left,
    double right,
    double[] tops,
    List<List<Rectangle2D>> words,
    boolean answers,
    boolean golds,
    double strip) {
  static final double WORD_SIZE = 13;
  static final double LABEL_SIZE = 11;
  static final double TOP = 34;
  static final double BOTTOM = 26;
  public static final double WORD_ROW = 20;
  static final double SIGN = 11;
  public static final double LABEL_ROW = 13;
  private static final double STRIP = 17;
  private static final double LEGEND = 74;
  private static final double LONGEST_NAME = 190;
  private static final double GAP = 6;
  private static final double BETWEEN = 10;
  private static final double PIECE = 12;
  private static final double LONGEST_WORD = 220;

  /** A word of a line. */
  public record Place(int line, int word) {}

  public static AlignedLayout of(AlignedFigure figure, double width) {
    Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      return of(
          figure,
          width,
          g.getFontMetrics(Fonts.regular(WORD_SIZE)),
          g.getFontMetrics(Fonts.bold(LABEL_SIZE)),
          g.getFontMetrics(Fonts.bold(LABEL_SIZE + 1)));
    } finally {
      g.dispose();
    }
  }

  private static AlignedLayout of(
      AlignedFigure figure, double width, FontMetrics word, FontMetrics label, FontMetrics name) {
    double names = 0;
    int widest = figure.labels().stream().mapToInt(label::stringWidth).max().orElse(0);
    for (var line : figure.lines()) {
      names = Math.max(names, name.stringWidth(line.name()));
      names = line.answer().isEmpty() ? names : Math.max(names, widest);
      names = Math.max(names, SIGN + label.stringWidth(line.gold()));
    }
    boolean answers = figure.labelled(false);
    boolean golds = figure.labelled(true);
    double strip = figure.gated() ? STRIP : 0;
    double left = 8 + Math.min(names, LONGEST_NAME) + 14;
    double right = Math.max(left + 60, width - (figure.gated() ? LEGEND : 12));
    double row = WORD_ROW + (answers ? LABEL_ROW : 0) + (golds ? LABEL_ROW : 0) + strip + GAP;
    double least = WORD_ROW + 2 * LABEL_ROW;
    var tops = new double[figure.lines().size() + 1];
    var words = new ArrayList<List<Rectangle2D>>();
    double y = TOP;
    for (int i = 0; i < figure.lines().size(); i++) {
      tops[i] = y;
      var line = figure.lines().get(i);
      var areas = new ArrayList<Rectangle2D>();
      double x = left;
      for (var w : line.words()) {
        double each = Math.min(right - left, width(w, word, label, widest));
        if (x > left && x + each > right) {
          x = left;
          y += row;
        }
        double at = line.rightToLeft() ? left + right - x - each : x;
        areas.add(new Rectangle2D.Double(at, y, each, row - GAP));
        x += each + GAP;
      }
      y += row;
      words.add(areas);
      y = Math.max(y, tops[i] + least) + BETWEEN;
    }
    tops[tops.length - 1] = y;
    return new AlignedLayout(left, right, tops, words, answers, golds, strip);
  }

  private static double width(
      AlignedFigure.Word w, FontMetrics word, FontMetrics label, int labels) {
    double widest = Math.min(LONGEST_WORD, word.stringWidth(w.text()));
    if (!w.answer().isEmpty()) {
      widest = Math.max(widest, labels);
      widest = Math.max(widest, SIGN + label.stringWidth(w.gold()));
    }
    return Math.max(widest + 8, PIECE * w.pieces().size());
  }

  /** Height of the whole figure. */
  public double height() {
    return tops[tops.length - 1] - BETWEEN + BOTTOM;
  }

  public Optional<Place> at(double x, double y) {
    for (int i = 0; i < words.size(); i++) {
      if (y < tops[i] || y >= tops[i + 1]) {
        continue;
      }
      for (int w = 0; w < words.get(i).size(); w++) {
        if (words.get(i).get(w).contains(x, y)) {
          return Optional.of(new Place(i, w));
        }
      }
    }
    return Optional.empty();
  }

  /** Area of a piece's gate. */
  public Rectangle2D piece(AlignedFigure.Line line, Rectangle2D word, int pieces, int piece) {
    double each = word.getWidth() / pieces;
    int column = line.rightToLeft() ? pieces - 1 - piece : piece;
    return new Rectangle2D.Double(word.getX() + column * each, word.getMaxY() - strip, each, strip);
  }

  /**
   * By how much a figure that is too high for its place is made smaller, all of it alike.
   *
   * @return 1 where it has room
   */
  static double shrink(AlignedFigure figure, double width, double height) {
    double scale = 1;
    while (scale > 0.1
        && scale * of(figure, width / scale).height() + (TOP + BOTTOM) * (1 - scale)
            > height + 0.5) { // title and caption keep their size
      scale *= 0.95;
    }
    return scale;
  }
}
