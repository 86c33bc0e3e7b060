package lamina.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import lamina.data.Task;
import lamina.language.Languages;
import lamina.model.ModelSummary;
import lamina.problem.Problem;

/**
 * A folder of results of a sweep, known by its first finished job; no result is read.
 *
 * @param trained codes of the languages in its training files' names
 */
public record Experiment(
    String name, Store store, Task task, ModelSummary.Role role, Set<String> trained) {

  /**
   * The experiments in a folder, by name; none where the folder doesn't exist.
   *
   * @param damaged told why each that can't be read isn't among them
   * @throws Problem where the folder can't be listed
   */
  public static List<Experiment> in(Path folder, Consumer<Problem> damaged) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var entries = Files.list(folder)) {
      var found = new ArrayList<Experiment>();
      for (var directory : entries.filter(Files::isDirectory).sorted().toList()) {
        try {
          of(directory).ifPresent(found::add);
        } catch (Problem e) {
          damaged.accept(e);
        }
      }
      return List.copyOf(found);
    } catch (IOException e) {
      throw new Problem(folder + ": the experiments could not be listed.", e);
    }
  }

  private static Optional<Experiment> of(Path directory) {
    var store = new Store(directory);
    return store.jobs().stream()
        .filter(Store::done)
        .findFirst()
        .map(folder -> ExperimentJob.read(folder).resolution(folder).settings())
        .map(
            settings ->
                new Experiment(
                    directory.getFileName().toString(),
                    store,
                    settings.taskValue(),
                    settings.distils() ? ModelSummary.Role.STUDENT : ModelSummary.Role.TEACHER,
                    trained(settings.train())));
  }

  private static Set<String> trained(List<String> files) {
    var codes = new TreeSet<String>();
    for (var file : files) {
      for (var part : Path.of(file).getFileName().toString().split("[._-]")) {
        Languages.find(part).ifPresent(l -> codes.add(l.code()));
      }
    }
    return codes.isEmpty() ? Set.of("en") : codes;
  }
}
