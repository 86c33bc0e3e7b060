package lamina.similarity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import lamina.data.Dataset;
import lamina.data.Example;
import lamina.data.TaggedSentence;
import lamina.evaluate.ExampleScore;
import lamina.evaluate.Interval;
import lamina.evaluate.Intervals;
import lamina.problem.Problem;
import lamina.similarity.SimilarityReport.Measured;
import lamina.similarity.SimilarityReport.Row;
import lamina.tensor.Torch;

/** Reads parallel text by a model, each sentence once, and measures what its states say of it. */
public final class SimilaritySurvey {
  private static final long SEED = 17;

  private final StateReader reader;
  private final Progress progress;

  /** Told how far it is; may throw to stop. */
  @FunctionalInterface
  public interface Progress {
    /** So many of all parts are done. */
    void at(int done, int all);
  }

  public SimilaritySurvey(StateReader reader, Progress progress) {
    this.reader = reader;
    this.progress = progress;
  }

  /**
   * Measures all of it.
   *
   * @param probe English sentences with parts of speech, other than the parallel ones; where it is
   *     there the parallel ones have parts of speech too
   * @param trees of the parallel sentences by language, in their order; trees are probed where
   *     these and the English sentences have some
   */
  public SimilarityReport measure(
      ParallelText text, Optional<Treebank> probe, List<Map<String, int[]>> trees) {
    return Torch.withoutGradients(() -> report(text, probe, trees));
  }

  private SimilarityReport report(
      ParallelText text, Optional<Treebank> probe, List<Map<String, int[]>> trees) {
    int languages = text.sets().size();
    int english = text.languages().indexOf("en");
    probe.ifPresent(p -> check(p.sentences(), text, english));
    var treebanks =
        IntStream.range(0, trees.size())
            .mapToObj(i -> new Treebank(text.sets().get(i), trees.get(i)))
            .toList();
    boolean trained = probe.isPresent();
    boolean parsed =
        trained
            && treebanks.size() == languages
            && TreeAnswers.has(reader, probe.get())
            && treebanks.stream().allMatch(t -> TreeAnswers.has(reader, t));
    int all =
        languages
            + reader.representations().size()
            + (trained ? 1 + languages : 0)
            + (parsed ? 1 + languages : 0);
    int done = 0;
    var read = new ArrayList<SentenceVectors>();
    for (var set : text.sets()) {
      progress.at(done++, all);
      read.add(SentenceVectors.of(reader, set));
    }
    var words = new ArrayList<WordProbe.Answered>();
    if (trained) {
      progress.at(done++, all);
      var learned = new WordProbe(reader, probe.get().sentences());
      for (var set : text.sets()) {
        progress.at(done++, all);
        words.add(learned.answer(set));
      }
    }
    var edges = new ArrayList<TreeAnswers.Answered>();
    if (parsed) {
      progress.at(done++, all);
      var learned = new TreeAnswers(reader, probe.get());
      for (var treebank : treebanks) {
        progress.at(done++, all);
        edges.add(learned.answer(treebank));
      }
    }
    var rows = new ArrayList<Row>();
    for (int r = 0; r < reader.representations().size(); r++) {
      progress.at(done++, all);
      int at = r;
      rows.add(
          row(
              r,
              read,
              probed(
                  words.stream().map(w -> w.units().get(at)).toList(),
                  words.stream().map(w -> w.control().get(at)).toList(),
                  english),
              probed(
                  edges.stream().map(e -> e.units().get(at)).toList(),
                  edges.stream().map(e -> e.control().get(at)).toList(),
                  english)));
    }
    progress.at(all, all);
    return new SimilarityReport(
        new SimilarityReport.Text(
            text.languages(),
            text.sentences(),
            text.alone(),
            read.stream().mapToInt(SentenceVectors::cut).sum(),
            text.sets().stream().map(Dataset::sha256).toList(),
            probe.map(p -> p.sentences().sha256()).orElse("")),
        rows);
  }

  /** Refuses probes that nothing could be said of, or that would be tested on what they learned. */
  private static void check(Dataset probe, ParallelText text, int english) {
    if (english < 0) {
      throw new Problem(
          "Probes learn from English and are tested on it first: English is missing among "
              + String.join(", ", text.languages())
              + ".");
    }
    var learned =
        probe.examples().stream().map(SimilaritySurvey::words).collect(Collectors.toSet());
    long both =
        text.sets().get(english).examples().stream()
            .filter(e -> learned.contains(words(e)))
            .count();
    if (both > 0) {
      throw new Problem(
          probe.name()
              + ": "
              + both
              + " of its sentences are among the English ones that the probes are tested on; name"
              + " another file to learn from.");
    }
  }

  private static List<String> words(Example example) {
    return example instanceof TaggedSentence s ? s.words() : List.of(example.id());
  }

  /** Of each language what sentences add, and the same of the control task. */
  private static Optional<SimilarityReport.Probed> probed(
      List<ExampleScore[]> units, List<ExampleScore[]> controls, int english) {
    if (units.isEmpty() || english < 0) {
      return Optional.empty();
    }
    var accuracy = units.stream().map(u -> share(u, true)).toList();
    var control = share(controls.get(english), true);
    return Optional.of(
        new SimilarityReport.Probed(
            accuracy, control, accuracy.get(english).value() - control.value()));
  }

