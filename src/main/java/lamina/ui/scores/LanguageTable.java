package lamina.ui.scores;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import lamina.chart.figure.BarFigure;
import lamina.chart.figure.Role;
import lamina.evaluate.Claim;
import lamina.evaluate.Family;
import lamina.evaluate.Intervals;
import lamina.evaluate.Metric;
import lamina.evaluate.ScoreTable;
import lamina.experiment.Estimate;
import lamina.experiment.ExperimentResults;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.ui.text.FigureTexts;
import lamina.ui.text.LanguageWords;
import lamina.ui.text.LessonTexts;
import lamina.ui.text.Messages;

/**
 * Scores by language: one column a condition, the baseline last.
 *
 * @param columns at least one
 * @param rows one a language, grouped and sorted
 */
public record LanguageTable(List<Column> columns, List<Row> rows) {
  /** What puts languages together. */
  public enum Grouping {
    FAMILY,
    SCRIPT,
    SEEN,
    NONE
  }

  /** What orders the languages of a group. */
  public enum Order {
    SCORE,
    GAP,
    GAIN,
    PIECES,
    NAME
  }

  /** A condition of some evidence. */
  public record Column(String name, Role role, ExperimentResults evidence, String condition) {
    Optional<Estimate> find(String language) {
      return evidence.find(condition, language);
    }

    /** Itself where its scores are of a metric; else without scores, its name saying why. */
    Column comparable(Metric metric) {
      return evidence.metric() == metric
          ? this
          : new Column(
              Messages.get("languages.othermetric", name, FigureTexts.name(evidence.metric())),
              role,
              evidence.without(),
              condition);
    }
  }

  /**
   * A language.
   *
   * @param group heading that the grouping puts it under; empty without grouping
   * @param cells estimates by column
   * @param gaps score in English less that in this language, by column, in 0 to 1; NaN where either
   *     is missing, and for English
   */
  public record Row(
      Language language, String group, List<Optional<Estimate>> cells, double[] gaps) {
    Optional<Estimate> any() {
      return cells.stream().flatMap(Optional::stream).findFirst();
    }

    private double first() {
      return cells.getFirst().map(Estimate::value).orElse(Double.NaN);
    }

    private double gain() {
      return cells.getFirst().flatMap(Estimate::gain).map(g -> g.value()).orElse(Double.NaN);
    }

    private double pieces() {
      return any().map(Estimate::piecesPerWord).orElse(Double.NaN);
    }
  }

  /**
   * Groups and sorts all languages that a column has. Scores of another metric than the first
   * column's can't stand beside them and are left out.
   */
  public static LanguageTable of(List<Column> all, Grouping grouping, Order order) {
    var metric = all.getFirst().evidence().metric();
    var columns = all.stream().map(c -> c.comparable(metric)).toList();
    var codes = new TreeSet<String>();
    columns.forEach(c -> codes.addAll(c.evidence().languages()));
    var rows = new ArrayList<Row>();
    for (var code : codes) {
      var language = Languages.of(code);
      rows.add(
          new Row(
              language,
              group(language, grouping, columns.getFirst().evidence()),
              columns.stream().map(c -> c.find(code)).toList(),
              columns.stream().mapToDouble(c -> gap(c, code)).toArray()));
    }
    rows.sort(Comparator.comparing(Row::group).thenComparing(comparator(order)));
    return new LanguageTable(columns, List.copyOf(rows));
  }

  private static double gap(Column column, String code) {
    var english = column.find("en");
    var own = column.find(code);
    return code.equals("en") || english.isEmpty() || own.isEmpty()
        ? Double.NaN
        : english.get().value() - own.get().value();
  }

  private static String group(Language language, Grouping grouping, ExperimentResults evidence) {
    return switch (grouping) {
      case FAMILY -> LanguageWords.family(language);
      case SCRIPT -> LanguageWords.script(language.script());
      case SEEN ->
          Messages.get(
              evidence.trained().isEmpty()
                  ? "languages.unknown"
                  : evidence.trained().contains(language.code())
                      ? "languages.seen"
                      : "languages.unseen");
      case NONE -> "";
    };
  }

  /** Highest first, what is missing last; names and pieces upwards. */
  private static Comparator<Row> comparator(Order order) {
    return switch (order) {
      case SCORE -> Comparator.comparingDouble(r -> down(r.first()));
      case GAP -> Comparator.comparingDouble(r -> down(r.gaps[0]));
      case GAIN -> Comparator.comparingDouble(r -> down(r.gain()));
      case PIECES -> Comparator.comparingDouble(Row::pieces);
      case NAME -> Comparator.comparing(r -> LanguageWords.name(r.language));
    };
  }

