package lamina.experiment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import lamina.data.Task;
import lamina.evaluate.Coverage;
import lamina.evaluate.ExampleScore;
import lamina.evaluate.Metric;
import lamina.evaluate.ScoredSet;
import lamina.evaluate.Scorer;
import lamina.files.AtomicFile;
import lamina.files.BoundedStream;
import lamina.files.PlainText;
import lamina.files.RegularFile;
import lamina.model.HeadKey;
import lamina.problem.Problem;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a finished job found: for either split the languages with what every example adds to the
 * score. Kept as two files that any program reads: {@code metrics.csv} and, an example a line,
 * {@code items.csv.gz}.
 *
 * @param size of the model; empty where it isn't known
 */
public record RunResult(Map<LanguageSplit, List<ScoredSet>> sets, Optional<ModelSize> size) {
  static final String METRICS = "metrics.csv";
  static final String ITEMS = "items.csv.gz";

  /** Column with the id of the first example that was drawn with this one. */
  private static final String UNIT = "unit";

  /** Uncompressed: a small file may hold any number of zeros. */
  private static final long MOST_BYTES = 256 << 20;

  private static final CSVFormat CSV = CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get();

  /** Writes the files, each whole or not at all. */
  void write(Path directory, Task task) {
    size.ifPresent(s -> s.write(directory));
    AtomicFile.write(
        directory.resolve(METRICS),
        out -> {
          var csv = CSV.print(writer(out));
          csv.printRecord(
              "split",
              "language",
              "head",
              "n",
              "score",
              "low",
              "high",
              "metric",
              "piecesPerWord",
              "windowed",
              "cut",
              "unanswerable");
          for (var split : sets.entrySet()) {
            for (var set : split.getValue()) {
              for (var head : set.items().entrySet()) {
                var s = Scorer.score(task, set, head.getKey(), null);
                csv.printRecord(
                    split.getKey().key(),
                    set.language(),
                    head.getKey().key(),
                    s.n(),
                    round(s.value()),
                    round(s.interval().low()),
                    round(s.interval().high()),
                    set.metric().label(),
                    round(set.piecesPerWord()),
                    set.coverage().windowed(),
                    set.coverage().cut(),
                    set.coverage().unanswerable());
              }
            }
          }
          csv.flush();
        });
    AtomicFile.write(
        directory.resolve(ITEMS),
        out -> {
          var zip = new GZIPOutputStream(out);
          var csv = CSV.print(writer(zip));
          boolean units =
              sets.values().stream().flatMap(List::stream).noneMatch(s -> s.drawn().isEmpty());
          csv.printRecord(
              Stream.concat(
                  Stream.of("split", "language", "id", "head", "got", "of"),
                  units ? Stream.of(UNIT) : Stream.empty()));
          for (var split : sets.entrySet()) {
            for (var set : split.getValue()) {
              for (var head : set.items().entrySet()) {
                for (int i = 0; i < set.ids().size(); i++) {
                  var item = head.getValue()[i];
                  csv.print(split.getKey().key());
                  csv.print(set.language());
                  csv.print(set.ids().get(i));
                  csv.print(head.getKey().key());
                  csv.print((int) item.numerator());
                  csv.print((int) item.denominator());
                  if (units) {
                    csv.print(set.drawn().get(i));
                  }
                  csv.println();
                }
              }
            }
          }
          csv.flush();
          zip.finish();
        });
  }

  private static Writer writer(java.io.OutputStream out) {
    return new OutputStreamWriter(out, StandardCharsets.UTF_8);
  }

  private static ExampleScore item(CSVRecord row) {
    int got = Integer.parseInt(row.get("got"));
    int of = Integer.parseInt(row.get("of"));
    if (got < 0 || of < got) {
      throw new Problem("got is " + got + ", of " + of);
    }
    return new ExampleScore(got, of);
  }

  private static double round(double value) {
    return Math.round(value * 1e6) / 1e6;
  }

