package lamina.model;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import lamina.data.Task;
import lamina.data.format.LabelMap;
import lamina.encoder.Checkpoint;
import lamina.files.AtomicFolder;
import lamina.problem.Problem;
import lamina.tensor.Weights;
import lamina.text.Tokenizer;

/** Reads models: directories in Hugging Face layout plus lamina.json. */
public final class ModelFiles {
  private static final String CONFIG = ModelContents.CONFIG;
  private static final Predicate<String> EMBEDDINGS = n -> n.startsWith("embeddings.");

  private ModelFiles() {}

  /** What a directory is to this program. */
  public enum Kind {
    /** A model with heads for a task, trained here or elsewhere. */
    MODEL,
    /** An encoder to train heads on. */
    ENCODER,
    /** Neither. */
    OTHER
  }

  /**
   * Opens a checkpoint as {@link Checkpoint#open} does; of a model that Lamina wrote the files are
   * checked, by samples.
   *
   * @throws Problem naming what is missing, broken or another file than was saved
   */
  public static Checkpoint checkpoint(Path directory) {
    settle(directory);
    var checkpoint = Checkpoint.open(directory);
    if (Files.isRegularFile(directory.resolve(Description.FILE))) {
      var said = Description.read(directory).contents();
      if (said.known()) {
        said.check(directory, checkpoint);
      }
    }
    return checkpoint;
  }

  /**
   * What a directory is, by its small files alone; it may still turn out to be broken.
   *
   * @throws Problem where config.json can't be read
   */
  public static Kind kind(Path directory) {
    if (Files.isRegularFile(directory.resolve(Description.FILE))
        || ExternalClassifier.claimed(directory)) {
      return Kind.MODEL;
    }
    return Files.isRegularFile(directory.resolve(CONFIG)) ? Kind.ENCODER : Kind.OTHER;
  }

  /**
   * Checks that there is an encoder to train heads on.
   *
   * @throws Problem naming what is missing or not supported
   */
  public static void checkEncoder(Path directory) {
    Checkpoint.open(directory);
  }

  /**
   * A model's directory, weights unread.
   *
   * @param external where another program fine-tuned it
   */
  record Found(
      Checkpoint checkpoint, Description description, Optional<ExternalClassifier> external) {
    /** Whether the model is made of a tensor, rather than only stored beside it. */
    boolean uses(String tensor) {
      return ExternalClassifier.uses(checkpoint.config().family(), tensor)
          || external.isEmpty() && Head.named(tensor);
    }

    /**
     * What is known of its files: what lamina.json says, which samples must bear out, or what lies
     * there.
     *
     * @throws Problem naming a file that is another than lamina.json says
     */
    ModelContents contents() {
      var said = description.contents();
      var there = ModelContents.sampled(checkpoint.directory(), checkpoint);
      if (said.known()) {
        said.compare(checkpoint.directory(), there);
      }
      return said.known() ? said : there;
    }

    /** What a person should know before trusting it, in sentences. */
    List<String> notes() {
      var notes = new ArrayList<>(checkpoint.notes());
      notes.addAll(Tokenizer.notes(checkpoint.directory()));
      external.ifPresent(f -> notes.addAll(f.notes()));
      if (external.isEmpty() && !description.contents().known()) {
        notes.add(
            "Its weights are not verified, since its "
                + Description.FILE
                + " names no hashes of them; once you know that they are right, record them:"
                + " lamina verify --record "
                + checkpoint.directory());
      }
      return notes;
    }

    /** What its outputs count as. */
    OutputLabels labels() {
      return external
          .map(f -> f.fit().outputs())
          .orElseGet(() -> OutputLabels.of(Task.of(description.task())));
    }

    Weights load(NDManager manager, LongConsumer progress) {
      return external
          .map(f -> f.load(checkpoint, manager, progress))
          .orElseGet(() -> checkpoint.load(manager, this::uses, progress));
    }
  }

  /** A crash may have come between the two steps in which some systems replace a folder. */
  private static void settle(Path directory) {
    if (!Files.exists(directory)) {
      AtomicFolder.settle(directory);
    }
  }

  static Found find(Path directory) {
    return find(directory, LabelMap.NONE);
  }

  /** A directory's model; its labels read as a person says, where another program wrote it. */
  static Found find(Path directory, LabelMap labels) {
    settle(directory);
    boolean ours =
        Files.isRegularFile(directory.resolve(Description.FILE))
            || !Files.isRegularFile(directory.resolve(CONFIG));
    if (ours) {
      var description = Description.read(directory);
      return new Found(Checkpoint.open(directory), description, Optional.empty());
    }
    ExternalClassifier.checkArchitecture(directory);
    var checkpoint = Checkpoint.open(directory);
    var external = ExternalClassifier.read(checkpoint, labels);
    return new Found(checkpoint, external.description(checkpoint), Optional.of(external));
  }

