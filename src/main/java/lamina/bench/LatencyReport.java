package lamina.bench;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import lamina.evaluate.Interval;
import lamina.evaluate.Percentiles;
import lamina.evaluate.ScoreTable;
import lamina.model.HeadKey;
import lamina.process.ResidentMemory;

/**
 * How fast several contenders are, measured in one run, interleaved call by call.
 *
 * @param conditions what any reader must know to trust or repeat it
 * @param series one a contender that could be opened, in the order asked for; the first is what
 *     others are compared with
 * @param samples every counted call, in the order they ran
 * @param warnings what makes the figures doubtful; empty where nothing does
 */
public record LatencyReport(
    Conditions conditions, List<Series> series, List<Sample> samples, List<Warning> warnings) {

  /** Copies the lists. */
  public LatencyReport {
    series = List.copyOf(series);
    samples = List.copyOf(samples);
    warnings = List.copyOf(warnings);
  }

  /** The contenders that were asked for and couldn't be opened; they have no series. */
  public List<Warning.LeftOut> leftOut() {
    return warnings.stream()
        .filter(Warning.LeftOut.class::isInstance)
        .map(Warning.LeftOut.class::cast)
        .toList();
  }

  /**
   * The conditions of a run.
   *
   * @param languages of the sentences, each with how many and how long
   * @param threads engine threads
   * @param precision of each way that it was computed, for example fp32 (scripted)
   * @param library name and version of the tensor engine
   * @param device CPU or GPU name
   * @param warmup calls a contender before counting
   * @param rounds counted calls a contender in the single stream
   * @param passes counted passes over the offline sentences; 0 where they were left out
   * @param batchSentences sentences of the offline scenario
   * @param budget most tokens a batch, padding included
   * @param ownProcesses whether each contender had a process of its own
   * @param load processors that other programs kept busy meanwhile; NaN where it isn't known
   * @param measured when
   */
  public record Conditions(
      List<Sentences> languages,
      int threads,
      String precision,
      String library,
      String device,
      int warmup,
      int rounds,
      int passes,
      int batchSentences,
      int budget,
      boolean ownProcesses,
      double load,
      Instant measured) {
    /** Shortest input in tokens. */
    public int minTokens() {
      return languages.stream().mapToInt(Sentences::minTokens).min().orElse(0);
    }

    /** Longest input in tokens. */
    public int maxTokens() {
      return languages.stream().mapToInt(Sentences::maxTokens).max().orElse(0);
    }

    /** One line for under a chart of the single stream. */
    public String line() {
      int sentences = languages.stream().mapToInt(Sentences::count).sum();
      var tokens = minTokens() == maxTokens() ? "" + minTokens() : minTokens() + "-" + maxTokens();
      return "Single stream · "
          + sentences
          + (languages.size() > 1 ? " sentences in " + languages.size() + " languages, " : " × ")
          + tokens
          + " tokens, no padding · interleaved"
          + (ownProcesses ? ", " + LatencyLab.PAUSE_MILLIS + " ms between calls" : "")
          + ", warm-up "
          + warmup
          + ", n = "
          + rounds
          + " · "
          + machine();
    }

    /** One line for under a chart of the offline scenario. */
    public String offlineLine() {
      return "Offline · "
          + batchSentences
          + " sentences sorted by length, at most "
          + budget
          + " tokens a batch · passes in turn, warm-up 1, n = "
          + passes
          + " · "
          + machine();
    }

    /** Threads, precision, engine and processor. */
    public String machine() {
      return threads
          + (threads == 1 ? " thread · " : " threads · ")
          + precision
          + " · "
          + library
          + " · "
          + device;
    }
  }

  /**
   * The single sentences of a language.
   *
   * @param language code; empty where it isn't known
   * @param count how many there are, taken in turn
   * @param minTokens shortest, special tokens included, as the first contender sees it
   * @param medianTokens half of them are no longer
   * @param maxTokens longest
   */
  public record Sentences(
      String language, int count, int minTokens, int medianTokens, int maxTokens) {}

  /**
   * A measured number.
   *
   * @param interval 95 %
   */
  public record Estimate(double value, Interval interval) {}

  /**
   * Times of single calls.
   *
   * @param n counted calls
   * @param p50 milliseconds
   * @param p90 milliseconds
   * @param p99 milliseconds
   * @param faster median of the first contender on the same sentences over this one's
   */
  public record Latency(
      int n, Percentiles p50, Percentiles p90, Percentiles p99, Estimate faster) {}

  /**
   * The first answer of a fresh process, in milliseconds.
   *
   * @param process until a process and its engine run; 0 where it had none of its own
   * @param load until the model is there; 0 where it was before
   * @param first the first call
   */
  public record ColdStart(double process, double load, double first) {
    /** All of it. */
    public double total() {
      return process + load + first;
    }
  }

  /**
   * Memory in RAM, in bytes.
   *
   * @param peak the most that the process had
   * @param before what it had when its engine had started, without a model
   */
  public record Memory(long peak, long before) {
    /** Stands for what the system doesn't tell. */
    public static final long UNKNOWN = ResidentMemory.UNKNOWN;

    /** Whether the peak is known. */
    public boolean known() {
      return peak != UNKNOWN;
    }
  }

  /**
   * What goes through in batches.
   *
   * @param sentences a second
   * @param tokens a second, special tokens included, padding not
   * @param batches that the sentences make
   * @param padding share of the computed tokens, 0 to 1
   */
  public record Throughput(Estimate sentences, Estimate tokens, int batches, double padding) {}

  /**
   * How well a contender answers.
   *
   * @param scores by language with their mean; empty where nothing is known
   * @param source where they are from, in a few words
   */
  public record Accuracy(ScoreTable scores, String source) {}

  /**
   * One contender.
   *
   * @param model name
   * @param engine key of the engine that computed it
   * @param head that answered
   * @param cold its first answer, kept apart
   * @param millis counted single calls in the order they ran, milliseconds
   * @param latency of all single calls
   * @param byLanguage of those in a language, by its code
   * @param offline empty where it was left out
   * @param memory of its process; unknown where that isn't its own
   * @param parameters all
   * @param embeddingParameters those in the embeddings
   */
  public record Series(
      String model,
      String engine,
      HeadKey head,
      ColdStart cold,
      double[] millis,
      Latency latency,
      SortedMap<String, Latency> byLanguage,
      Optional<Throughput> offline,
      Memory memory,
      long parameters,
      long embeddingParameters,
      Accuracy accuracy) {
    /** "pos-teacher, int8". */
    public String label() {
      return model + ", " + engine;
    }
  }
}
