package lamina.experiment;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import lamina.files.AtomicFile;
import lamina.files.Document;
import lamina.files.JsonText;
import lamina.model.ModelFiles;

/**
 * How large a trained model is; kept as {@code model.json} beside a job's results.
 *
 * @param layers L
 * @param hidden E
 * @param parameters of encoder and heads, embeddings among them
 * @param embeddingParameters those in the embeddings, which cost memory but hardly any time
 */
public record ModelSize(int layers, int hidden, long parameters, long embeddingParameters) {
  static final String FILE = "model.json";

  /** Parameters outside the embeddings. */
  public long otherParameters() {
    return parameters - embeddingParameters;
  }

  /** That of a model's directory. */
  static ModelSize of(Path model) {
    var summary = ModelFiles.summary(model);
    return new ModelSize(
        summary.layers(),
        summary.hiddenSize(),
        summary.parameters(),
        summary.embeddingParameters());
  }

  void write(Path directory) {
    var json =
        new ObjectMapper()
            .createObjectNode()
            .put("layers", layers)
            .put("hidden", hidden)
            .put("parameters", parameters)
            .put("embeddingParameters", embeddingParameters);
    AtomicFile.write(directory.resolve(FILE), JsonText.pretty(json) + "\n");
  }

  /** That of a finished job; empty where an older version did it. */
  static Optional<ModelSize> read(Path directory) {
    var file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var json = Document.json(file);
    return Optional.of(
        new ModelSize(
            json.get("layers").whole(1, 10_000),
            json.get("hidden").whole(1, 1_000_000),
            json.get("parameters").whole(0, Long.MAX_VALUE),
            json.get("embeddingParameters")
                .whole(0, json.get("parameters").whole(0, Long.MAX_VALUE))));
  }
}
