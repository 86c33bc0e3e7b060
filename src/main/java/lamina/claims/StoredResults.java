package lamina.claims;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import lamina.data.Task;
import lamina.experiment.Answer;
import lamina.experiment.Comparison;
import lamina.experiment.Experiment;
import lamina.experiment.Registration;
import lamina.experiment.Study;
import lamina.files.Document;
import lamina.model.ModelFiles;
import lamina.model.ModelSummary;
import lamina.problem.Problem;
import lamina.similarity.SimilarityReport;

/**
 * All that verdicts rest on, read once.
 *
 * @param home the program's own folder
 * @param models folder of models
 * @param experiments folder of runs
 * @param encoder that the teachers were trained from
 * @param base folder of that encoder; empty where it isn't there
 * @param survey what was measured of it before any fine-tuning
 * @param all models, teachers first
 * @param studies registered ones that have an answer, by name
 * @param sweeps other finished runs, by name
 * @param leftOut why each sweep that can't be compared isn't among them
 */
record StoredResults(
    Path home,
    Path models,
    Path experiments,
    EncoderIdentity encoder,
    Optional<Path> base,
    Optional<SimilarityReport> survey,
    List<StoredModel> all,
    Map<String, Answered> studies,
    Map<String, Comparison> sweeps,
    List<String> leftOut) {

  /**
   * A registered study.
   *
   * @param registered whether its runs were begun for the registration as it stands
   */
  record Answered(Registration registration, Answer answer, boolean registered) {}

  /**
   * Reads what is there.
   *
   * @param home the program's own folder, with the registered studies
   * @throws Problem naming a file that is broken, or models of several encoders
   */
  static StoredResults read(Path home, Path models, Path experiments) {
    var all =
        ModelFiles.in(
                models,
                damaged -> {
                  throw damaged;
                })
            .stream()
            .map(StoredModel::read)
            .toList();
    var base = base(models, all);
    var studies = studies(home, experiments);
    var sweeps = new TreeMap<String, Comparison>();
    var leftOut = new ArrayList<String>();
    for (var experiment :
        Experiment.in(
            experiments,
            damaged -> {
              throw damaged;
            })) {
      if (!studies.containsKey(experiment.name())) {
        try {
          var comparison = Comparison.of(experiment.store(), "");
          if (comparison.baseline().protocol().equals(ModelSummary.FROZEN)) {
            leftOut.add(
                experiment.name()
                    + ": heads on a frozen encoder, and the claims are of fine-tuned models");
          } else {
            sweeps.put(experiment.name(), comparison);
          }
        } catch (Problem unfinished) {
          leftOut.add(experiment.name() + ": " + unfinished.getMessage());
        }
      }
    }
    return new StoredResults(
        home,
        models,
        experiments,
        encoder(models, base, all),
        base,
        base.flatMap(SimilarityReport::read),
        all,
        studies,
        sweeps,
        List.copyOf(leftOut));
  }

  private static Optional<Path> base(Path models, List<StoredModel> all) {
    var named = all.stream().map(StoredModel::base).filter(b -> !b.isEmpty()).distinct().toList();
    if (named.size() > 1) {
      throw new Problem(
          models
              + ": its models were trained from several encoders ("
              + String.join(", ", named)
              + "), and a verdict is of one. Give a folder with the models of one.");
    }
    return Stream.concat(named.stream(), Stream.of("base"))
        .map(models::resolve)
        .filter(Files::isDirectory)
        .filter(d -> ModelFiles.kind(d) == ModelFiles.Kind.ENCODER)
        .findFirst();
  }

  private static EncoderIdentity encoder(Path models, Optional<Path> base, List<StoredModel> all) {
    var teacher = all.stream().filter(StoredModel::teaches).findFirst();
    var folder = base.or(() -> teacher.map(t -> t.summary().directory()));
    if (folder.isEmpty()) {
      throw new Problem(
          models
              + ": neither a model nor an encoder was found there; give a folder of models with"
              + " --models.");
    }
    var config =
        Document.json(ModelFiles.descriptionFile(folder.get()).resolveSibling("config.json"));
    var hashes = new ArrayList<String>();
    var described =
        Stream.of(SimilarityReport.FILE, "lamina.json")
            .flatMap(
                name ->
                    Stream.concat(base.stream(), teacher.stream().map(t -> t.summary().directory()))
                        .map(d -> d.resolve(name)))
            .filter(Files::isRegularFile)
            .toList();
    for (var file : described) {
      Document.json(file)
          .find("files")
          .ifPresent(files -> files.items().forEach(f -> hashes.add(f.get("sha256").text())));
    }
    return EncoderIdentity.of(
        hashes,
        layers(config),
        config.find("hidden_size").map(h -> h.whole(1, Integer.MAX_VALUE)).orElse(0),
        config.find("vocab_size").map(v -> v.whole(1, Integer.MAX_VALUE)).orElse(0));
  }

  private static int layers(Document config) {
    return config
        .find("num_hidden_layers")
        .or(() -> config.find("n_layers"))
        .map(l -> l.whole(1, Integer.MAX_VALUE))
        .orElse(0);
  }

  /** Those of the registered questions that have runs. */
  private static Map<String, Answered> studies(Path home, Path experiments) {
    var folder = home.resolve("docs/registered");
    var found = new TreeMap<String, Answered>();
    if (!Files.isDirectory(folder) || !Files.isDirectory(experiments)) {
      return found;
    }
    try (var files = Files.list(folder)) {
      for (var file :
          files
              .filter(f -> f.toString().endsWith(".yaml"))
              .filter(f -> !f.equals(home.resolve(ClaimRules.FILE)))
              .sorted()
              .toList()) {
        var name = file.getFileName().toString().replaceAll("\\.yaml$", "");
        if (Files.isDirectory(experiments.resolve(name))) {
          var registration = Registration.read(file);
          var study = new Study(registration, experiments.resolve(name));
          found.put(name, new Answered(registration, Answer.of(study), study.registered()));
        }
      }
    } catch (IOException e) {
      throw new Problem(folder + ": the registered questions could not be listed.", e);
    }
    return found;
  }

  /** The task's teacher; of several the first by name. */
  Optional<StoredModel> teacher(Task task) {
    return teachers(task).stream().findFirst();
  }

  /** The task's teachers. */
  List<StoredModel> teachers(Task task) {
    return all.stream().filter(m -> m.teaches() && m.summary().task() == task).toList();
  }

  /** A path as reports and commands have it: from the program's folder where it lies in that. */
  String shown(Path path) {
    var inside = home.toAbsolutePath().normalize();
    var full = path.toAbsolutePath().normalize();
    return (full.startsWith(inside) ? inside.relativize(full) : path).toString().replace('\\', '/');
  }

  /** What makes similarity.json of the encoder. */
  String similarityCommand() {
    return "./lamina similarity --model "
        + shown(baseFolder())
        + " --data sample-data/pos --probe sample-data/pos/dev/en.conllu --save";
  }

  /** The folder of the encoder, or where one is expected. */
  Path baseFolder() {
    return base.orElse(models.resolve("base"));
  }
}
