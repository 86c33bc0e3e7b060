package lamina.similarity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * The structural probe of Hewitt and Manning (NAACL 2019): a linear map B to {@link #RANK} numbers
 * under which squared distances of words come near to how many edges of the dependency tree are
 * between them. The loss of a sentence of n words is {@code 1/n² Σ |d_T(i, j) - |B(h_i - h_j)|²|},
 * made small by Adam over batches.
 */
final class TreeProbe {
  /** Numbers that B maps to. */
  static final int RANK = 64;

  private static final int BATCH = 20;
  private static final int EPOCHS = 20;
  private static final double RATE = 1e-2;
  private static final long SEED = 1;

  private final NDArray map; // (E, RANK)
  private final NDArray scale; // a number: vectors come at length 1 in the mean

  private TreeProbe(NDArray map, NDArray scale) {
    this.map = map;
    this.scale = scale;
  }

  /**
   * A sentence to learn from.
   *
   * @param vectors of its words (n, E)
   * @param distance edges between them (n, n)
   */
  record Sentence(NDArray vectors, int[][] distance) {
    int words() {
      return distance.length;
    }
  }

  /**
   * Sentences of like length, padded.
   *
   * @param vectors (B, n, E)
   * @param targets edges between words (B, n, n)
   * @param weights of pairs (B, n, n): one by the square of the sentence's words and by B; 0 for
   *     padding
   */
  private record Padded(NDArray vectors, NDArray targets, NDArray weights) {
    static Padded of(NDManager owner, List<Sentence> sentences) {
      int n = sentences.stream().mapToInt(Sentence::words).max().orElseThrow();
      int size = sentences.size();
      var targets = new float[size * n * n];
      var weights = new float[size * n * n];
      for (int b = 0; b < size; b++) {
        var s = sentences.get(b);
        for (int i = 0; i < s.words(); i++) {
          for (int j = 0; j < s.words(); j++) {
            targets[(b * n + i) * n + j] = s.distance[i][j];
            weights[(b * n + i) * n + j] = 1f / (s.words() * s.words() * size);
          }
        }
      }
      var shape = new Shape(size, n, n);
      return new Padded(
          Kept.in(owner, () -> padded(sentences, n)),
          owner.create(targets, shape),
          owner.create(weights, shape));
    }
  }

  /** Vectors of sentences, zeros behind them, (B, n, E). */
  private static NDArray padded(List<Sentence> sentences, int n) {
    var rows = new NDList();
    for (var s : sentences) {
      long e = s.vectors.getShape().get(1);
      var zeros = s.vectors.getManager().zeros(new Shape(n - s.words(), e));
      rows.add(s.words() == n ? s.vectors : s.vectors.concat(zeros, 0));
    }
    return NDArrays.stack(rows);
  }

  /**
   * Learns from sentences.
   *
   * @param between run now and then; may throw to stop
   */
  static TreeProbe train(NDManager owner, List<Sentence> sentences, Runnable between) {
    long e = sentences.getFirst().vectors.getShape().get(1);
    var random = new Random(SEED);
    var start = new float[(int) e * RANK];
    for (int i = 0; i < start.length; i++) {
      start[i] = (float) (random.nextGaussian() * 2 / Math.sqrt(RANK));
    }
    var map = owner.create(start, new Shape(e, RANK));
    var scale = owner.create((float) (1 / length(sentences)));
    try (var own = owner.newSubManager()) {
      var batches = batches(own, sentences);
      var adam = new Adam(own, map, RATE);
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        Collections.shuffle(batches, random);
        for (var batch : batches) {
          between.run();
          step(adam, batch, scale, map);
        }
      }
    }
    return new TreeProbe(map, scale);
  }

  /** Mean length of a word's vector. */
  private static double length(List<Sentence> sentences) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return sentences.stream()
          .mapToDouble(s -> s.vectors.square().sum(new int[] {1}).sqrt().mean().getFloat())
          .average()
          .orElseThrow();
    }
  }

  private static List<Padded> batches(NDManager owner, List<Sentence> sentences) {
    var sorted = sentences.stream().sorted(Comparator.comparingInt(Sentence::words)).toList();
    var batches = new ArrayList<Padded>();
    for (int from = 0; from < sorted.size(); from += BATCH) {
      batches.add(Padded.of(owner, sorted.subList(from, Math.min(sorted.size(), from + BATCH))));
    }
    return batches;
  }

  private static void step(Adam adam, Padded batch, NDArray scale, NDArray map) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var h = batch.vectors.mul(scale); // (B, n, E)
      var p = h.matMul(map); // (B, n, RANK)
      var sign = squared(p).sub(batch.targets).sign().mul(batch.weights);
      // of Σ s_ij |p_i - p_j|², s symmetric, by p_i: 4 Σ_j s_ij (p_i - p_j)
      var byPoint = p.mul(sign.sum(new int[] {2}, true)).sub(sign.matMul(p)).mul(4);
      var flat = h.reshape(-1, map.getShape().get(0)); // (B n, E)
      adam.step(flat.transpose().matMul(byPoint.reshape(-1, RANK)));
    }
  }

  /** Squared distances of points (B, n, RANK), (B, n, n). */
  private static NDArray squared(NDArray p) {
    var squares = p.square().sum(new int[] {2}, true); // (B, n, 1)
    var products = p.matMul(p.transpose(0, 2, 1));
    return squares.add(squares.transpose(0, 2, 1)).sub(products.mul(2));
  }

  /**
   * Distances that the probe sees between words, (n, n).
   *
   * @param vectors of its words (n, E)
   */
  float[][] distances(NDArray vectors) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      int n = (int) vectors.getShape().get(0);
      float[] flat = squared(vectors.mul(scale).matMul(map).expandDims(0)).toFloatArray();
      var distance = new float[n][n];
      for (int i = 0; i < n; i++) {
        System.arraycopy(flat, i * n, distance[i], 0, n);
      }
      return distance;
    }
  }
}
