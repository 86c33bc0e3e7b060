package lamina.cli.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lamina.cli.CommonOptions;
import lamina.cli.ModelLookup;
import lamina.cli.UsageError;
import lamina.model.HeadKey;
import lamina.model.Inspection;
import lamina.model.ModelSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says what a directory is and what can be done with it. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description =
        "Say what a checkpoint or model is: family, shape, parameters, weights, tokenizer, licence,"
            + " task; and what can be done with it.")
public final class InspectCommand implements Callable<Integer> {
  private static final String NOT_SAID = "not said";

  @Mixin private CommonOptions common;

  @Parameters(
      paramLabel = "DIR",
      description = "A directory, org/name of a model that was fetched, or a bundled one's name.")
  private String model;

  @Override
  public Integer call() {
    var found = Inspection.of(UsageError.checked(() -> ModelLookup.folderOrModel(model)));
    if (common.json()) {
      common.print(json(found));
    } else {
      print(found);
    }
    return 0;
  }

  private static ObjectNode json(Inspection found) {
    var root = new ObjectMapper().createObjectNode();
    root.put("directory", found.directory().toString()).put("family", found.family());
    var shape = found.shape();
    root.putObject("shape")
        .put("layers", shape.layers())
        .put("hidden", shape.hidden())
        .put("heads", shape.heads())
        .put("feedForward", shape.feedForward())
        .put("positions", shape.positions())
        .put("vocabulary", shape.vocabulary());
    root.put("parameters", found.parameters())
        .put("parametersWithoutEmbeddings", found.parameters() - found.embeddingParameters());
    var weights = root.putObject("weights");
    weights.put("form", found.weights().form()).put("bytes", found.weights().bytes());
    texts(weights, "files", found.weights().files());
    texts(weights, "types", List.copyOf(found.weights().types()));
    texts(weights, "packed", found.weights().packed());
    found
        .tokenizer()
        .ifPresent(
            t ->
                root.putObject("tokenizer")
                    .put("file", t.file())
                    .put("kind", t.kind())
                    .put("pieces", t.pieces()));
    found
        .licence()
        .ifPresent(l -> root.putObject("licence").put("name", l.name()).put("file", l.file()));
    found.model().ifPresent(m -> model(root.putObject("model"), m));
    texts(root, "notes", found.notes());
    var uses = root.putObject("uses");
    found
        .uses()
        .forEach(
            (use, against) -> {
              var node = uses.putObject(use.name().toLowerCase(Locale.ROOT));
              node.put("possible", against.isEmpty());
              against.ifPresent(why -> node.put("why", why));
            });
    texts(root, "engines", found.engines());
    return root;
  }

  private static void texts(ObjectNode node, String name, List<String> values) {
    var array = node.putArray(name);
    values.forEach(array::add);
  }

  private static void model(ObjectNode node, ModelSummary model) {
    node.put("task", model.task().key())
        .put("role", model.role().name().toLowerCase(Locale.ROOT))
        .put("protocol", model.protocol());
    texts(node, "labels", model.labels());
    texts(node, "heads", model.heads().stream().map(HeadKey::key).toList());
    node.put("chosen", model.chosen().key());
  }

  private void print(Inspection found) {
    var shape = found.shape();
    row("directory", found.directory());
    row("family", found.family());
    row(
        "shape",
        String.format(
            Locale.ROOT,
            "%d layers, width %d, %d attention heads, feed-forward %d, %d positions, vocabulary"
                + " %,d",
            shape.layers(),
            shape.hidden(),
            shape.heads(),
            shape.feedForward(),
            shape.positions(),
            shape.vocabulary()));
    row(
        "parameters",
        String.format(
            Locale.ROOT,
            "%,d; %,d without embeddings",
            found.parameters(),
            found.parameters() - found.embeddingParameters()));
    var weights = found.weights();
    row(
        "weights",
        String.format(
            Locale.ROOT,
            "%s, %s, %,d bytes",
            weights.form(),
            String.join(" ", weights.types()),
            weights.bytes()));
    weights.files().forEach(f -> row("", f));
    row("tokenizer", found.tokenizer().map(InspectCommand::tokenizer).orElse("none"));
    row("licence", found.licence().map(l -> l.name() + " (" + l.file() + ")").orElse(NOT_SAID));
    found.model().ifPresent(this::print);
    found
        .uses()
        .forEach((use, against) -> row(verb(use), against.map(w -> "no: " + w).orElse("yes")));
    row("engines", String.join(", ", found.engines()));
    found.enginesLacking().ifPresent(why -> row("", why));
    found.notes().forEach(n -> row("note", n));
    common.out().flush();
  }

  private void print(ModelSummary model) {
    row("task", model.task().label() + ", " + model.labels().size() + " labels");
    row("role", model.role().name().toLowerCase(Locale.ROOT) + ", " + model.protocol());
    row("heads", String.join(" ", model.heads().stream().map(HeadKey::key).toList()));
    row("", "chosen: " + model.chosen().key());
  }

  private static String tokenizer(Inspection.TokenizerForm form) {
    return form.kind().isEmpty()
        ? form.file()
        : String.format(Locale.ROOT, "%s, %s, %,d pieces", form.file(), form.kind(), form.pieces());
  }

  private static String verb(Inspection.Use use) {
    return switch (use) {
      case ANSWER -> "answers";
      case FINE_TUNE -> "fine-tunes";
      case TRIM -> "trims";
    };
  }

  private void row(String name, Object value) {
    common.out().printf(Locale.ROOT, "%-12s %s%n", name, value);
  }
}
