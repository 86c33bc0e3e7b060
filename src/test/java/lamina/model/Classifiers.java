package lamina.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import lamina.encoder.Checkpoint;
import lamina.tensor.Storage;
import lamina.tensor.TensorWriter;
import lamina.tensor.Torch;

/** The tiny fine-tuned checkpoints of the test resources, and copies of them to break. */
public final class Classifiers {
  private static final Path ALL = Path.of("src/test/resources/classifiers");

  private Classifiers() {}

  /** A directory: bert-pos, bert-xnli, distilbert-ner or distilbert-pawsx. */
  public static Path directory(String name) {
    return ALL.resolve(name);
  }

  /** A copy without the expected tensors. */
  public static Path copy(String name, Path into) throws IOException {
    Files.createDirectories(into);
    try (var files = Files.list(directory(name))) {
      for (var file : files.filter(f -> !f.endsWith("expected.safetensors")).toList()) {
        Files.copy(file, into.resolve(file.getFileName()));
      }
    }
    return into;
  }

  /**
   * A copy of bert-pos with a norm of 3e38, so that its states overflow.
   *
   * @param into made if it isn't there
   */
  public static Path notFinite(Path into) throws IOException {
    copy("bert-pos", into);
    var weights = into.resolve("model.safetensors");
    Files.copy(ALL.resolve("not-finite.safetensors"), weights, StandardCopyOption.REPLACE_EXISTING);
    return into;
  }

  /** Replaces text in a copy's config.json. */
  public static void edit(Path directory, String from, String to) throws IOException {
    var file = directory.resolve("config.json");
    var text = Files.readString(file);
    assertTrue(text.contains(from), text);
    Files.writeString(file, text.replace(from, to));
  }

  /** Leaves of a copy the encoder's tensors alone; config.json says so where {@code honest}. */
  public static void behead(Path directory, boolean honest) throws IOException {
    try (var manager = Torch.newManager()) {
      var all = Checkpoint.open(directory).loadEncoder(manager);
      all.read(n -> true);
      var part = directory.resolve("part.safetensors");
      TensorWriter.write(part, all.map(), Storage.FP32);
      Files.move(part, directory.resolve("model.safetensors"), StandardCopyOption.REPLACE_EXISTING);
    }
    if (honest) {
      var text = Files.readString(directory.resolve("config.json"));
      Files.writeString(
          directory.resolve("config.json"),
          text.replaceAll("For[A-Z][a-z]+Classification", "Model"));
    }
  }
}
