package lamina.analyse;

import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import lamina.data.Dataset;
import lamina.data.Example;
import lamina.encoder.ForwardMode;
import lamina.encoder.HiddenStates;
import lamina.model.HeadKey;
import lamina.model.Predictor;
import lamina.model.TaskModel;
import lamina.tensor.Torch;
import lamina.text.Tokenizer;
import lamina.text.Tokens;

/**
 * Finds what the gates of a model are as a rule. Of each language at most {@link #TEXTS} texts are
 * drawn, so that none counts for much more than another; of a text longer than the model reads its
 * first part is read.
 */
public final class GateSurvey {
  /** Texts of a language. */
  public static final int TEXTS = 200;

  private static final long SEED = 1;

  private final TaskModel model;
  private final Map<HeadKey, Sums[]> sums = new TreeMap<>(); // by the ordinal of the kind
  private final List<String> languages = new ArrayList<>();
  private int texts;

  /** Mean and sum of squared deviations, as Welford (1962) updates them. */
  private static final class Sums {
    private long n;
    private double mean;
    private double squares;

    void add(double value) {
      n++;
      double step = value - mean;
      mean += step / n;
      squares += step * (value - mean);
    }

    GateNorms.Norm norm(HeadKey head, PieceKind kind) {
      return new GateNorms.Norm(head, kind, n, mean, n > 1 ? Math.sqrt(squares / (n - 1)) : 0);
    }
  }

  /** A survey of all heads that have gates. */
  public GateSurvey(TaskModel model) {
    this.model = model;
    for (var key : model.heads().keySet()) {
      if (key.variant().hasGate()) {
        sums.put(key, Stream.of(PieceKind.values()).map(k -> new Sums()).toArray(Sums[]::new));
      }
    }
  }

  /** How many texts of a data set would be read. */
  public static int texts(Dataset set) {
    return Math.min(TEXTS, set.examples().size());
  }

  /**
   * Reads texts of a language.
   *
   * @param progress told the number of texts done, between batches; may throw to stop
   */
  public void read(Dataset set, IntConsumer progress) {
    var rows = drawn(set).stream().map(Tokenizer::input).map(model.tokenizer()::encode).toList();
    int done = 0;
    for (var one : Predictor.BATCHING.of(rows)) {
      progress.accept(done);
      batch(one.indices().stream().map(rows::get).toList(), one.length());
      done += one.indices().size();
    }
    progress.accept(done);
    texts += rows.size();
    languages.add(set.language().code());
  }

  private static List<Example> drawn(Dataset set) {
    var all = new ArrayList<>(set.examples());
    Collections.shuffle(all, new Random(SEED));
    return all.subList(0, texts(set));
  }

  private void batch(List<Tokens> batch, int length) {
    Torch.withoutGradients(
        () -> {
          try (var manager = model.newBatchManager()) {
            var states = model.encode(manager, batch, length);
            sums.forEach(
                (key, kinds) -> {
                  float[] means = means(key, states); // (B, T)
                  for (int b = 0; b < batch.size(); b++) {
                    var tokens = batch.get(b);
                    for (int t = 0; t < tokens.length(); t++) {
                      kinds[PieceKind.of(tokens, t).ordinal()].add(means[b * length + t]);
                    }
                  }
                });
            return null;
          }
        });
  }

  /** Mean gates over the channels. */
  private float[] means(HeadKey key, HiddenStates states) {
    try (var scope = new NDScope()) { // frees what this head computes before the next one does
      scope.suppressNotUsedWarning();
      var gate = model.head(key).apply(states, ForwardMode.INFERENCE).gate();
      return gate.orElseThrow().mean(new int[] {2}).toFloatArray();
    }
  }

  /** What was found in all texts that were read. */
  public GateNorms norms() {
    var norms = new ArrayList<GateNorms.Norm>();
    sums.forEach(
        (key, kinds) ->
            Stream.of(PieceKind.values())
                .filter(kind -> kinds[kind.ordinal()].n > 0)
                .map(kind -> kinds[kind.ordinal()].norm(key, kind))
                .forEach(norms::add));
    return new GateNorms(texts, languages, norms);
  }
}