  /**
   * A share with the bootstrap's interval over units.
   *
   * @param answers whether n counts answers, or units
   */
  private static Measured share(ExampleScore[] units, boolean answers) {
    double n = 0;
    for (var unit : units) {
      n += unit.denominator();
    }
    return new Measured(
        ExampleScore.score(units),
        Intervals.bootstrap(units, SEED),
        answers ? (int) n : units.length);
  }

  private Row row(
      int r,
      List<SentenceVectors> read,
      Optional<SimilarityReport.Probed> words,
      Optional<SimilarityReport.Probed> trees) {
    var vectors = read.stream().map(l -> l.vectors().get(r)).toList();
    try (var own = reader.manager().newSubManager()) {
      var pairs = new Pairs(own, vectors, reader.between());
      return new Row(
          reader.representations().get(r),
          pairs.cka,
          pairs.low,
          pairs.high,
          pairs.found,
          pairs.csls,
          pairs.meanCka(),
          share(pairs.foundUnits, false),
          share(pairs.cslsUnits, false),
          share(LanguageIdentity.of(vectors, false, reader.between()).units(), false),
          share(LanguageIdentity.of(vectors, true, reader.between()).units(), false),
          mean(read.stream().mapToDouble(l -> l.geometry().get(r).anisotropy())),
          mean(read.stream().mapToDouble(l -> l.geometry().get(r).withLast())),
          words,
          trees);
    }
  }

  private static double mean(DoubleStream values) {
    return values.average().orElse(Double.NaN);
  }

  /** All pairs of languages by one representation. */
  private static final class Pairs {
    private final int size;
    private final int sentences;
    private final double[][] cka;
    private final double[][] low;
    private final double[][] high;
    private final int[][] found;
    private final int[][] csls;
    private final ExampleScore[] foundUnits;
    private final ExampleScore[] cslsUnits;
    private final double[] without;

    Pairs(NDManager own, List<NDArray> vectors, Runnable between) {
      size = vectors.size();
      sentences = (int) vectors.getFirst().getShape().get(0);
      cka = nothing(size);
      low = nothing(size);
      high = nothing(size);
      found = new int[size][size];
      csls = new int[size][size];
      var grams = vectors.stream().map(LinearCka::gram).toList();
      var centred = vectors.stream().map(v -> Kept.in(own, () -> Retrieval.centred(v))).toList();
      var foundSums = new int[sentences];
      var cslsSums = new int[sentences];
      double[] sums = new double[0];
      for (int a = 0; a < size; a++) {
        between.run();
        for (int b = a + 1; b < size; b++) {
          var similarity = LinearCka.of(grams.get(a), grams.get(b));
          set(cka, a, b, similarity.value());
          set(low, a, b, similarity.interval().low());
          set(high, a, b, similarity.interval().high());
          sums = plus(sums, similarity.without());
          try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            var cosines = Retrieval.cosines(centred.get(a), centred.get(b));
            count(Retrieval.hits(cosines), a, b, found, foundSums);
            count(Retrieval.cslsHits(cosines), a, b, csls, cslsSums);
          }
        }
      }
      without = sums;
      foundUnits = units(foundSums);
      cslsUnits = units(cslsSums);
    }

    private static double[][] nothing(int size) {
      var matrix = new double[size][size];
      for (var row : matrix) {
        Arrays.fill(row, Double.NaN);
      }
      return matrix;
    }

    private static void set(double[][] matrix, int a, int b, double value) {
      matrix[a][b] = value;
      matrix[b][a] = value;
    }

    private static double[] plus(double[] sums, double[] more) {
      return IntStream.range(0, more.length)
          .mapToDouble(i -> more[i] + (sums.length == 0 ? 0 : sums[i]))
          .toArray();
    }

    private static void count(Retrieval.Hits hits, int a, int b, int[][] counts, int[] sums) {
      counts[a][b] = hits.countThere();
      counts[b][a] = hits.countBack();
      for (int i = 0; i < sums.length; i++) {
        sums[i] += (hits.there()[i] ? 1 : 0) + (hits.back()[i] ? 1 : 0);
      }
    }

    private ExampleScore[] units(int[] sums) {
      var units = new ExampleScore[sums.length];
      for (int i = 0; i < sums.length; i++) {
        units[i] = new ExampleScore(sums[i], size * (size - 1));
      }
      return units;
    }

    private Measured meanCka() {
      int pairs = size * (size - 1) / 2;
      var means = Arrays.stream(without).map(s -> s / pairs).toArray();
      double mean = mean(IntStream.range(0, size).boxed().flatMapToDouble(this::above));
      Interval interval = LinearCka.jackknife(mean, means);
      return new Measured(mean, interval, sentences);
    }

    private DoubleStream above(int row) {
      return IntStream.range(row + 1, size).mapToDouble(column -> cka[row][column]);
    }
  }
}
