package lamina.ui.scores;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lamina.chart.export.TexText;
import lamina.evaluate.ScoreTable;
import lamina.experiment.Estimate;
import lamina.files.AtomicFile;
import lamina.files.CsvText;
import lamina.problem.Problem;
import lamina.ui.text.Messages;

/** A table of languages as a file, in English whatever the window speaks. */
public final class LanguageTableText {
  private LanguageTableText() {}

  /**
   * Writes it in the format of the file's ending, whole or not at all.
   *
   * @throws Problem where the ending is neither .csv nor .tex or the file can't be written
   */
  public static void write(LanguageTable table, Path file) {
    var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv")) {
      AtomicFile.write(file, csv(table));
    } else if (name.endsWith(".tex")) {
      AtomicFile.write(file, latex(table));
    } else {
      throw new Problem(file + ": the ending says no format of a table; use .csv or .tex.");
    }
  }

  /** One line a language and condition, in percent, with n, interval, seeds and protocol. */
  public static String csv(LanguageTable table) {
    var text = new CsvText("\n");
    text.row(
        "language",
        "code",
        "family",
        "script",
        "seenInTraining",
        "condition",
        "protocol",
        "seeds",
        "n",
        "score",
        "sd",
        "low",
        "high",
        "gapToEnglish",
        "piecesPerWord",
        "metric");
    for (var row : table.rows()) {
      for (int c = 0; c < table.columns().size(); c++) {
        var column = table.columns().get(c);
        var cell = row.cells().get(c);
        if (cell.isPresent()) {
          var e = cell.get();
          text.row(
              row.language().name(),
              row.language().code(),
              row.language().family(),
              row.language().script().label(),
              column.evidence().trained().isEmpty()
                  ? ""
                  : column.evidence().trained().contains(row.language().code()),
              column.name(),
              column.evidence().protocol(),
              column.evidence().seeds(),
              e.n(),
              number(e.value()),
              number(e.sd()),
              number(e.interval().low()),
              number(e.interval().high()),
              number(row.gaps()[c]),
              Double.isNaN(e.piecesPerWord())
                  ? ""
                  : String.format(Locale.ROOT, "%.2f", e.piecesPerWord()),
              column.evidence().metric().label());
        }
      }
    }
    return text.toString();
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.2f", 100 * value);
  }

  /** A booktabs table: mean and standard deviation over seeds, or the interval of one seed. */
  public static String latex(LanguageTable table) {
    var heads = new ArrayList<String>(List.of("Language", "$n$"));
    table.columns().forEach(c -> heads.add(TexText.escaped(c.name())));
    heads.add("Gap");
    heads.add("Pieces");
    var text = new StringBuilder();
    text.append("% ").append(TexText.line(table.caption())).append('\n');
    text.append("\\begin{tabular}{lr").append("r".repeat(table.columns().size() + 2)).append("}\n");
    text.append("\\toprule\n").append(String.join(" & ", heads)).append(" \\\\\n\\midrule\n");
    var group = "";
    for (var row : table.rows()) {
      if (!row.group().equals(group)) {
        group = row.group();
        text.append("\\multicolumn{")
            .append(heads.size())
            .append("}{l}{\\emph{")
            .append(TexText.escaped(group))
            .append("}} \\\\\n");
      }
      var any = row.any();
      line(
          text,
          row.language().name(),
          any,
          row.cells(),
          Double.isNaN(row.gaps()[0]) ? "--" : LanguageTable.percent(row.gaps()[0]));
    }
    List<Optional<Estimate>> means = table.columns().stream().map(table::mean).toList();
    var mean = means.stream().flatMap(Optional::stream).findFirst();
    if (mean.isPresent()) {
      text.append("\\midrule\n");
      var first = table.columns().getFirst();
      var gap =
          first
              .find("en")
              .flatMap(
                  en ->
                      first
                          .find(ScoreTable.MEAN)
                          .map(m -> LanguageTable.percent(en.value() - m.value())))
              .orElse("--");
      line(text, Messages.in("en", () -> Messages.get("layers.meanShort")), mean, means, gap);
    }
    return text.append("\\bottomrule\n\\end{tabular}\n").toString();
  }

  private static void line(
      StringBuilder text,
      String name,
      Optional<Estimate> any,
      List<Optional<Estimate>> cells,
      String gap) {
    text.append(TexText.escaped(name)).append(" & ").append(any.map(e -> "" + e.n()).orElse("--"));
    for (var cell : cells) {
      text.append(" & ").append(cell.map(LanguageTableText::score).orElse("--"));
    }
    text.append(" & ").append(gap).append(" & ");
    text.append(any.map(e -> String.format(Locale.ROOT, "%.2f", e.piecesPerWord())).orElse("--"));
    text.append(" \\\\\n");
  }

  private static String score(Estimate e) {
    var value = LanguageTable.percent(e.value());
    return Double.isNaN(e.sd())
        ? "$"
            + value
            + "$ {\\footnotesize [$"
            + LanguageTable.percent(e.interval().low())
            + "$, $"
            + LanguageTable.percent(e.interval().high())
            + "$]}"
        : "$" + value + " \\pm " + LanguageTable.percent(e.sd()) + "$";
  }
}
