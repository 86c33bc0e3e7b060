package lamina.pretrain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lamina.files.AtomicFile;
import lamina.problem.Problem;

/** loss.csv: means of the losses, a line every so many steps. */
final class LossLog {
  /** Columns of losses. */
  static final List<String> NAMES = List.of("mlm", "tlm", "sentence", "word");

  private static final String HEADER = "step,seconds,tokens,rate," + String.join(",", NAMES);

  private final Path file;

  /** Sum and number of each loss since the last line. */
  private final Map<String, double[]> sums = new TreeMap<>();

  /**
   * Begins, or goes on after a step: lines of later ones, which are done again, are dropped.
   *
   * @param sums as {@link #sums} gave them with the checkpoint
   */
  LossLog(Path file, int step, Map<String, double[]> sums) {
    this.file = file;
    sums.forEach((name, sum) -> this.sums.put(name, sum.clone()));
    try {
      var kept =
          step == 0 || !Files.isRegularFile(file)
              ? List.<String>of()
              : Files.readAllLines(file).stream()
                  .skip(1)
                  .filter(line -> number(line) > 0 && number(line) <= step)
                  .toList();
      var text = HEADER + "\n" + kept.stream().map(l -> l + "\n").collect(Collectors.joining());
      AtomicFile.replace(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw problem(e);
    }
  }

  /** The step of a line; 0 where the line broke off. */
  private static long number(String line) {
    var cells = line.split(",", -1);
    return cells.length == HEADER.split(",").length && cells[0].matches("\\d{1,18}")
        ? Long.parseLong(cells[0])
        : 0;
  }

  /** Counts a loss of a step. */
  void add(String name, double loss) {
    var sum = sums.computeIfAbsent(name, n -> new double[2]);
    sum[0] += loss;
    sum[1]++;
  }

  /** Sum and number of each loss since the last line. */
  Map<String, double[]> sums() {
    return sums;
  }

  /** Writes a line and begins anew; returns the means. */
  Map<String, Double> line(int step, double seconds, long tokens, double rate) {
    var means = new TreeMap<String, Double>();
    sums.forEach((name, sum) -> means.put(name, sum[0] / sum[1]));
    sums.clear();
    var losses =
        NAMES.stream()
            .map(n -> means.containsKey(n) ? String.format(Locale.ROOT, "%.4f", means.get(n)) : "")
            .collect(Collectors.joining(","));
    try {
      Files.writeString(
          file,
          String.format(Locale.ROOT, "%d,%.0f,%d,%.6f,%s%n", step, seconds, tokens, rate, losses),
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw problem(e);
    }
    return means;
  }

  private Problem problem(IOException e) {
    return new Problem(file + ": could not be written (" + e.getMessage() + ").", e);
  }
}
