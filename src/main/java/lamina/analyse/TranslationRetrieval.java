package lamina.analyse;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import lamina.data.Dataset;
import lamina.encoder.ArrayEncoder;
import lamina.encoder.Batch;
import lamina.encoder.ForwardMode;
import lamina.model.ModelFiles;
import lamina.problem.Problem;
import lamina.tensor.Torch;
import lamina.text.Batching;
import lamina.text.Tokenizer;

/**
 * Translation retrieval by layer, after Pires et al. (ACL 2019): sentences are the mean of the
 * hidden states of their real tokens, shifted by the mean of their language; a sentence is found
 * where its translation is the nearest by cosine.
 */
public final class TranslationRetrieval implements AutoCloseable {
  private static final Batching BATCHING = new Batching.ByLength(4096);

  private final Path directory;
  private final ArrayEncoder encoder;
  private final Tokenizer tokenizer;
  private final NDManager manager;

  /**
   * How many sentences found their translation.
   *
   * @param n sentences of either language
   * @param there hits from the first language to the second, by layer, 0 to L
   * @param back hits from the second to the first
   * @param alone sentences of both languages that the other one lacks, which are left out
   * @param cut sentences of both languages of which only the beginning is read, because they are
   *     longer than the model reads
   */
  public record Found(String from, String to, int n, int[] there, int[] back, int alone, int cut) {
    /** Share of hits at a layer, mean of both directions, 0 to 1. */
    public double share(int layer) {
      return (there[layer] + back[layer]) / (2.0 * n);
    }
  }

  /** Sentences as vectors: for each layer (N, E), in the order of the ids. */
  private record Pooled(String language, List<String> ids, List<NDArray> layers, int cut) {}

  private TranslationRetrieval(
      Path directory, ArrayEncoder encoder, Tokenizer tokenizer, NDManager manager) {
    this.directory = directory;
    this.encoder = encoder;
    this.tokenizer = tokenizer;
    this.manager = manager;
  }

  /**
   * Opens an encoder.
   *
   * @param directory a Hugging Face encoder with its tokenizer
   * @throws Problem naming what is missing or broken
   */
  public static TranslationRetrieval open(Path directory) {
    var manager = Torch.newManager();
    try {
      var checkpoint = ModelFiles.checkpoint(directory);
      var encoder = ArrayEncoder.of(checkpoint.config(), checkpoint.loadEncoder(manager));
      var tokenizer =
          Tokenizer.open(
              directory, checkpoint.config().positions(), checkpoint.config().vocabulary());
      return new TranslationRetrieval(directory, encoder, tokenizer, manager);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /**
   * Retrieval between one language and others; the same id names the same sentence.
   *
   * @param first for example English
   * @return one a set of {@code others}, in their order
   * @throws Problem where an id names two sentences of a set, or a set shares fewer than two with
   *     the first
   */
  public List<Found> measure(Dataset first, List<Dataset> others) {
    return Torch.withoutGradients(
        () -> {
          try (var scope = manager.newSubManager()) {
            var from = pool(scope, first);
            var found = new ArrayList<Found>();
            for (var other : others) {
              try (var own = scope.newSubManager()) {
                found.add(compare(own, from, pool(own, other)));
              }
            }
            return found;
          }
        });
  }

  private Found compare(NDManager scope, Pooled from, Pooled to) {
    var at = new HashMap<String, Integer>();
    for (int i = 0; i < to.ids.size(); i++) {
      at.put(to.ids.get(i), i);
    }
    var left = new ArrayList<Integer>();
    var right = new ArrayList<Integer>();
    for (int i = 0; i < from.ids.size(); i++) {
      if (at.containsKey(from.ids.get(i))) {
        left.add(i);
        right.add(at.get(from.ids.get(i)));
      }
    }
    if (left.size() < 2) {
      throw new Problem(
          to.language
              + " shares "
              + left.size()
              + " sentence ids with "
              + from.language
              + "; parallel files, whose ids name translations, were expected.");
    }
    int depth = from.layers.size();
    var there = new int[depth];
    var back = new int[depth];
    for (int layer = 0; layer < depth; layer++) {
      var scores =
          cosines(
              rows(scope, from.layers.get(layer), left), rows(scope, to.layers.get(layer), right));
      there[layer] = hits(scores, 1);
      back[layer] = hits(scores, 0);
    }
    int alone = from.ids.size() + to.ids.size() - 2 * left.size();
    return new Found(
        from.language, to.language, left.size(), there, back, alone, from.cut + to.cut);
  }

  private static NDArray rows(NDManager scope, NDArray all, List<Integer> which) {
    var index = scope.create(which.stream().mapToLong(i -> i).toArray());
    var rows = all.get(index);
    rows.attach(scope);
    return rows;
  }

  /** Cosines (N, N) of rows that were centred, each side by its own mean. */
  public static NDArray cosines(NDArray left, NDArray right) {
    return centred(left).matMul(centred(right).transpose());
  }

  /** Rows (axis 1) or columns (axis 0) of (N, N) whose greatest value is on the diagonal. */
  public static int hits(NDArray scores, int axis) {
    long[] nearest = scores.argMax(axis).toLongArray();
    int hits = 0;
    for (int i = 0; i < nearest.length; i++) {
      hits += nearest[i] == i ? 1 : 0;
    }
    return hits;
  }

  private static NDArray centred(NDArray x) {
    return x.sub(x.mean(new int[] {0}, true)).normalize(2, 1);
  }

  private Pooled pool(NDManager scope, Dataset set) {
    var examples = set.examples();
    var seen = new HashSet<String>();
    for (int i = 0; i < examples.size(); i++) {
      if (!seen.add(examples.get(i).id())) {
        throw new Problem(
            set.place(i)
                + ": the sentence id "
                + examples.get(i).id()
                + " stands there a second time; parallel files, whose ids name translations, were"
                + " expected.");
      }
    }
    var tokens = examples.stream().map(e -> tokenizer.encode(Tokenizer.input(e))).toList();
    int depth = encoder.config().layers() + 1;
    var ids = new ArrayList<String>();
    var means = Stream.generate(NDList::new).limit(depth).toList();
    for (var rows : BATCHING.of(tokens)) {
      try (var own = scope.newSubManager()) {
        var inputs = rows.indices().stream().map(tokens::get).toList();
        var states = encoder.encode(Batch.of(own, inputs, rows.length()), ForwardMode.INFERENCE);
        var mask = states.batch().mask().expandDims(2); // (B, T, 1)
        var counts = mask.sum(new int[] {1}); // (B, 1)
        for (int layer = 0; layer < depth; layer++) {
          refuseNotFinite(states.layer(layer), layer);
          var mean = states.layer(layer).mul(mask).sum(new int[] {1}).div(counts); // (B, E)
          mean.attach(scope);
          means.get(layer).add(mean);
        }
        rows.indices().forEach(i -> ids.add(examples.get(i).id()));
      }
    }
    int cut = (int) tokens.stream().filter(t -> t.cut().happened()).count();
    return new Pooled(
        set.language().code(), ids, means.stream().map(NDArrays::concat).toList(), cut);
  }

  private void refuseNotFinite(NDArray states, int layer) {
    if (!Float.isFinite(states.abs().sum().getFloat())) {
      throw new Problem(
          directory
              + ": hidden states of layer "
              + layer
              + " aren't finite numbers; its weights are damaged.");
    }
  }

  @Override
  public void close() {
    tokenizer.close();
    manager.close();
  }
}
