package lamina.model;

import ai.djl.ndarray.NDManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import lamina.data.format.LabelMap;
import lamina.encoder.Checkpoint;
import lamina.encoder.EncoderFamilies;
import lamina.encoder.EncoderFamily;
import lamina.files.Document;
import lamina.problem.Problem;
import lamina.tensor.Weights;

/**
 * A classifier that another program fine-tuned, as Hugging Face saves it: a model with one head,
 * {@code last}, whose labels config.json names.
 */
record ExternalClassifier(Path file, LabelFit fit, String layer, int outputs, List<String> notes) {
  /** Protocol of models whose training isn't known. */
  static final String PROTOCOL = "external";

  /** Whether a tensor counts; checkpoints may hold others, of pretraining say. */
  static boolean uses(EncoderFamily family, String tensor) {
    return family.owns(tensor) || TaskHead.named(family, tensor);
  }

  /** Whether config.json says that there is a classifier in a directory; false where none lies. */
  static boolean claimed(Path directory) {
    var file = directory.resolve("config.json");
    return (Files.isRegularFile(file)
            ? architecture(Document.json(file))
            : Optional.<String>empty())
        .filter(a -> a.contains("Classification"))
        .isPresent();
  }

  /**
   * Checks that the architecture is one of those known, so that a person is told of it before of
   * anything that follows from it.
   *
   * @throws Problem naming it
   */
  static void checkArchitecture(Path directory) {
    var file = directory.resolve("config.json");
    architecture(Document.json(file))
        .filter(a -> a.contains("Classification") && EncoderFamilies.KNOWN.tagsWords(a).isEmpty())
        .ifPresent(
            a -> {
              throw unknown(file, a);
            });
  }

  /**
   * Reads how the classifier of a checkpoint fits a task; no weights are read.
   *
   * @param given what a person says of its labels, before {@link LabelMap#FILE} beside it
   * @throws Problem naming config.json or the tensor that doesn't fit, and what was expected
   */
  static ExternalClassifier read(Checkpoint checkpoint, LabelMap given) {
    var file = checkpoint.directory().resolve("config.json");
    var json = Document.json(file);
    var architecture = architecture(json).orElse("");
    boolean words =
        EncoderFamilies.KNOWN
            .tagsWords(architecture)
            .orElseThrow(() -> bare(checkpoint.directory()));
    json.find("problem_type")
        .filter(p -> !p.text().equals("single_label_classification"))
        .ifPresent(
            p -> {
              throw p.wrong(
                  "problem_type is \""
                      + p.text()
                      + "\"; a classifier that gives each word or pair one label was expected");
            });
    var layer = checkpoint.config().family().classifierLayer(words);
    int outputs = Math.toIntExact(checkpoint.values((layer + ".bias")::equals));
    if (outputs == 0) {
      throw new Problem(
          checkpoint.directory()
              + ": config.json says "
              + architecture
              + ", but the tensors \""
              + layer
              + ".weight\" and \""
              + layer
              + ".bias\" are missing. Save"
              + " the fine-tuned model whole, or open it as an encoder: set architectures to "
              + "[\""
              + checkpoint.config().family().classPrefix()
              + "Model\"].");
    }
    var labels = LabelNames.of(json, outputs);
    var said = given.or(LabelMap.beside(checkpoint.directory()));
    var fit = LabelFit.of(file, words, labels.names(), said);
    var notes = new ArrayList<>(labels.notes());
    notes.addAll(fit.notes());
    return new ExternalClassifier(file, fit, layer, outputs, List.copyOf(notes));
  }

  /** What lamina.json would say of it. */
  Description description(Checkpoint checkpoint) {
    var config = checkpoint.config();
    return new Description(
        1,
        config.family().distilled() ? ModelSummary.Role.STUDENT : ModelSummary.Role.TEACHER,
        fit.task().key(),
        fit.outputs().shown(),
        PROTOCOL,
        List.of(HeadKey.LAST.key()),
        HeadKey.LAST.key(),
        config.layers(),
        Map.of(),
        Map.of(),
        null,
        "as its directory says",
        List.of());
  }

  /**
   * Loads its tensors.
   *
   * @param progress told how many values have been read; may throw to stop
   * @throws Problem naming a tensor of a wrong shape
   */
  Weights load(Checkpoint checkpoint, NDManager manager, LongConsumer progress) {
    var all = checkpoint.load(manager, n -> uses(checkpoint.config().family(), n), progress);
    all.get(layer + ".weight", outputs, checkpoint.config().hidden());
    all.get(layer + ".bias", outputs);
    return all;
  }

  private static Optional<String> architecture(Document json) {
    return json.find("architectures").filter(Document::isList).map(Document::items).stream()
        .flatMap(List::stream)
        .filter(Document::isScalar)
        .map(Document::text)
        .findFirst();
  }

  private static Problem unknown(Path file, String architecture) {
    return new Problem(
        file
            + ": architecture "
            + architecture
            + " isn't known; "
            + EncoderFamilies.KNOWN.classifiers()
            + " are. Open one of these, or an encoder of "
            + EncoderFamilies.KNOWN.labels()
            + " to train heads on.");
  }

  private static Problem bare(Path directory) {
    return new Problem(
        directory
            + " is an encoder without a head for a task ("
            + Description.FILE
            + " is missing, and config.json names no classification architecture). Train heads on"
            + " it: lamina train --protocol frozen --task pos --base "
            + directory
            + " --train FILE --dev FILE --out DIR");
  }
}
