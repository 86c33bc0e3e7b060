package lamina.similarity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lamina.encoder.ArrayEncoder;
import lamina.encoder.Batch;
import lamina.encoder.ForwardMode;
import lamina.encoder.HiddenStates;
import lamina.model.HeadKey;
import lamina.model.ModelFiles;
import lamina.model.TaskModel;
import lamina.problem.Problem;
import lamina.tensor.Torch;
import lamina.text.Batching;
import lamina.text.Tokenizer;
import lamina.text.Tokens;

/** Reads texts by a model or an encoder; each text is encoded once for all representations. */
public final class StateReader implements AutoCloseable {
  private static final Batching BATCHING = new Batching.ByLength(4096);

  private final Path directory;
  private final Source source;
  private final List<Representation> representations;
  private final Runnable between;

  /** What encodes: a bare encoder, or a model with its heads. */
  private sealed interface Source {
    Tokenizer tokenizer();

    NDManager manager();

    HiddenStates encode(NDManager manager, Batch batch, List<Tokens> inputs);

    void close();
  }

  private record Bare(ArrayEncoder encoder, Tokenizer tokenizer, NDManager manager)
      implements Source {
    @Override
    public HiddenStates encode(NDManager own, Batch batch, List<Tokens> inputs) {
      return encoder.encode(batch, ForwardMode.INFERENCE);
    }

    @Override
    public void close() {
      tokenizer.close();
      manager.close();
    }
  }

  private record WithHeads(TaskModel model, Tokenizer tokenizer, NDManager manager)
      implements Source {
    @Override
    public HiddenStates encode(NDManager own, Batch batch, List<Tokens> inputs) {
      return model.encode(own, inputs, (int) batch.mask().getShape().get(1));
    }

    @Override
    public void close() {
      manager.close();
      model.close();
    }
  }

  /** Takes what a batch gives. */
  @FunctionalInterface
  public interface BatchConsumer {
    /**
     * Takes the states of a batch, which are gone afterwards.
     *
     * @param indices of its rows among the inputs
     * @param states of each representation (B, T, E)
     * @param mask (B, T) 1 for real tokens
     */
    void take(List<Integer> indices, List<NDArray> states, NDArray mask);
  }

  private StateReader(
      Path directory, Source source, List<Representation> representations, Runnable between) {
    this.directory = directory;
    this.source = source;
    this.representations = representations;
    this.between = between;
  }

  /**
   * Opens the encoder of a directory; nothing stops it.
   *
   * @see #open(Path, List, Runnable)
   */
  public static StateReader open(Path directory, List<HeadKey> heads) {
    return open(directory, heads, () -> {});
  }

  /**
   * Opens the encoder of a directory.
   *
   * @param directory of a model, or a Hugging Face encoder with its tokenizer
   * @param heads whose fused representations are read too; none of a bare encoder
   * @param between run between two steps of what takes long; may throw to stop
   * @throws Problem naming what is missing or broken, or a head that isn't there
   */
  public static StateReader open(Path directory, List<HeadKey> heads, Runnable between) {
    if (ModelFiles.kind(directory) == ModelFiles.Kind.MODEL) {
      var model = TaskModel.open(directory);
      try {
        heads.forEach(model::head);
        int layers = model.encoder().config().layers();
        return new StateReader(
            directory,
            new WithHeads(model, model.tokenizer(), model.newBatchManager()),
            representations(layers, heads),
            between);
      } catch (RuntimeException e) {
        model.close();
        throw e;
      }
    }
    if (!heads.isEmpty()) {
      throw new Problem(
          directory + ": is an encoder without heads; fused states need a model that was trained.");
    }
    var manager = Torch.newManager();
    try {
      var checkpoint = ModelFiles.checkpoint(directory);
      var config = checkpoint.config();
      var encoder = ArrayEncoder.of(config, checkpoint.loadEncoder(manager));
      var tokenizer = Tokenizer.open(directory, config.positions(), config.vocabulary());
      return new StateReader(
          directory,
          new Bare(encoder, tokenizer, manager),
          representations(config.layers(), heads),
          between);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  private static List<Representation> representations(int layers, List<HeadKey> heads) {
    var all = new ArrayList<Representation>();
    for (int layer = 0; layer <= layers; layer++) {
      all.add(new Representation.Layer(layer));
    }
    heads.forEach(h -> all.add(new Representation.Fused(h)));
    return List.copyOf(all);
  }

  /** What is read of each text: layers 0 to L, then heads in the order given. */
  public List<Representation> representations() {
    return representations;
  }

  /** Of the model or encoder. */
  Path directory() {
    return directory;
  }

  /** Number of layers L. */
  public int layers() {
    return (int) representations.stream().filter(r -> r instanceof Representation.Layer).count()
        - 1;
  }

  /** Cuts texts as the encoder reads them. */
  public Tokenizer tokenizer() {
    return source.tokenizer();
  }

  /** Lets others pass, or stops; called by whatever computes for long. */
  Runnable between() {
    return between;
  }

  /** Owner of what outlives a batch. */
  public NDManager manager() {
    return source.manager();
  }

  /**
   * Encodes texts, those of like length together.
   *
   * @throws Problem where hidden states are no finite numbers
   */
  public void read(List<Tokens> inputs, BatchConsumer consumer) {
    Torch.withoutGradients(
        () -> {
          for (var rows : BATCHING.of(inputs)) {
            between.run();
            try (var own = source.manager().newSubManager()) {
              var some = rows.indices().stream().map(inputs::get).toList();
              var batch = Batch.of(own, some, rows.length());
              var hidden = source.encode(own, batch, some);
              var states = new ArrayList<NDArray>();
              for (var representation : representations) {
                states.add(refuseNotFinite(state(representation, hidden), representation));
              }
              consumer.take(rows.indices(), states, batch.mask());
            }
          }
          return null;
        });
  }

  private NDArray state(Representation representation, HiddenStates hidden) {
    return switch (representation) {
      case Representation.Layer layer -> hidden.layer(layer.number());
      case Representation.Fused fused -> {
        var head = ((WithHeads) source).model.head(fused.head());
        yield head.fusion().fuse(hidden, head.key().layer(), ForwardMode.INFERENCE).hidden();
      }
    };
  }

  private NDArray refuseNotFinite(NDArray states, Representation of) {
    if (!Float.isFinite(states.abs().sum().getFloat())) {
      throw new Problem(
          directory
              + ": hidden states of layer "
              + of.key()
              + " aren't finite numbers; its weights are damaged.");
    }
    return states;
  }

  @Override
  public void close() {
    source.close();
  }
}
