package lamina.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import lamina.data.Example;
import lamina.data.SentencePair;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import lamina.evaluate.Coverage;
import lamina.problem.Problem;
import lamina.text.Tokenizer;
import lamina.text.Tokens;
import lamina.text.WindowedInput;

/**
 * Tokenised examples with their label numbers, in batches. A sentence that is longer than the model
 * reads is several examples, a window each, in which just those words have labels whose most
 * neighbours are there; an example that holds nothing that the model reads is left out.
 *
 * @param tokens one an example
 * @param labels of every example the label of each word, or of the pair
 * @param coverage how the examples were read
 */
record TrainingData(List<Tokens> tokens, List<int[]> labels, Coverage coverage) {
  /** Label of unlabelled data. */
  static final int UNLABELLED = -1;

  /** A last batch smaller than this is dropped: its BatchNorm statistics would be noise. */
  private static final int MIN_BATCH = 8;

  /** Fewest examples of a pass: BatchNorm needs a real batch, as setting batch says. */
  static final int MIN_PASS = 16;

  /** Batches that are sorted by length among themselves, to save padding. */
  private static final int BUCKET = 16;

  /**
   * Tokenises examples.
   *
   * @throws Problem where there are too few for one batch
   */
  static TrainingData of(Task task, Tokenizer tokenizer, List<Example> examples) {
    return of(task, tokenizer, examples, i -> examples.get(i).id());
  }

  /**
   * Tokenises examples.
   *
   * @param place where an example stands, by its index
   * @throws Problem where there are too few for one batch
   */
  static TrainingData of(
      Task task, Tokenizer tokenizer, List<Example> examples, IntFunction<String> place) {
    var tokens = new ArrayList<Tokens>();
    var labels = new ArrayList<int[]>();
    var how = new ArrayList<WindowedInput.How>();
    for (var example : examples) {
      int[] own =
          switch (example) {
            case TaggedSentence s -> s.tags().stream().mapToInt(task.labels()::indexOf).toArray();
            case SentencePair p -> new int[] {task.labels().indexOf(p.label())};
          };
      var reading = tokenizer.read(Tokenizer.input(example));
      how.add(reading.how());
      for (var window : reading.windows()) {
        tokens.add(window.tokens());
        int first = window.firstWord();
        labels.add(
            task.tagsWords()
                ? Arrays.copyOfRange(own, first, first + window.tokens().words().size())
                : own);
      }
    }
    var coverage = Coverage.of(how, place);
    if (tokens.size() < MIN_BATCH) {
      throw new Problem(
          "There are only "
              + tokens.size()
              + " examples to train on; at least "
              + MIN_BATCH
              + " are needed. "
              + String.join(" ", coverage.notes("Training data")));
    }
    return new TrainingData(tokens, labels, coverage);
  }

  /** The same without labels, which aren't looked at. */
  TrainingData unlabelled() {
    return new TrainingData(
        tokens,
        labels.stream()
            .map(
                l -> {
                  var none = new int[l.length];
                  Arrays.fill(none, UNLABELLED);
                  return none;
                })
            .toList(),
        coverage);
  }

  /** Number of steps of one epoch. */
  int steps(int batch) {
    int rest = tokens.size() % batch;
    return tokens.size() / batch + (rest >= MIN_BATCH ? 1 : 0);
  }

  /**
   * The batches of an epoch, shuffled by seed and epoch alone.
   *
   * @return indices of examples
   */
  List<List<Integer>> epoch(long seed, int epoch, int batch) {
    var random = new Random(seed * 1_000_003 + epoch);
    var batches = bucketed(random, batch);
    Collections.shuffle(batches, random);
    return batches;
  }

  /**
   * Batches of epoch 0 that hold some of the examples, drawn at random, short and long alike.
   *
   * @param least how many examples at least; all where there are no more
   */
  List<List<Integer>> sample(long seed, int batch, int least) {
    var batches = bucketed(new Random(seed * 1_000_003), batch);
    int buckets = Math.ceilDiv(least, batch * BUCKET);
    return batches.subList(0, Math.min(batches.size(), buckets * BUCKET));
  }

