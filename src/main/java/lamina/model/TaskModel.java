package lamina.model;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import lamina.data.Task;
import lamina.data.format.LabelMap;
import lamina.encoder.ArrayEncoder;
import lamina.encoder.Batch;
import lamina.encoder.Checkpoint;
import lamina.encoder.EncoderConfig;
import lamina.encoder.HiddenStates;
import lamina.engine.Capability;
import lamina.engine.Engine;
import lamina.engine.EngineChoice;
import lamina.problem.Problem;
import lamina.tensor.Torch;
import lamina.tensor.Weights;
import lamina.text.Tokenizer;
import lamina.text.Tokens;

/** An encoder with the heads of one task: hidden states once, then any head on them. */
public final class TaskModel implements AutoCloseable {
  private final String name;
  private final Task task;
  private final OutputLabels labels;
  private final CompletableFuture<Tokenizer> tokenizer;
  private final ArrayEncoder encoder;
  private final Weights weights;
  private final SortedMap<HeadKey, Head> heads;
  private final ModelContents contents;
  private final RunningEncoder running;

  private TaskModel(
      String name,
      ModelContents contents,
      Task task,
      OutputLabels labels,
      CompletableFuture<Tokenizer> tokenizer,
      ArrayEncoder encoder,
      Weights weights,
      SortedMap<HeadKey, Head> heads) {
    this.name = name;
    this.contents = contents;
    this.task = task;
    this.labels = labels;
    this.tokenizer = tokenizer;
    this.encoder = encoder;
    this.running = new RunningEncoder(name, encoder, weights);
    this.weights = weights;
    this.heads = heads;
  }

  /**
   * Loads a model that was saved, or a classifier that another program fine-tuned.
   *
   * @throws Problem naming what is missing or broken
   */
  public static TaskModel open(Path directory) {
    return open(directory, done -> {});
  }

  /**
   * Loads a model that was saved, or a classifier that another program fine-tuned.
   *
   * @param choice of the engine; see {@link #use}
   * @throws Problem naming what is missing or broken
   */
  public static TaskModel open(Path directory, EngineChoice choice, Capability machine) {
    return open(
        directory, LabelMap.NONE, done -> {}, model -> model.use(choice, machine), Tokenizer::open);
  }

  /**
   * Loads a model that was saved, or a classifier that another program fine-tuned.
   *
   * @param progress told how many of its parameters have been read; may throw to stop
   * @throws Problem naming what is missing or broken
   */
  public static TaskModel open(Path directory, LongConsumer progress) {
    return open(directory, LabelMap.NONE, progress);
  }

  /**
   * Loads a model that was saved, or a classifier that another program fine-tuned.
   *
   * @param labels what a person says that the labels of another program's model count as
   * @param progress told how many of its parameters have been read; may throw to stop
   * @throws Problem naming what is missing or broken
   */
  public static TaskModel open(Path directory, LabelMap labels, LongConsumer progress) {
    return open(directory, labels, progress, model -> {}, Tokenizer::open);
  }

  /**
   * Loads a model that was saved, or a classifier that another program fine-tuned.
   *
   * @param labels what a person says that the labels of another program's model count as
   * @param progress told how many of its parameters have been read; may throw to stop
   * @param meanwhile what to do with the model while its vocabulary is still read, which takes as
   *     long as an engine's start and proof; may throw, and then nothing is loaded
   * @param tokenizers whose are shared with other models
   * @throws Problem naming what is missing or broken
   */
  public static TaskModel open(
      Path directory,
      LabelMap labels,
      LongConsumer progress,
      Consumer<TaskModel> meanwhile,
      Tokenizer.Source tokenizers) {
    var found = ModelFiles.find(directory, labels);
    // A vocabulary of 120,000 pieces takes as long as the weights of a whole BERT.
    var tokenizer =
        CompletableFuture.supplyAsync(
            () ->
                open(
                    tokenizers,
                    directory,
                    found.checkpoint().config(),
                    Task.of(found.description().task())));
    var contents = CompletableFuture.supplyAsync(found::contents);
    var manager = Torch.newManager();
    try {
      var weights = found.load(manager, progress);
      var model = open(directory, found, weights, tokenizer, contents);
      meanwhile.accept(model);
      model.tokenizer();
      return model;
    } catch (RuntimeException e) {
      tokenizer.thenAccept(Tokenizer::close);
      manager.close();
      throw failure(contents, e);
    }
  }

