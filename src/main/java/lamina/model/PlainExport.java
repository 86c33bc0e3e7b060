package lamina.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lamina.data.format.LabelMap;
import lamina.encoder.Checkpoint;
import lamina.files.AtomicFile;
import lamina.files.AtomicFolder;
import lamina.files.Destination;
import lamina.files.Document;
import lamina.files.JsonText;
import lamina.files.RegularFile;
import lamina.problem.Problem;
import lamina.tensor.TensorWriter;
import lamina.text.Tokenizer;

/**
 * Writes a checkpoint or model as Hugging Face's classes read it without Lamina: one file of F32
 * tensors, config.json and the tokenizer's files, whatever it shares with folders beside it and
 * however it is packed.
 */
public final class PlainExport {
  private static final String WEIGHTS = "model.safetensors";
  private static final long MOST_TOKENIZER = 1 << 30;
  private static final long MOST_LABELS = 1 << 20;

  private PlainExport() {}

  /**
   * What was written.
   *
   * @param tensors their number
   * @param values numbers in them
   * @param leftOut heads that no class of Hugging Face has a place for
   */
  public record Report(int tensors, long values, List<HeadKey> leftOut) {}

  /**
   * Writes a directory, which is there whole or not at all.
   *
   * @param model a Hugging Face directory, or a model that was trained here
   * @param out doesn't exist yet, or is empty
   * @throws Problem naming what is wrong with the model, or a file that can't be written
   */
  public static Report write(Path model, Path out) {
    Destination.emptyFolder(out);
    var checkpoint = ModelFiles.checkpoint(model);
    var tensors = checkpoint.widened(n -> !Head.named(n));
    var leftOut =
        Files.isRegularFile(model.resolve(Description.FILE))
            ? Description.read(model).heads().stream()
                .map(HeadKey::of)
                .filter(h -> !h.equals(HeadKey.LAST))
                .toList()
            : List.<HeadKey>of();
    AtomicFolder.write(
        out,
        name -> false,
        folder -> {
          TensorWriter.write(folder.resolve(WEIGHTS), tensors);
          var config = JsonText.pretty(config(checkpoint)) + "\n";
          AtomicFile.write(folder.resolve(ModelContents.CONFIG), config);
          Tokenizer.files(model).stream()
              .filter(f -> !f.endsWith(Tokenizer.SHARED_FILE))
              .forEach(f -> copy(f, folder, MOST_TOKENIZER));
          var labels = model.resolve(LabelMap.FILE);
          if (Files.isRegularFile(labels)) {
            copy(labels, folder, MOST_LABELS);
          }
          Checkpoint.open(folder);
        });
    long values = tensors.values().stream().mapToLong(t -> t.size() / Float.BYTES).sum();
    return new Report(tensors.size(), values, leftOut);
  }

  private static void copy(Path file, Path folder, long most) {
    AtomicFile.write(
        folder.resolve(file.getFileName()), out -> out.write(RegularFile.bytes(file, most)));
  }

  private static ObjectNode config(Checkpoint checkpoint) {
    var file = checkpoint.directory().resolve(ModelContents.CONFIG);
    var json = (ObjectNode) Document.json(file).tree();
    json.remove("torch_dtype"); // its name before transformers 4.56
    json.put("dtype", "float32");
    var family = checkpoint.config().family();
    if (ExternalClassifier.claimed(checkpoint.directory())
        && checkpoint.stored().keySet().stream().noneMatch(n -> TaskHead.named(family, n))) {
      // its classes would answer with a head of random numbers
      json.putArray("architectures").add(family.classPrefix() + "Model");
      json.remove(List.of("id2label", "label2id"));
    }
    return json;
  }
}
