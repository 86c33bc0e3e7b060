package lamina.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lamina.files.KillRun;
import lamina.problem.Problem;
import lamina.tensor.Storage;

/**
 * Saves one of four models in one folder, again and again and in either layout, until somebody
 * kills it.
 */
final class KilledModelWriter {
  private static final Path BASE = SmallModels.BASE;
  private static final int MODELS = 4;
  private static final ModelWriter.Layout SHARED = new ModelWriter.Layout(Storage.FP32, "shared");

  static final KillRun.Writer WRITER =
      new KillRun.Writer() {
        @Override
        public Class<?> program() {
          return KilledModelWriter.class;
        }

        @Override
        public String faults(Path folder) {
          return KilledModelWriter.faults(folder.resolve("m"));
        }

        @Override
        public List<String> leftovers(Path folder) throws IOException {
          try (var model = ModelFolderTest.model(0)) {
            save(model, folder, 0);
          }
          try (var files = Files.list(folder)) {
            return files
                .map(f -> f.getFileName().toString())
                .filter(name -> name.startsWith("."))
                .toList();
          }
        }
      };

  private KilledModelWriter() {}

  /** Arguments of a run: kills and a seed. Of the program that is killed: a folder and a number. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments[0].matches("\\d+")) {
      KillRun.run(WRITER, arguments);
      return;
    }
    var models = new ArrayList<TaskModel>();
    for (int seed = 0; seed < MODELS; seed++) {
      models.add(ModelFolderTest.model(seed));
    }
    for (int n = 0; ; n++) {
      save(models.get(n % MODELS), Path.of(arguments[0]), n / MODELS + n);
      if (n == 0) {
        System.out.println("ready");
        System.out.flush();
      }
    }
  }

  private static void save(TaskModel model, Path folder, int n) {
    ModelWriter.save(
        model,
        ModelFolderTest.description(model),
        BASE,
        folder.resolve("m"),
        n % 2 == 0 ? SHARED : ModelWriter.Layout.WHOLE);
  }

  private static String faults(Path directory) {
    try (var found = TaskModel.open(directory)) {
      found.verified(directory);
      var head = head(found);
      for (int seed = 0; seed < MODELS; seed++) {
        try (var model = ModelFolderTest.model(seed)) {
          if (Arrays.equals(head(model), head)) {
            return "";
          }
        }
      }
      return "the weights are those of none of the models";
    } catch (Problem e) {
      return e.getMessage();
    }
  }

  private static float[] head(TaskModel model) {
    return model.weights().map().get("classifier.weight").toFloatArray();
  }
}