  /** Files that were exchanged explain whatever else is wrong. */
  private static RuntimeException failure(
      CompletableFuture<ModelContents> contents, RuntimeException other) {
    var failure = other;
    try {
      contents.join();
    } catch (CompletionException stale) {
      failure = stale;
    }
    return failure instanceof CompletionException
            && failure.getCause() instanceof RuntimeException cause
        ? cause
        : failure;
  }

  private static TaskModel open(
      Path directory,
      ModelFiles.Found found,
      Weights weights,
      CompletableFuture<Tokenizer> tokenizer,
      CompletableFuture<ModelContents> contents) {
    var config = found.checkpoint().config();
    var description = found.description();
    var task = Task.of(description.task());
    var encoder = ArrayEncoder.of(config, weights);
    var heads = new TreeMap<HeadKey, Head>();
    for (var name : description.heads()) {
      var key = HeadKey.of(name);
      checkLayer(directory, key, config.layers());
      heads.put(key, HeadFiles.load(task, found.labels().size(), key, weights, config));
    }
    if (!heads.containsKey(HeadKey.of(description.chosen()))) {
      throw new Problem(
          directory
              + ": the chosen head "
              + description.chosen()
              + " isn't among its heads "
              + description.heads());
    }
    return new TaskModel(
        directory.toString(),
        contents.join(),
        task,
        found.labels(),
        tokenizer,
        encoder,
        weights,
        heads);
  }

  private static Tokenizer open(
      Tokenizer.Source tokenizers, Path directory, EncoderConfig config, Task task) {
    var running = task.tagsWords() ? Tokenizer.Running.BY_WORDS : Tokenizer.Running.AS_IT_STANDS;
    return tokenizers.open(directory, config.positions(), config.vocabulary(), running);
  }

  private static void checkLayer(Path directory, HeadKey key, int layers) {
    if (key.variant().usesLayer() && (key.layer() < 1 || key.layer() > layers)) {
      throw new Problem(
          directory
              + ": head "
              + key
              + " fuses layer "
              + key.layer()
              + "; layers 1 to "
              + (layers - 1)
              + " can be fused, and "
              + layers
              + ", the last, with itself.");
    }
  }

  /**
   * A model to train: the encoder of a checkpoint, or some of its layers, and new heads.
   *
   * @param base a Hugging Face checkpoint with its tokenizer
   * @param layers numbers of the checkpoint's blocks to keep, from 0, in order; a student takes
   *     fewer than its teacher
   * @param random initial values of the heads
   */
  public static TaskModel create(
      Path base,
      List<Integer> layers,
      Task task,
      Collection<HeadKey> keys,
      RandomGenerator random) {
    return create(
        base, task, keys, random, (m, checkpoint) -> EncoderInit.copy(m, checkpoint, layers));
  }

  /**
   * A model to train whose encoder is narrower than the checkpoint: its embeddings begin with the
   * checkpoint's, averaged, its layers at random.
   *
   * @param hidden its hidden size; divides the checkpoint's
   */
  public static TaskModel narrow(
      Path base,
      int layers,
      int hidden,
      Task task,
      Collection<HeadKey> keys,
      RandomGenerator random) {
    return create(
        base,
        task,
        keys,
        random,
        (m, checkpoint) -> EncoderInit.narrow(m, checkpoint, layers, hidden, random));
  }

  /**
   * A model of random weights, of the checkpoint's sizes but for its longest input.
   *
   * @param positions longest input in pieces, special tokens included
   */
  static TaskModel random(
      Path base, int positions, Task task, Collection<HeadKey> keys, long seed) {
    return create(
        base,
        task,
        keys,
        new Random(seed),
        (m, checkpoint) ->
            EncoderInit.random(m, checkpoint.config().withPositions(positions), seed));
  }

