package lamina.ui.errors;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import lamina.answers.ConfusionMatrix;
import lamina.answers.ConfusionShares;
import lamina.chart.figure.HeatMapFigure;
import lamina.evaluate.Claim;
import lamina.evaluate.Family;
import lamina.evaluate.Intervals;
import lamina.language.Languages;
import lamina.ui.text.FigureTexts;
import lamina.ui.text.LanguageWords;
import lamina.ui.text.LessonTexts;
import lamina.ui.text.Messages;

/** Which label is taken for which, as maps of a model or of the difference of two. */
final class ErrorFigures {
  private ErrorFigures() {}

  /** A label, and an answer to it that is wrong. */
  private record Cell(int label, int answer) {}

  /** The shares of each label's units that get a wrong answer; right ones are left out. */
  static HeatMapFigure confusion(Answered of) {
    var shares = ConfusionShares.of(of.set(), of.head());
    var matrix = shares.matrix();
    var grid = new Grid(matrix);
    for (var cell : grid.wrong()) {
      grid.put(
          cell,
          new Intervals.Difference(
              shares.share(cell.label, cell.answer), shares.interval(cell.label, cell.answer), 1),
          false);
    }
    return grid.figure(title(of, matrix), caption(List.of(of)), Messages.get("errors.share"), true);
  }

  /** How much more often the second model gives a wrong answer than the first. */
  static HeatMapFigure difference(Answered first, Answered second) {
    var both = ConfusionShares.both(second.set(), second.head(), first.set(), first.head());
    var grid = new Grid(both.getFirst().matrix());
    var tests = new LinkedHashMap<Cell, Intervals.Difference>();
    for (var cell : grid.wrong()) {
      tests.put(cell, both.getFirst().minus(both.getLast(), cell.label, cell.answer));
    }
    var family = Family.of(tests);
    tests.forEach((cell, test) -> grid.put(cell, test, family.claim(cell) != Claim.NOTHING));
    var names =
        new String[] {
          name(second),
          name(first),
          "" + family.all(Claim.GAIN).size(),
          "" + family.size(),
          "" + family.all(Claim.LOSS).size()
        };
    return grid.figure(
        Messages.get("errors.difference", (Object[]) names),
        caption(List.of(first, second)) + Messages.get("errors.holm", family.size()),
        Messages.get("errors.points"),
        false);
  }

  private static String title(Answered of, ConfusionMatrix matrix) {
    Cell most = null;
    for (int l = 0; l < matrix.labels().size(); l++) {
      for (int a = 0; a < matrix.answers().size(); a++) {
        boolean wrong = !matrix.labels().get(l).equals(matrix.answers().get(a));
        if (wrong && (most == null || count(matrix, l, a) > count(matrix, most))) {
          most = new Cell(l, a);
        }
      }
    }
    if (most == null || count(matrix, most) == 0) {
      return Messages.get("errors.none", name(of));
    }
    return Messages.get(
        "errors.title",
        name(of),
        matrix.labels().get(most.label),
        answer(matrix.answers().get(most.answer)),
        count(matrix, most),
        matrix.total(most.label));
  }

  private static int count(ConfusionMatrix matrix, Cell cell) {
    return count(matrix, cell.label, cell.answer);
  }

  private static int count(ConfusionMatrix matrix, int label, int answer) {
    return matrix.counts()[label][answer];
  }

  /** "Teacher paper.8". */
  static String name(Answered of) {
    return FigureTexts.name(FigureTexts.role(of.model().role())) + " " + of.head().key();
  }

  /** An answer in words, since there may be none. */
  static String answer(String label) {
    return label.isEmpty() ? Messages.get("errors.unanswered") : label;
  }

  private static String caption(List<Answered> of) {
    var set = of.getFirst().set();
    var who =
        of.stream()
            .map(
                a ->
                    Messages.get(
                        "errors.right",
                        name(a),
                        LessonTexts.percent((double) a.right() / a.set().units())))
            .collect(java.util.stream.Collectors.joining(", "));
    return Messages.get(
        "errors.caption",
        set.task().label(),
        LanguageWords.name(Languages.of(set.language())),
        set.name(),
        set.units(),
        who,
        Messages.get(
            "errors.drawn." + set.task().drawn().name().toLowerCase(java.util.Locale.ROOT)));
  }

  /** Cells in the making. */
  private static final class Grid {
    private final ConfusionMatrix matrix;
    private final double[][] values;
    private final double[][] low;
    private final double[][] high;
    private final int[][] n;
    private final boolean[][] starred;

    Grid(ConfusionMatrix matrix) {
      this.matrix = matrix;
      int rows = matrix.labels().size();
      int columns = matrix.answers().size();
      values = new double[rows][columns];
      low = new double[rows][columns];
      high = new double[rows][columns];
      n = new int[rows][columns];
      starred = new boolean[rows][columns];
      Arrays.stream(values).forEach(row -> Arrays.fill(row, Double.NaN));
    }

    /** The cells of answers that aren't the label, of labels that there are. */
    List<Cell> wrong() {
      var cells = new java.util.ArrayList<Cell>();
      for (int l = 0; l < matrix.labels().size(); l++) {
        for (int a = 0; a < matrix.answers().size(); a++) {
          if (matrix.total(l) > 0 && !matrix.labels().get(l).equals(matrix.answers().get(a))) {
            cells.add(new Cell(l, a));
          }
        }
      }
      return cells;
    }

    void put(Cell cell, Intervals.Difference of, boolean claimed) {
      values[cell.label][cell.answer] = 100 * of.value();
      low[cell.label][cell.answer] = 100 * of.interval().low();
      high[cell.label][cell.answer] = 100 * of.interval().high();
      n[cell.label][cell.answer] = matrix.total(cell.label);
      starred[cell.label][cell.answer] = claimed;
    }

    HeatMapFigure figure(String title, String caption, String unit, boolean shares) {
      return new HeatMapFigure(
          title,
          caption,
          Messages.get("errors.answered"),
          unit,
          matrix.answers().stream().map(ErrorFigures::answer).toList(),
          matrix.labels(),
          values,
          low,
          high,
          n,
          starred,
          shares ? HeatMapFigure.Reading.SHARE : HeatMapFigure.Reading.DIFFERENCE,
          Optional.empty());
    }
  }
}
