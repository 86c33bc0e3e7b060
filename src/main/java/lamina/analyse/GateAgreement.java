package lamina.analyse;

import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import lamina.data.Example;
import lamina.encoder.ForwardMode;
import lamina.encoder.HiddenStates;
import lamina.evaluate.Interval;
import lamina.evaluate.Intervals;
import lamina.model.HeadKey;
import lamina.model.Predictor;
import lamina.model.TaskModel;
import lamina.problem.Problem;
import lamina.tensor.Torch;
import lamina.text.Tokenizer;
import lamina.text.Tokens;

/**
 * How a student's gates agree with its teacher's, piece by piece: layer x of the student beside
 * layer {@code x * L_T / L_S} of the teacher, from which it learns. A piece's gate is its mean over
 * the channels, so that a narrower student has one, too.
 */
public final class GateAgreement {
  private static final long SEED = 17;

  /** n and the sums of x, y, their squares and their product. */
  private static final int SUMS = 6;

  private final TaskModel student;
  private final TaskModel teacher;
  private final List<Pair> pairs = new ArrayList<>();

  /**
   * A head of the student beside one of the teacher.
   *
   * @param n pieces
   * @param units texts that the bootstrap draws; translations of each other are one
   * @param correlation Pearson's, -1 to 1; NaN where either doesn't vary
   * @param correlationInterval 95 %, percentile bootstrap over units
   * @param difference mean of student less teacher
   * @param differenceInterval 95 %, likewise
   */
  public record Row(
      HeadKey student,
      HeadKey teacher,
      long n,
      int units,
      double correlation,
      Interval correlationInterval,
      double difference,
      Interval differenceInterval) {}

  /**
   * Heads side by side.
   *
   * @param sums by id of the text
   */
  private record Pair(HeadKey student, HeadKey teacher, Map<String, double[]> sums) {}

  /** A text as both read it. */
  private record Text(Tokens tokens, String id) {}

  /**
   * Begins.
   *
   * @param heads of the student
   * @throws Problem where the teacher's depth is no multiple of the student's, or it has no head at
   *     the place of any of them
   */
  public GateAgreement(TaskModel student, TaskModel teacher, Collection<HeadKey> heads) {
    this.student = student;
    this.teacher = teacher;
    int own = student.encoder().config().layers();
    int all = teacher.encoder().config().layers();
    if (all % own != 0) {
      throw new Problem(
          teacher.name()
              + " has "
              + all
              + " layers, "
              + student.name()
              + " has "
              + own
              + ": a multiple of the student's was expected, so that each of its layers has a"
              + " counterpart. Name its own teacher by --teacher.");
    }
    for (var head : heads) {
      var key = new HeadKey(head.variant(), head.layer() * (all / own));
      if (teacher.heads().containsKey(key)) {
        pairs.add(new Pair(head, key, new TreeMap<>()));
      }
    }
    if (pairs.isEmpty()) {
      throw new Problem(
          teacher.name()
              + " has no head at "
              + (all / own)
              + " times the layers of "
              + heads
              + "; it has "
              + teacher.heads().keySet()
              + ". Name its own teacher by --teacher.");
    }
  }

  /**
   * Reads the reference texts of a language with both.
   *
   * @param progress told the number of texts done, between batches; may throw to stop
   * @throws Problem where the two cut a text into different pieces
   */
  public void read(GateTexts part, IntConsumer progress) {
    var texts = new ArrayList<Text>();
    for (var example : part.reference()) {
      var windows = student.tokenizer().read(Tokenizer.input(example)).windows();
      if (!windows.isEmpty()) {
        var tokens = windows.getFirst().tokens();
        refuseOtherPieces(example, tokens);
        texts.add(new Text(tokens, example.id()));
      }
    }
    int done = 0;
    for (var one : Predictor.BATCHING.of(texts.stream().map(Text::tokens).toList())) {
      progress.accept(done);
      batch(one.indices().stream().map(texts::get).toList(), one.length());
      done += one.indices().size();
    }
    progress.accept(done);
  }

  private void refuseOtherPieces(Example example, Tokens tokens) {
    var other = teacher.tokenizer().read(Tokenizer.input(example)).windows();
    if (other.isEmpty() || !Arrays.equals(other.getFirst().tokens().ids(), tokens.ids())) {
      throw new Problem(
          student.name()
              + " and "
              + teacher.name()
              + " cut text "
              + example.id()
              + " into different pieces, so that their gates can't be paired. Name its own teacher"
              + " by --teacher.");
    }
  }

  private void batch(List<Text> batch, int length) {
    var tokens = batch.stream().map(Text::tokens).toList();
    Torch.withoutGradients(
        () -> {
          try (var manager = student.newBatchManager();
              var other = teacher.newBatchManager()) {
            var states = student.encode(manager, tokens, length);
            var others = teacher.encode(other, tokens, length);
            for (var pair : pairs) {
              float[] x = means(student, pair.student, states);
              float[] y = means(teacher, pair.teacher, others);
              for (int b = 0; b < batch.size(); b++) {
                var text = batch.get(b);
                var own = pair.sums.computeIfAbsent(text.id, id -> new double[SUMS]);
                for (int t = 0; t < text.tokens.length(); t++) {
                  add(own, x[b * length + t], y[b * length + t]);
                }
              }
            }
            return null;
          }
        });
  }

  /** Mean gates over the channels, (B, T). */
  private static float[] means(TaskModel model, HeadKey head, HiddenStates states) {
    try (var scope = new NDScope()) { // frees what this head computes before the next one does
      scope.suppressNotUsedWarning();
      var gate = model.head(head).apply(states, ForwardMode.INFERENCE).gate();
      return gate.orElseThrow().mean(new int[] {2}).toFloatArray();
    }
  }

  private static void add(double[] sums, double x, double y) {
    sums[0]++;
    sums[1] += x;
    sums[2] += y;
    sums[3] += x * x;
    sums[4] += y * y;
    sums[5] += x * y;
  }

  /** What was found in all texts that were read, one a head that has a counterpart. */
  public List<Row> rows() {
    return pairs.stream().map(GateAgreement::row).toList();
  }

  private static Row row(Pair pair) {
    var values = pair.sums.values().toArray(double[][]::new);
    var all = new double[SUMS];
    for (var own : values) {
      plus(all, own);
    }
    var random = new SplittableRandom(SEED);
    var correlations = new double[Intervals.RESAMPLES];
    var differences = new double[Intervals.RESAMPLES];
    for (int r = 0; r < Intervals.RESAMPLES; r++) {
      var drawn = new double[SUMS];
      for (int i = 0; i < values.length; i++) {
        plus(drawn, values[random.nextInt(values.length)]);
      }
      correlations[r] = correlation(drawn);
      differences[r] = (drawn[1] - drawn[2]) / drawn[0];
    }
    return new Row(
        pair.student,
        pair.teacher,
        (long) all[0],
        values.length,
        correlation(all),
        Intervals.interval(correlations),
        (all[1] - all[2]) / all[0],
        Intervals.interval(differences));
  }

  private static void plus(double[] sums, double[] other) {
    for (int i = 0; i < SUMS; i++) {
      sums[i] += other[i];
    }
  }

  private static double correlation(double[] sums) {
    double n = sums[0];
    double x = sums[3] - sums[1] * sums[1] / n;
    double y = sums[4] - sums[2] * sums[2] / n;
    return (sums[5] - sums[1] * sums[2] / n) / Math.sqrt(x * y);
  }
}