  private static TaskModel create(
      Path base,
      Task task,
      Collection<HeadKey> keys,
      RandomGenerator random,
      BiFunction<NDManager, Checkpoint, EncoderInit> begin) {
    var manager = Torch.newManager();
    try {
      var start = begin.apply(manager, ModelFiles.checkpoint(base));
      var config = start.config();
      var heads = new TreeMap<HeadKey, Head>();
      for (var key : new TreeSet<>(keys)) {
        checkLayer(base, key, config.layers());
        heads.put(key, HeadFiles.create(task, key, start.weights(), config, random));
      }
      return new TaskModel(
          "The model that begins with " + base,
          ModelContents.UNKNOWN,
          task,
          OutputLabels.of(task),
          CompletableFuture.completedFuture(open(Tokenizer::open, base, config, task)),
          ArrayEncoder.of(config, start.weights()),
          start.weights(),
          heads);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /**
   * Checks every byte of the files that it was loaded from, which a score needs before it is kept.
   *
   * @param directory that it was loaded from
   * @return what it is made of
   * @throws Problem naming a file that isn't the one that was loaded
   */
  public ModelContents verified(Path directory) {
    var now = ModelContents.of(directory);
    contents.compare(directory, now);
    return now;
  }

  /** How messages call it: its directory, or where one that is trained begins. */
  public String name() {
    return name;
  }

  /** The task of its heads. */
  public Task task() {
    return task;
  }

  /** What its outputs count as. */
  public OutputLabels labels() {
    return labels;
  }

  /** Its tokenizer. */
  public Tokenizer tokenizer() {
    return tokenizer.join();
  }

  /** Its encoder as training sees it, whatever engine runs it for inference. */
  public ArrayEncoder encoder() {
    return encoder;
  }

  /** What computes hidden states for inference. */
  public Engine engine() {
    return running.engine();
  }

  /**
   * Computes hidden states for inference with another engine from now on; the heads stay. An engine
   * proves itself on this model first; where it can't, the choice's next one takes its place.
   *
   * @throws Problem where the machine doesn't offer the engine, or it computes wrong, naming why
   *     and what there is; the engine before stays
   */
  public void use(EngineChoice choice, Capability machine) {
    running.use(choice, machine);
  }

  /** Engines that the family of one of some models hasn't, each with why, a clause. */
  public static Map<Engine, String> lacking(Collection<TaskModel> models) {
    var all = new EnumMap<Engine, String>(Engine.class);
    models.forEach(model -> all.putAll(model.running.lacking()));
    return all;
  }

  /** For a test that plants a fault: how engines are loaded from now on. */
  void loadWith(RunningEncoder.Loader other) {
    running.loadWith(other);
  }

  /** Engines that computed wrong on this model, each with what showed it. */
  public Map<Engine, String> refuted() {
    return running.refuted();
  }

  /** All its tensors, named as in files but without the family's prefix. */
  public Weights weights() {
    return weights;
  }

  /** Its heads. */
  public Map<HeadKey, Head> heads() {
    return heads;
  }

  /**
   * A head.
   *
   * @throws Problem naming the heads there are
   */
  public Head head(HeadKey key) {
    var head = heads.get(key);
    if (head == null) {
      throw new Problem("This model has no head " + key + "; it has " + heads.keySet() + ".");
    }
    return head;
  }

  /** The tensors of a head, names without its prefix. */
  public Weights headWeights(HeadKey key) {
    if (!key.equals(HeadKey.LAST)) {
      return weights.under(Head.prefix(head(key).key()));
    }
    var own = Weights.empty(weights.manager(), "the baseline's head");
    weights
        .map()
        .forEach(
            (name, tensor) -> {
              if (TaskHead.named(encoder.config().family(), name)) {
                own.put(name, tensor);
              }
            });
    return own;
  }

  /** A manager for one batch; close it when the batch is done. */
  public NDManager newBatchManager() {
    return weights.manager().newSubManager();
  }

  /**
   * Encodes inputs for inference, padded to the longest of them.
   *
   * @param manager owns the result
   */
  public HiddenStates encode(NDManager manager, List<Tokens> inputs) {
    return running.encode(Batch.of(manager, inputs));
  }

  /**
   * Encodes inputs for inference.
   *
   * @param manager owns the result
   * @param length pieces of each row, T, padding included
   */
  public HiddenStates encode(NDManager manager, List<Tokens> inputs, int length) {
    return running.encode(Batch.of(manager, inputs, length));
  }

  @Override
  public void close() {
    tokenizer.join().close();
    running.close();
    weights.manager().close();
  }
}