  /**
   * Reads a job's results.
   *
   * @throws Problem where they are missing or broken
   */
  public static RunResult read(Path directory) {
    var file = directory.resolve(ITEMS);
    var columns = new LinkedHashMap<LanguageSplit, Map<String, Columns>>();
    try (var in =
            new BufferedReader(
                new InputStreamReader(
                    new BoundedStream(new GZIPInputStream(RegularFile.open(file)), MOST_BYTES),
                    StandardCharsets.UTF_8));
        var csv = CSV.builder().setHeader().setSkipHeaderRecord(true).get().parse(in)) {
      for (var row : csv) {
        columns
            .computeIfAbsent(
                LanguageSplit.valueOf(row.get("split").toUpperCase(java.util.Locale.ROOT)),
                s -> new LinkedHashMap<>())
            .computeIfAbsent(row.get("language"), l -> new Columns())
            .add(
                row.get("id"),
                row.isMapped(UNIT) ? row.get(UNIT) : null,
                HeadKey.of(row.get("head")),
                item(row));
      }
      columns.values().forEach(languages -> languages.forEach((l, c) -> c.check(l)));
    } catch (IOException | RuntimeException e) {
      throw new Problem(
          file + ": the results could not be read (" + e.getMessage() + "); run the job again.", e);
    }
    var measured = Measured.read(directory);
    var sets = new LinkedHashMap<LanguageSplit, List<ScoredSet>>();
    columns.forEach(
        (split, languages) -> {
          var list = new ArrayList<ScoredSet>();
          languages.forEach((l, c) -> list.add(c.set(split, l, measured)));
          sets.put(split, List.copyOf(list));
        });
    return new RunResult(sets, ModelSize.read(directory));
  }

  /**
   * What metrics.csv says beyond the items: the metric of all, of each language the pieces, and of
   * each split and language how it was read.
   */
  private record Measured(
      Metric metric, Map<String, Double> piecesPerWord, Map<String, Coverage> coverage) {
    private static String key(String split, String language) {
      return split + " " + language;
    }

    /** Older results don't say it: they have no such columns. */
    private static int count(CSVRecord row, String column) {
      return row.isMapped(column) ? Integer.parseInt(row.get(column)) : 0;
    }

    static Measured read(Path directory) {
      var file = directory.resolve(METRICS);
      var task = Task.of(String.valueOf(ExperimentJob.read(directory).settings().get("task")));
      var pieces = new LinkedHashMap<String, Double>();
      var metrics = new LinkedHashSet<Metric>();
      var coverage = new LinkedHashMap<String, Coverage>();
      try (var in = new StringReader(PlainText.read(file, MOST_BYTES));
          var csv = CSV.builder().setHeader().setSkipHeaderRecord(true).get().parse(in)) {
        for (var row : csv) {
          pieces.put(row.get("language"), Double.parseDouble(row.get("piecesPerWord")));
          metrics.add(Metric.stored(task, row.get("metric")));
          coverage.put(
              key(row.get("split"), row.get("language")),
              new Coverage(
                  count(row, "windowed"),
                  count(row, "cut"),
                  count(row, "unanswerable"),
                  List.of()));
        }
      } catch (IOException | RuntimeException e) {
        throw new Problem(file + ": the results could not be read (" + e.getMessage() + ").", e);
      }
      if (metrics.size() != 1) {
        throw new Problem(
            file + ": one metric was expected in all rows, found " + metrics + "; run it again.");
      }
      return new Measured(metrics.getFirst(), pieces, coverage);
    }
  }

  /** A language while its lines are read. */
  private static final class Columns {
    private final List<String> ids = new ArrayList<>();
    private final List<String> units = new ArrayList<>();
    private final Map<HeadKey, List<ExampleScore>> items = new LinkedHashMap<>();

    /**
     * Adds a line.
     *
     * @param unit null in older results, which don't say it
     */
    void add(String id, @Nullable String unit, HeadKey head, ExampleScore item) {
      var list = items.computeIfAbsent(head, h -> new ArrayList<>());
      list.add(item);
      if (items.size() == 1) {
        ids.add(id);
        if (unit != null) {
          units.add(unit);
        }
      } else if (list.size() > ids.size() || !ids.get(list.size() - 1).equals(id)) {
        throw new Problem("example " + id + " of head " + head + " isn't where others have it");
      }
    }

    /** Refuses a language of which a part is missing. */
    void check(String language) {
      items.forEach(
          (head, list) -> {
            if (list.size() != ids.size()) {
              throw new Problem(
                  language + " has " + ids.size() + " examples, head " + head + " " + list.size());
            }
          });
    }

    ScoredSet set(LanguageSplit split, String language, Measured measured) {
      var arrays = new LinkedHashMap<HeadKey, ExampleScore[]>();
      items.forEach((head, list) -> arrays.put(head, list.toArray(ExampleScore[]::new)));
      return new ScoredSet(
          measured.metric,
          language,
          List.copyOf(ids),
          measured.piecesPerWord.getOrDefault(language, 0.0),
          arrays,
          measured.coverage.getOrDefault(Measured.key(split.key(), language), Coverage.WHOLE),
          "",
          units);
    }
  }
}
