package lamina.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lamina.data.Task;
import lamina.evaluate.Interval;
import lamina.evaluate.Intervals;
import lamina.evaluate.Metric;
import lamina.evaluate.ScoreTable;
import lamina.fusion.Variants;
import lamina.model.HeadKey;
import lamina.model.ModelFiles;
import lamina.model.ModelSummary.Role;

/**
 * What titles and sentences of the window are checked against: all sources, and tests written anew.
 */
public final class Sources {
  /** Folders of results of several seeds. */
  public static final List<Path> EXPERIMENTS =
      List.of(Path.of("sample-data/experiments"), Path.of("src/test/resources/experiments"));

  /** Folder of one sweep, {@code pos-small}, of two seeds. */
  public static final Path SMALL = Path.of("src/test/resources/lamina/ui/experiments");

  private static final double LEVEL = 0.05;

  private Sources() {}

  /**
   * The runs of tests as if another protocol than {@code single} had trained them.
   *
   * @param folder of experiments, to be filled
   */
  public static void trainedBy(String protocol, Path folder) throws IOException {
    try (var files = Files.walk(SMALL)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var to = folder.resolve(SMALL.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
        if (to.endsWith("job.json")) {
          Files.writeString(to, Files.readString(to).replace("\"single\"", "\"" + protocol + "\""));
        }
      }
    }
  }

  /** Every source that the window can show of what comes with Lamina, and the runs of tests. */
  public static List<ExperimentResults> bundled() {
    return Bundled.ALL; // their tests take a while
  }

  private static final class Bundled {
    static final List<ExperimentResults> ALL = read();

    private static List<ExperimentResults> read() {
      try {
        return List.copyOf(all());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static List<ExperimentResults> all() throws IOException {
    var sources = new ArrayList<ExperimentResults>();
    try (var directories = Files.list(Path.of("models"))) {
      for (var d : directories.filter(f -> Files.exists(f.resolve("lamina.json"))).toList()) {
        sources.add(ExperimentResults.of(ModelFiles.summary(d), ScoreTable.read(d)));
      }
    }
    for (var folder : EXPERIMENTS) {
      for (var each :
          Experiment.in(
              folder,
              p -> {
                throw p;
              })) {
        sources.add(ExperimentResults.of(each));
      }
    }
    return sources;
  }

  /** Holm's step-down procedure, written anew: the tests whose null hypotheses fall. */
  public static Set<Estimate> significant(ExperimentResults source) {
    var tests = source.estimates().stream().filter(e -> e.gain().isPresent()).toList();
    var sorted = new ArrayList<>(tests);
    sorted.sort(Comparator.comparingDouble(e -> e.gain().orElseThrow().p()));
    var fallen = new HashSet<Estimate>();
    for (int i = 0; i < sorted.size(); i++) {
      if (sorted.get(i).gain().orElseThrow().p() * (sorted.size() - i) >= LEVEL) {
        break;
      }
      fallen.add(sorted.get(i));
    }
    return fallen;
  }

  /**
   * A gain that is planted.
   *
   * @param width half of its interval
   */
  public static Estimate estimate(int layer, String language, double gain, double width, double p) {
    var head = new HeadKey(Variants.KNOWN.gated(), layer);
    var interval = new Interval(gain - width, gain + width);
    return new Estimate(
        head.key(),
        head,
        language,
        1000,
        0.7 + gain,
        0.01,
        new Interval(0.69, 0.71),
        Optional.of(new Intervals.Difference(gain, interval, p)),
        1.2);
  }

  /** A source of planted gains. */
  public static ExperimentResults planted(int seeds, List<Estimate> estimates) {
    return new ExperimentResults(
        Task.POS,
        Metric.ACCURACY,
        "planted",
        Role.TEACHER,
        "single",
        seeds,
        "none",
        Set.of("en"),
        HeadKey.LAST.key(),
        true,
        Set.copyOf(estimates.stream().map(Estimate::condition).toList()),
        estimates);
  }
}