  private static double down(double value) {
    return -value;
  }

  /** The rows whose language, family, branch, script or code contains a text. */
  public LanguageTable matching(String text) {
    var wanted = text.strip().toLowerCase(Locale.ROOT);
    return new LanguageTable(
        columns,
        rows.stream()
            .filter(
                r ->
                    String.join(
                            "\n",
                            r.language.code(),
                            r.language.name(),
                            LanguageWords.name(r.language),
                            r.language.nativeName(),
                            r.language.family(),
                            r.language.branch(),
                            r.language.script().label(),
                            LanguageWords.family(r.language),
                            LanguageWords.branch(r.language),
                            LanguageWords.script(r.language.script()))
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted))
            .toList());
  }

  /** Codes of its languages. */
  List<String> codes() {
    return rows.stream().map(r -> r.language.code()).toList();
  }

  /** The rows of some languages. */
  LanguageTable with(List<String> codes) {
    return new LanguageTable(
        columns, rows.stream().filter(r -> codes.contains(r.language.code())).toList());
  }

  /** The same rows under columns that are named anew. */
  LanguageTable named(List<Column> names) {
    return new LanguageTable(names, rows);
  }

  /** Its bars. */
  public BarFigure figure() {
    var first = columns.getFirst().evidence();
    return new BarFigure(
        title(),
        caption(),
        FigureTexts.axis(first.task(), first.metric()),
        rows.stream().map(r -> LanguageWords.name(r.language)).toList(),
        rows.stream().map(Row::group).toList(),
        java.util.stream.IntStream.range(0, columns.size()).mapToObj(this::series).toList());
  }

  private String title() {
    var column = columns.getFirst();
    var mean = column.find(ScoreTable.MEAN);
    var english = column.find("en");
    if (mean.isEmpty() || english.isEmpty()) {
      return Messages.get("languages.titleShort", column.evidence().task().label());
    }
    var gap =
        Intervals.independent(
            english.get().value(),
            english.get().interval(),
            mean.get().value(),
            mean.get().interval());
    var claim = Family.of(Map.of(column, gap)).claim(column);
    boolean above = claim == Claim.LOSS;
    return Messages.get(
        switch (claim) {
          case GAIN -> "languages.title";
          case LOSS -> "languages.title.above";
          case NOTHING -> "languages.title.none";
        },
        column.name(),
        percent(mean.get().value()),
        percent(above ? -gap.value() : gap.value()),
        LessonTexts.apart(
            "["
                + percent(above ? -gap.interval().high() : gap.interval().low())
                + ", "
                + percent(above ? -gap.interval().low() : gap.interval().high())
                + "]"));
  }

  /**
   * A column's mean over languages without English; nothing where it is over other languages than
   * the first column's, beside which it can't stand.
   */
  Optional<Estimate> mean(Column column) {
    var first = columns.getFirst().evidence();
    return column.evidence().languages().equals(first.languages())
        ? column.find(ScoreTable.MEAN)
        : Optional.empty();
  }

  /** Protocol, seeds and n. */
  public String caption() {
    var first = columns.getFirst().evidence();
    var n = rows.stream().flatMap(r -> r.any().stream()).mapToInt(Estimate::n).summaryStatistics();
    var count =
        n.getCount() == 0
            ? "0"
            : n.getMin() == n.getMax() ? "" + n.getMin() : n.getMin() + "-" + n.getMax();
    return Messages.get(
        "languages.caption",
        LayerFigures.regime(first),
        LayerFigures.seeds(first),
        count,
        first.trained().isEmpty()
            ? Messages.get("languages.unknown")
            : String.join(", ", first.trained()),
        FigureTexts.name(first.metric()));
  }

  private BarFigure.Series series(int column) {
    int size = rows.size();
    var values = new double[size];
    var low = new double[size];
    var high = new double[size];
    var n = new int[size];
    Arrays.fill(values, Double.NaN);
    Arrays.fill(low, Double.NaN);
    Arrays.fill(high, Double.NaN);
    for (int i = 0; i < size; i++) {
      var found = rows.get(i).cells().get(column);
      if (found.isPresent()) {
        values[i] = 100 * found.get().value();
        low[i] = 100 * found.get().interval().low();
        high[i] = 100 * found.get().interval().high();
        n[i] = found.get().n();
      }
    }
    return new BarFigure.Series(
        columns.get(column).name(), columns.get(column).role(), values, low, high, n);
  }

  /** "33.3". */
  static String percent(double value) {
    return String.format(Locale.ROOT, "%.1f", 100 * value);
  }
}
