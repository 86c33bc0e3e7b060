package lamina.checklist;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lamina.files.Document;
import lamina.model.Description;
import lamina.model.HeadKey;
import lamina.model.Licence;
import lamina.model.ModelContents;
import lamina.model.ModelFiles;
import lamina.model.ModelSummary;

/** What lies in a model's folder: lamina.json, scores.json, gates.json, and its weights' sizes. */
final class ModelRecords implements Records {
  private static final String GATES = "gates.json";

  /** Members of the training that are no settings: names, hashes and what came of it. */
  private static final Set<String> NO_SETTINGS =
      Set.of(
          "task",
          "base",
          "teacher",
          "train",
          "dev",
          "unlabelled",
          "settings",
          "run",
          "sources",
          "steps",
          "examples",
          "windowed",
          "cut",
          "unanswerable",
          "losses",
          "metric",
          "englishDevelopment");

  private final ModelSummary model;
  private final String folder;
  private final Places places;
  private final Optional<Document> lamina;
  private final ScoreRecords scores;
  private final Optional<Document> gates;
  private final DataRecords data;

  private ModelRecords(ModelSummary model, Places places, DataRecords data) {
    this.model = model;
    this.data = data;
    this.places = places;
    folder = places.of(model.directory()) + "/";
    var own = model.directory().resolve(Description.FILE);
    lamina = Files.isRegularFile(own) ? Optional.of(Document.json(own)) : Optional.empty();
    scores = ScoreRecords.read(model, folder);
    gates = gates(model.directory());
  }

  /**
   * Reads a model's records.
   *
   * @throws lamina.problem.Problem naming one that is damaged
   */
  static ModelRecords read(ModelSummary model, Places places, DataRecords data) {
    return new ModelRecords(model, places, data);
  }

  /** Statistics of the gates, where they are of the weights that lie there. */
  private static Optional<Document> gates(Path directory) {
    var file = directory.resolve(GATES);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    var root = Document.json(file);
    boolean own =
        root.find("files").map(f -> ModelFiles.holds(directory, ModelContents.of(f))).orElse(false);
    return own ? Optional.of(root) : Optional.empty();
  }

  /** What the model is. */
  Section identity() {
    var to = new Notes();
    var described = lamina.isPresent() ? Description.FILE : "config.json";
    fact(to, "task", model.task().key(), described, "task");
    fact(to, "role", model.role().name().toLowerCase(java.util.Locale.ROOT), described, "role");
    fact(to, "labels", String.join(", ", model.labels()), described, "labels");
    fact(to, "protocol", model.protocol(), described, "protocol");
    fact(to, "heads", "" + model.heads().size(), described, "heads");
    fact(to, "chosen head", model.chosen().key(), described, "chosen");
    fact(to, "layers", "" + model.layers(), "config.json", "layers of the encoder");
    fact(to, "width", "" + model.hiddenSize(), "config.json", "width of the encoder");
    fact(to, "longest input in pieces", "" + model.maxLength(), "config.json", "positions");
    return to.section("model", "Model");
  }

  @Override
  public void tell(Question question, boolean all, Notes to) {
    switch (question) {
      case B1 -> sources(to);
      case B2 -> licences(to);
      case B3, B4 -> files(question, to);
      case B5 -> coverage(to);
      case B6 -> sizes(to);
      case C1 -> computation(to);
      case C2 -> settings(to);
      case C3 -> {
        training("seed", "seed of its one run", to);
        scores.values(all, to);
      }
      case C4 -> programs(to);
    }
  }

  private void sources(Notes to) {
    training("base", "base encoder", to);
    base()
        .ifPresent(name -> to.open("who made the base encoder " + name + ", and how it is cited"));
    training("teacher", "teacher", to);
    training("train", "training data", to);
    training("unlabelled", "unlabelled text", to);
    training("dev", "development data", to);
    files(Question.B1, to);
    if (scores.present()) {
      to.open(
          "who made the data that "
              + model.name()
              + " was scored on: scores.json keeps hashes of the examples, no names");
    }
  }

  private void licences(Notes to) {
    Licence.of(model.directory())
        .ifPresentOrElse(
            l -> fact(to, "licence", l.name(), l.file(), "licence"),
            () -> to.open("the licence of " + model.name()));
    base().ifPresent(name -> baseLicence(name, to));
    files(Question.B2, to);
    if (scores.present()) {
      to.open("the licence of the data that " + model.name() + " was scored on");
    }
  }

  private Optional<String> base() {
    return training("base").filter(name -> !name.isBlank());
  }

  /** The licence of the base encoder, where it lies beside the model and is the very same. */
  private void baseLicence(String name, Notes to) {
    var folder = model.directory().toAbsolutePath().resolveSibling(name);
    var config = folder.resolve("config.json");
    var hash =
        lamina
            .flatMap(l -> l.find("training"))
            .flatMap(t -> t.find("run"))
            .flatMap(r -> r.find("base config.json"))
            .map(Document::text);
    boolean same =
        Files.isRegularFile(config) && hash.equals(Optional.of(DataRecords.hash(config)));
    var licence = same ? Licence.of(folder) : Optional.<Licence>empty();
    licence.ifPresentOrElse(
        l ->
            to.fact(
                "base encoder " + name,
                "licence",
                l.name(),
                places.of(folder.resolve(l.file())),
                "license"),
        () -> to.open("the licence of the base encoder " + name));
  }