  /**
   * What a model's directory says of itself: lamina.json, or what follows from config.json where
   * another program fine-tuned it.
   *
   * @throws Problem naming what is missing or broken
   */
  public static Description description(Path directory) {
    return find(directory).description();
  }

  /**
   * Checks every byte of a model against its description.
   *
   * @return what it is made of
   * @throws Problem naming a file that isn't what was saved; or that no hashes are known
   */
  public static ModelContents verify(Path directory) {
    var found = find(directory);
    var said = found.description().contents();
    if (!said.known()) {
      throw new Problem(
          directory
              + ": no hashes of its files are known"
              + (found.external().isPresent()
                  ? ", since another program wrote it."
                  : "; record them once you know that they are right: lamina verify --record "
                      + directory));
    }
    var now = ModelContents.of(directory);
    said.compare(directory, now);
    return now;
  }

  /**
   * Whether a directory still holds a model of these files, by what its description says of it or,
   * where that says nothing, by samples.
   */
  public static boolean holds(Path directory, ModelContents contents) {
    if (Files.isRegularFile(directory.resolve(Description.FILE))) {
      var said = Description.read(directory).contents();
      if (said.known()) {
        return said.key().equals(contents.key());
      }
    }
    try {
      contents.check(directory, Checkpoint.open(directory));
      return true;
    } catch (Problem another) {
      return false;
    }
  }

  /** Whether two paths lead to one folder, links followed; equal paths do, whatever is there. */
  public static boolean same(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return false; // one of them is gone
    }
  }

  /**
   * Takes a model's files for right as they are: its description names their hashes from now on.
   *
   * @throws Problem where there is no model that Lamina wrote, or it can't be opened
   */
  public static ModelContents record(Path directory) {
    return ModelWriter.describe(directory, Description.read(directory));
  }

  /** The file that describes a model: lamina.json, or config.json. */
  public static Path descriptionFile(Path directory) {
    var own = directory.resolve(Description.FILE);
    return Files.isRegularFile(own) ? own : directory.resolve(CONFIG);
  }

  /** What a model's directory holds, weights unread. */
  public static ModelSummary summary(Path directory) {
    return summary(directory, LabelMap.NONE);
  }

  /**
   * What a model's directory holds, weights unread.
   *
   * @param labels what a person says that the labels of another program's model count as
   */
  public static ModelSummary summary(Path directory, LabelMap labels) {
    var found = find(directory, labels);
    var checkpoint = found.checkpoint();
    var d = found.description();
    var keys = new TreeSet<HeadKey>();
    d.heads().forEach(h -> keys.add(HeadKey.of(h)));
    return new ModelSummary(
        directory.toAbsolutePath().normalize().getFileName().toString(),
        directory,
        d.role(),
        Task.of(d.task()),
        d.labels(),
        checkpoint.config().layers(),
        d.teacherLayers(),
        checkpoint.config().hidden(),
        checkpoint.config().positions(),
        checkpoint.values(n -> found.uses(n) && !n.contains("running_")),
        checkpoint.values(EMBEDDINGS),
        d.protocol(),
        keys,
        HeadKey.of(d.chosen()),
        Objects.requireNonNullElse(d.licence(), ""),
        found.notes(),
        labels);
  }

  /**
   * The task models in a folder, teachers first, by name. Other folders are passed over.
   *
   * @param damaged told why each model that can't be read isn't among them
   */
  public static List<ModelSummary> in(Path folder, Consumer<Problem> damaged) {
    try (var entries = Files.list(folder)) {
      return entries
          .filter(p -> !p.getFileName().toString().startsWith(".")) // being written
          .filter(p -> Files.isRegularFile(p.resolve(Description.FILE)))
          .sorted()
          .flatMap(p -> readable(p, damaged).stream())
          .sorted(
              java.util.Comparator.comparing(ModelSummary::role).thenComparing(ModelSummary::name))
          .toList();
    } catch (IOException e) {
      throw new Problem(folder + ": there is no such folder of models.", e);
    }
  }

  private static Optional<ModelSummary> readable(Path directory, Consumer<Problem> damaged) {
    try {
      return Optional.of(summary(directory));
    } catch (Problem e) {
      damaged.accept(e);
      return Optional.empty();
    }
  }
}
