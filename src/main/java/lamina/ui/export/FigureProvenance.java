package lamina.ui.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import lamina.chart.export.Provenance;
import lamina.files.ProgramVersion;
import lamina.files.Sha256;
import lamina.model.ModelFiles;
import lamina.model.ModelSummary;
import lamina.problem.Problem;

/** Where figures come from: models, their training and the data, by hash. */
public final class FigureProvenance {
  private static final Pattern WEIGHTS =
      Pattern.compile("\\.safetensors$|pytorch_model[^/\\\\]*\\.bin$");

  private FigureProvenance() {}

  /**
   * Reads and hashes the files; slow.
   *
   * @param data directory of the evaluation data
   * @throws Problem where one cannot be read
   */
  public static Provenance of(List<ModelSummary> models, Path data) {
    var entries = new LinkedHashMap<String, String>();
    for (var model : models) {
      var description = ModelFiles.description(model.directory());
      var role = "Model, " + model.role().name().toLowerCase(java.util.Locale.ROOT);
      entries.put(role, model.name() + ", " + hash(ModelFiles.descriptionFile(model.directory())));
      for (var weights : weights(model.directory())) {
        entries.put(role + ", " + weights.getFileName(), hash(weights));
      }
      if (description.training() != null && description.training().get("seed") != null) {
        entries.put(role + ", seed", String.valueOf(description.training().get("seed")));
      }
      if (description.code() != null) {
        entries.put(role + ", trained by", description.code());
      }
      if (description.data() != null) {
        description
            .data()
            .forEach((file, sha) -> entries.put(role + ", " + file, "SHA-256 " + sha));
      }
    }
    entries.put("Data", "catalog.csv, " + hash(data.resolve("catalog.csv")));
    entries.put("Version", ProgramVersion.NAME);
    return new Provenance(entries);
  }

  private static List<Path> weights(Path directory) {
    try (var files = Files.list(directory)) {
      return files.filter(f -> WEIGHTS.matcher(f.toString()).find()).sorted().toList();
    } catch (IOException e) {
      throw new Problem(directory + ": could not be read (" + e.getMessage() + ").", e);
    }
  }

  private static String hash(Path file) {
    try {
      return "SHA-256 " + Sha256.of(file);
    } catch (IOException e) {
      throw new Problem(file + ": could not be read (" + e.getMessage() + ").", e);
    }
  }
}