  /** Says what is known of each file that the model learned from or was chosen on. */
  private void files(Question question, Notes to) {
    var named = lamina.flatMap(l -> l.find("data")).map(Document::members).orElse(Map.of());
    if (named.isEmpty() && question == Question.B1) {
      to.open("the data that " + model.name() + " was trained on");
    }
    var counted = training("examples").isPresent() ? trainingFiles() : List.of();
    named.forEach(
        (name, hash) -> {
          if (question == Question.B1) {
            fact(
                to,
                "data file",
                name + ", SHA-256 " + hash.text(),
                Description.FILE,
                "data." + name);
          }
          if (question != Question.B6 || !counted.contains(name)) {
            data.tell(question, name, hash.text(), to);
          }
        });
  }

  private void coverage(Notes to) {
    scores.languages(to);
    gates.ifPresent(
        g ->
            fact(
                to, "languages of the gates", Values.text(g.get("languages")), GATES, "languages"));
    fact(
        to,
        "labels",
        String.join(", ", model.labels()),
        lamina.isPresent() ? Description.FILE : "config.json",
        "labels");
    to.open("the language of the data that " + model.name() + " was trained on");
  }

  private void sizes(Notes to) {
    training("examples", "training examples", to);
    for (var how : List.of("windowed", "cut", "unanswerable")) {
      training(how, "training examples that were " + how, to);
    }
    if (training("examples").isEmpty()) {
      to.open("the number of examples that " + model.name() + " was trained on");
    }
    files(Question.B6, to);
    scores.sizes(to);
    gates.ifPresent(
        g -> fact(to, "texts of the gates", Values.text(g.get("texts")), GATES, "texts"));
  }

  private void computation(Notes to) {
    var shapes = "shapes of the tensors";
    fact(to, "parameters", "" + model.parameters(), "weights", shapes);
    var embedding = "" + model.embeddingParameters();
    fact(to, "of these in the embeddings", embedding, "weights", shapes);
    for (var name : List.of("epochs", "steps", "batch", "precision")) {
      training(name, name, to);
    }
    to.open("the hours that " + model.name() + " was trained for");
  }

  private void settings(Notes to) {
    var training = lamina.flatMap(l -> l.find("training"));
    if (training.isEmpty()) {
      to.open("the settings that " + model.name() + " was trained with");
    }
    var sources = training.flatMap(t -> t.find("sources"));
    training
        .map(Document::members)
        .orElse(Map.of())
        .forEach(
            (name, value) -> {
              if (!NO_SETTINGS.contains(name) && value.present()) {
                var from = sources.flatMap(s -> s.find(name)).map(Document::text);
                fact(
                    to,
                    name,
                    Values.text(value),
                    Description.FILE,
                    "training." + name + from.map(f -> " (set by " + f + ")").orElse(""));
              }
            });
    var development = training.flatMap(t -> t.find("englishDevelopment"));
    if (development.isEmpty()) {
      to.open("how the head of " + model.name() + " was chosen");
      return;
    }
    fact(
        to,
        "head chosen on English development data",
        model.chosen().key(),
        Description.FILE,
        "chosen");
    var compared = development.get().members();
    fact(
        to,
        "heads compared there",
        "" + compared.size(),
        Description.FILE,
        "training.englishDevelopment");
    for (var head : new TreeSet<>(List.of(model.chosen().key(), HeadKey.LAST.key()))) {
      development
          .get()
          .find(head)
          .ifPresent(
              score ->
                  fact(
                      to,
                      "English development score of " + head,
                      Values.text(score),
                      Description.FILE,
                      "training.englishDevelopment." + head));
    }
  }

  private void programs(Notes to) {
    lamina
        .flatMap(l -> l.find("code"))
        .ifPresentOrElse(
            code -> fact(to, "trained by", code.text(), Description.FILE, "code"),
            () -> to.open("the program that trained " + model.name() + ", and its version"));
    scores.metric(to);
    var tokenizers =
        lamina.flatMap(l -> l.find("files")).map(Document::items).orElse(List.of()).stream()
            .map(f -> f.get("name").text())
            .filter(name -> name.contains("token") || name.contains("vocab"))
            .collect(Collectors.joining(", "));
    if (!tokenizers.isEmpty()) {
      fact(to, "tokenizer", tokenizers, Description.FILE, "files[].name");
    }
  }

  private List<String> trainingFiles() {
    return lamina
        .flatMap(l -> l.find("training"))
        .flatMap(t -> t.find("train"))
        .map(t -> t.items().stream().map(Document::text).toList())
        .orElse(List.of());
  }

  private Optional<String> training(String name) {
    return lamina.flatMap(l -> l.find("training")).flatMap(t -> t.find(name)).map(Values::text);
  }

  private void training(String name, String what, Notes to) {
    training(name)
        .filter(value -> !value.isBlank())
        .ifPresent(value -> fact(to, what, value, Description.FILE, "training." + name));
  }

  private void fact(Notes to, String what, String value, String file, String field) {
    to.fact(model.name(), what, value, folder + file, field);
  }
}
