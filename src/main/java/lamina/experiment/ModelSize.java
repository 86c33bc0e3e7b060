package lamina.experiment;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import lamina.files.AtomicFile;
import lamina.model.ModelFiles;
import lamina.problem.Problem;

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
    AtomicFile.write(directory.resolve(FILE), json.toPrettyString() + "\n");
  }

  /** That of a finished job; empty where an older version did it. */
  static Optional<ModelSize> read(Path directory) {
    var file = directory.resolve(FILE);
    try {
      return Files.exists(file)
          ? Optional.of(new ObjectMapper().readValue(Files.readString(file), ModelSize.class))
          : Optional.empty();
    } catch (JacksonException e) {
      throw new Problem(file + ": is broken (" + e.getOriginalMessage() + ").", e);
    } catch (IOException e) {
      throw new Problem(file + ": could not be read (" + e.getMessage() + ").", e);
    }
  }
}
