package lamina.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lamina.encoder.Checkpoint;
import lamina.encoder.EncoderFamilies;
import lamina.engine.Engine;
import lamina.problem.Problem;
import lamina.text.Tokenizer;
import lamina.text.file.TokenizerKinds;
import lamina.text.file.VocabularyFiles;

/**
 * What a directory is, as far as its files say it without a number of the weights being read.
 *
 * @param directory where it lies
 * @param family how messages call it
 * @param shape sizes of the encoder
 * @param parameters of encoder and heads
 * @param embeddingParameters those of them in the embeddings
 * @param weights how they are stored
 * @param tokenizer nothing where none is there
 * @param licence nothing where no file says it
 * @param model the model that it is; nothing of a bare encoder, and of a classifier that fits no
 *     task
 * @param notes what is assumed, in sentences
 * @param uses what can be done with it, and why where it can't
 * @param engines that compute it, by key; those a machine lacks among them
 */
public record Inspection(
    Path directory,
    String family,
    Shape shape,
    long parameters,
    long embeddingParameters,
    Weights weights,
    Optional<TokenizerForm> tokenizer,
    Optional<Licence> licence,
    Optional<ModelSummary> model,
    List<String> notes,
    Map<Use, Optional<String>> uses,
    List<String> engines) {
  /** What can be done with a directory. */
  public enum Use {
    /** It answers as a model of a task. */
    ANSWER,
    /** Heads are trained on it. */
    FINE_TUNE,
    /** Its vocabulary is cut to some languages. */
    TRIM
  }

  /**
   * Sizes of an encoder.
   *
   * @param layers L
   * @param hidden E
   * @param heads of attention
   * @param feedForward width
   * @param positions longest input in pieces
   * @param vocabulary rows of the word embeddings
   */
  public record Shape(
      int layers, int hidden, int heads, int feedForward, int positions, int vocabulary) {}

  /**
   * How weights are stored.
   *
   * @param form the files' kind, in words
   * @param files names, relative to the directory
   * @param bytes of all of them
   * @param types of the numbers, as safetensors calls them
   * @param packed matrices in few bits
   */
  public record Weights(
      String form, List<String> files, long bytes, Set<String> types, List<String> packed) {}

  /**
   * A tokenizer.
   *
   * @param file that it is read from
   * @param kind WordPiece, Unigram or BPE; empty where it can't be told
   * @param pieces of the vocabulary; 0 where it can't be told
   */
  public record TokenizerForm(String file, String kind, int pieces) {}

  /**
   * Looks at a directory.
   *
   * @throws Problem naming why no encoder of it can be opened
   */
  public static Inspection of(Path directory) {
    var checkpoint = ModelFiles.checkpoint(directory);
    var config = checkpoint.config();
    var uses = new LinkedHashMap<Use, Optional<String>>();
    var unread = unread(directory, checkpoint);
    var model = model(directory, uses);
    uses.computeIfPresent(Use.ANSWER, (use, against) -> against.or(() -> unread));
    uses.put(Use.FINE_TUNE, unread);
    var tokenizer = tokenizerForm(directory, checkpoint, uses);
    var notes = new ArrayList<>(model.map(ModelSummary::notes).orElseGet(checkpoint::notes));
    if (model.isEmpty()) {
      notes.addAll(Tokenizer.notes(directory));
    }
    return new Inspection(
        directory,
        checkpoint.family(),
        new Shape(
            config.layers(),
            config.hidden(),
            config.heads(),
            config.intermediate(),
            config.positions(),
            config.vocabulary()),
        model.map(ModelSummary::parameters).orElse(checkpoint.values(config.family()::owns)),
        checkpoint.values(n -> n.startsWith("embeddings.")),
        weights(checkpoint),
        tokenizer,
        Licence.of(directory),
        model,
        List.copyOf(notes),
        uses,
        config.family().engines().stream().sorted().map(Engine::key).toList());
  }

  private static Optional<ModelSummary> model(Path directory, Map<Use, Optional<String>> uses) {
    if (ModelFiles.kind(directory) != ModelFiles.Kind.MODEL) {
      uses.put(Use.ANSWER, Optional.of("It is an encoder without a head for a task."));
      return Optional.empty();
    }
    try {
      var summary = ModelFiles.summary(directory);
      uses.put(Use.ANSWER, Optional.empty());
      return Optional.of(summary);
    } catch (Problem e) {
      uses.put(Use.ANSWER, Optional.of(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Why texts can't be read. */
  private static Optional<String> unread(Path directory, Checkpoint checkpoint) {
    try {
      var config = checkpoint.config();
      Tokenizer.open(directory, config.positions(), config.vocabulary()).close();
      return Optional.empty();
    } catch (Problem e) {
      return Optional.of(e.getMessage());
    }
  }

  private static Optional<TokenizerForm> tokenizerForm(
      Path directory, Checkpoint checkpoint, Map<Use, Optional<String>> uses) {
    var found = TokenizerKinds.find(directory);
    var file = found.map(f -> f.file().getFileName().toString());
    try {
      var vocabulary = VocabularyFiles.read(directory);
      int rows = checkpoint.config().vocabulary();
      uses.put(
          Use.TRIM,
          vocabulary.size() > rows
              ? Optional.of("Its vocabulary has more pieces than the weights have rows.")
              : Optional.empty());
      return file.map(f -> new TokenizerForm(f, vocabulary.kind(), vocabulary.size()));
    } catch (Problem e) {
      uses.put(Use.TRIM, Optional.of(e.getMessage()));
      return file.map(f -> new TokenizerForm(f, "", 0));
    }
  }

  private static Weights weights(Checkpoint checkpoint) {
    var home = checkpoint.directory().toAbsolutePath().normalize();
    var names = new ArrayList<String>();
    long bytes = 0;
    for (var file : checkpoint.files()) {
      var path = file.toAbsolutePath().normalize();
      names.add(home.relativize(path).toString().replace('\\', '/'));
      bytes += path.toFile().length();
    }
    boolean pickle = names.stream().anyMatch(n -> n.endsWith(".bin"));
    return new Weights(
        (pickle ? "PyTorch pickle" : "safetensors")
            + (names.size() > 1 ? ", " + names.size() + " files" : "")
            + (checkpoint.packed().isEmpty() ? "" : ", matrices in few bits"),
        names,
        bytes,
        checkpoint.numberTypes(),
        checkpoint.packed());
  }

  /** Why an engine isn't among those of the family; nothing where none is missing. */
  public Optional<String> enginesLacking() {
    return engines.size() == Engine.values().length
        ? Optional.empty()
        : Optional.of(EncoderFamilies.lacking(Checkpoint.open(directory).config().family()) + ".");
  }
}
