package lamina.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Bootstrap over units: what was drawn when a test set was made (see {@link
 * lamina.data.Task.Drawn}). A draw takes as many units as there are, with replacement, and the same
 * ones for every column, so that differences between columns are paired.
 */
final class Resampling {
  /**
   * Draws of a bootstrap. With 1,000 the smallest p is 0.002, which Holm's correction over 26 heads
   * can never leave below 0.05.
   */
  static final int RESAMPLES = 10_000;

  private Resampling() {}

  /**
   * Scores on drawn units.
   *
   * @param columns C of them, each what U units add to a score
   * @param seed of the draws; U and the seed alone say what is drawn
   * @return (C, {@link #RESAMPLES}): a column's score on each draw
   */
  static double[][] scores(List<ExampleScore[]> columns, long seed) {
    int units = columns.getFirst().length;
    var sums = new Sums(units);
    var numerators = new int[columns.size()];
    var denominators = new int[columns.size()];
    for (int c = 0; c < columns.size(); c++) {
      var column = columns.get(c);
      if (column.length != units) {
        throw new IllegalArgumentException(
            column.length + " and " + units + " units don't pair up");
      }
      var numerator = new double[units];
      var denominator = new double[units];
      for (int u = 0; u < units; u++) {
        numerator[u] = column[u].numerator();
        denominator[u] = column[u].denominator();
      }
      numerators[c] = sums.add(numerator);
      denominators[c] = sums.add(denominator);
    }
    var rows = sums.rows();
    var generators = new SplittableRandom[RESAMPLES];
    var root = new SplittableRandom(seed);
    for (int r = 0; r < RESAMPLES; r++) {
      generators[r] = root.split(); // so that draws don't depend on the number of threads
    }
    var scores = new double[columns.size()][RESAMPLES];
    IntStream.range(0, RESAMPLES)
        .parallel()
        .forEach(
            r -> {
              var totals = totals(rows, sums.columns.size(), generators[r]);
              for (int c = 0; c < scores.length; c++) {
                double of = totals[denominators[c]];
                scores[c][r] = of == 0 ? 0 : totals[numerators[c]] / of;
              }
            });
    return scores;
  }

  /** Sums over one draw of all numbers of its units. */
  private static double[] totals(double[][] rows, int columns, SplittableRandom random) {
    var times = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      times[random.nextInt(rows.length)]++;
    }
    var totals = new double[columns];
    for (int u = 0; u < rows.length; u++) {
      if (times[u] > 0) {
        var row = rows[u];
        for (int k = 0; k < totals.length; k++) {
          totals[k] += times[u] * row[k];
        }
      }
    }
    return totals;
  }

  /** Numbers of units that are summed over each draw; equal ones once: most denominators are. */
  private static final class Sums {
    private record Key(double[] values) {
      @Override
      public boolean equals(Object other) {
        return other instanceof Key key && Arrays.equals(values, key.values);
      }

      @Override
      public int hashCode() {
        return Arrays.hashCode(values);
      }
    }

    private final int units;
    private final List<double[]> columns = new ArrayList<>();
    private final Map<Key, Integer> places = new HashMap<>();

    Sums(int units) {
      this.units = units;
    }

    /** Place of a column among the distinct ones. */
    int add(double[] column) {
      return places.computeIfAbsent(
          new Key(column),
          k -> {
            columns.add(column);
            return columns.size() - 1;
          });
    }

    /** (U, K): a unit's numbers side by side. */
    double[][] rows() {
      var rows = new double[units][columns.size()];
      for (int u = 0; u < units; u++) {
        for (int k = 0; k < columns.size(); k++) {
          rows[u][k] = columns.get(k)[u];
        }
      }
      return rows;
    }
  }
}
