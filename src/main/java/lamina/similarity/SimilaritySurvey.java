package lamina.similarity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
  /** Code of the language that probes learn from. */
  static final String ENGLISH = "en";

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
   * @throws Problem where probes would have nothing to be tested on, or what they learned from
   */
  public SimilarityReport measure(SurveyText input) {
    return Torch.withoutGradients(() -> report(input));
  }

  private SimilarityReport report(SurveyText input) {
    var text = input.text();
    int english = text.languages().indexOf(ENGLISH);
    input.probe().ifPresent(p -> check(p.sentences(), text, english));
    var readings = text.sets().stream().map(s -> Reading.of(reader, s)).toList();
    var parsed = parsed(input, readings);
    int all =
        readings.size()
            + reader.representations().size()
            + (input.probe().isPresent() ? 1 : 0)
            + (parsed.isEmpty() ? 0 : 1);
    int done = 0;
    var wordProbe = Optional.<WordProbe>empty();
    if (input.probe().isPresent()) {
      progress.at(done++, all);
      wordProbe = input.probe().map(p -> new WordProbe(reader, p.sentences()));
    }
    var treeProbe = Optional.<TreeAnswers>empty();
    if (!parsed.isEmpty()) {
      progress.at(done++, all);
      treeProbe = input.probe().map(p -> new TreeAnswers(reader, p));
    }
    var read = new ArrayList<SentenceVectors>();
    var words = new ArrayList<WordProbe.Answered>();
    var edges = new ArrayList<TreeAnswers.Answered>();
    for (int i = 0; i < readings.size(); i++) {
      progress.at(done++, all);
      var reading = readings.get(i);
      var vectors = new SentenceVectors.Collector(reader, reading);
      var ofWords = wordProbe.map(p -> p.collector(reading));
      int at = i;
      var ofTrees = treeProbe.map(p -> p.collector(parsed.get(at)));
      reader.read(
          reading.tokens(),
          (indices, states, mask) -> {
            vectors.take(indices, states, mask);
            ofWords.ifPresent(c -> c.take(indices, states, mask));
            ofTrees.ifPresent(c -> c.take(indices, states, mask));
          });
      read.add(vectors.collected());
      ofWords.ifPresent(c -> words.add(c.answered()));
      ofTrees.ifPresent(c -> edges.add(c.answered()));
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
                  words.stream().map(w -> w.seen().get(at)).toList(),
                  words.stream().map(w -> w.control().get(at)).toList(),
                  english),
              probed(
                  edges.stream().map(e -> e.units().get(at)).toList(),
                  edges.stream().map(e -> e.seen().get(at)).toList(),
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
            learned(input, wordProbe, treeProbe)),
        rows);
  }

  /** Each language with its trees; nothing where one lacks them, or English to learn from does. */
  private List<Treebank> parsed(SurveyText input, List<Reading> readings) {
    if (input.trees().size() < readings.size()
        || input.probe().filter(p -> TreeAnswers.has(reader, p)).isEmpty()) {
      return List.of();
    }
    var treebanks =
        IntStream.range(0, readings.size())
            .mapToObj(
                i ->
                    new Treebank(
                        readings.get(i).set().name(), readings.get(i).set(), input.trees().get(i)))
            .toList();
    return treebanks.stream().allMatch(t -> TreeAnswers.has(reader, t)) ? treebanks : List.of();
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

  /** What probes learned from, and what the model had of it before. */
  private Optional<SimilarityReport.Learned> learned(
      SurveyText input, Optional<WordProbe> words, Optional<TreeAnswers> trees) {
    return input
        .probe()
        .map(
            p ->
                new SimilarityReport.Learned(
                    p.name(),
                    p.sentences().sha256(),
                    words.map(WordProbe::sentences).orElse(0),
                    words.map(WordProbe::learned).orElse(0),
                    trees.map(TreeAnswers::sentences).orElse(0),
                    Exposure.of(reader.directory(), p.sentences().sha256())));
  }

  /** Of each language what sentences add, and of English what its seen words and the control do. */
  private static Optional<SimilarityReport.Probed> probed(
      List<ExampleScore[]> units,
      List<ExampleScore[]> seen,
      List<ExampleScore[]> controls,
      int english) {
    if (units.isEmpty() || english < 0) {
      return Optional.empty();
    }
    var beyond = Intervals.paired(seen.get(english), controls.get(english), SEED);
    return Optional.of(
        new SimilarityReport.Probed(
            units.stream().map(u -> share(u, true)).toList(),
            share(seen.get(english), true),
            share(controls.get(english), true),
            new Measured(beyond.value(), beyond.interval(), seen.get(english).length)));
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