  /** Batches of examples in random order, those of a bucket sorted by length. */
  private List<List<Integer>> bucketed(Random random, int batch) {
    var order = new ArrayList<Integer>();
    for (int i = 0; i < tokens.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    var batches = new ArrayList<List<Integer>>();
    for (int from = 0; from < order.size(); from += batch * BUCKET) {
      var bucket =
          new ArrayList<>(order.subList(from, Math.min(order.size(), from + batch * BUCKET)));
      bucket.sort(Comparator.comparingInt(i -> tokens.get(i).length()));
      for (int b = 0; b < bucket.size(); b += batch) {
        var one = List.copyOf(bucket.subList(b, Math.min(bucket.size(), b + batch)));
        if (one.size() == batch || one.size() >= MIN_BATCH) {
          batches.add(one);
        }
      }
    }
    return batches;
  }

  /** The batches of epoch 0 in another order: the same batches in every epoch. */
  List<List<Integer>> reordered(long seed, int epoch, int batch) {
    var batches = epoch(seed, 0, batch);
    Collections.shuffle(batches, new Random(seed * 1_000_003 + epoch));
    return batches;
  }

  /**
   * Part of a batch that goes through the model at once.
   *
   * @param examples indices
   * @param shares of the batch that it is
   */
  record Pass(List<Integer> examples, Objective.Shares shares) {}

  /**
   * Divides a batch, so that memory doesn't grow with its longest example: passes of one size, but
   * for one example, in the batch's order, which is that of length.
   *
   * @param most tokens of a pass, padding counted; {@link #MIN_PASS} examples may have more, those
   *     with labelled words up to twice as many
   * @param tags whether words have labels, not pairs
   */
  List<Pass> passes(List<Integer> batch, int most, boolean tags) {
    long longest = batch.stream().mapToInt(i -> tokens.get(i).length()).max().orElseThrow();
    int n = batch.size();
    int fitting = (int) Math.max(1, most / longest);
    // Statistics of words are over tokens, so that fewer examples do where they are very long.
    int least = tags ? Math.clamp(2L * most / longest, 1, MIN_PASS) : MIN_PASS;
    int parts = Math.min((n + fitting - 1) / fitting, Math.max(1, n / least));
    double answers = answers(batch, tags);
    double real = real(batch);
    var passes = new ArrayList<Pass>();
    for (int p = 0; p < parts; p++) {
      var part = List.copyOf(batch.subList(p * n / parts, (p + 1) * n / parts));
      var shares = new Objective.Shares(answers(part, tags) / answers, real(part) / real);
      passes.add(new Pass(part, shares));
    }
    return passes;
  }

  /** A batch in parts of no more tokens than asked, padding counted, or of one example. */
  List<List<Integer>> parts(List<Integer> batch, int most) {
    long longest = batch.stream().mapToInt(i -> tokens.get(i).length()).max().orElseThrow();
    int n = batch.size();
    int parts = Math.clamp(Math.ceilDiv(n * longest, most), 1, n);
    return IntStream.range(0, parts)
        .mapToObj(p -> List.copyOf(batch.subList(p * n / parts, (p + 1) * n / parts)))
        .toList();
  }

  private long real(List<Integer> examples) {
    return examples.stream().mapToLong(i -> tokens.get(i).length()).sum();
  }

  /** Rows of logits that count. */
  private long answers(List<Integer> examples, boolean tags) {
    return tags
        ? examples.stream()
            .flatMapToInt(i -> Arrays.stream(tokens.get(i).labelPiece()))
            .filter(piece -> piece >= 0)
            .count()
        : examples.size();
  }

  /** The tokens of a batch. */
  List<Tokens> tokens(List<Integer> batch) {
    return batch.stream().map(tokens::get).toList();
  }
}
