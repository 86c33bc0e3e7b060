package lamina.cli.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lamina.cli.CommonOptions;
import lamina.cli.ModelLookup;
import lamina.cli.UsageError;
import lamina.data.Task;
import lamina.data.Tasks;
import lamina.data.format.SampleData;
import lamina.files.Destination;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.model.ModelFiles;
import lamina.problem.Problem;
import lamina.trim.CountedText;
import lamina.trim.TrimReport;
import lamina.trim.TrimText;
import lamina.trim.Trimmer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Keeps of a vocabulary what some languages need. */
@Command(
    name = "trim",
    mixinStandardHelpOptions = true,
    description =
        "Write a checkpoint or model whose vocabulary has the pieces that text of some languages"
            + " needs, special tokens and single characters. Text without other pieces gets the"
            + " same answers as before.")
public final class TrimCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(
      names = "--model",
      required = true,
      description =
          "A Hugging Face directory or org/name, a model trained here, or a bundled one's name.")
  private String model;

  @Option(
      names = "--languages",
      required = true,
      split = ",",
      description = "Codes of the languages, as in en,de,fr.")
  private List<String> languages;

  @Option(
      names = "--text",
      arity = "1..*",
      description =
          "Files or folders whose pieces are counted, named like de.txt (a sentence a line) or"
              + " de.conllu; default: the sample data of these languages.")
  private List<Path> text = List.of();

  @Option(
      names = "--task",
      description = "Task of files that are neither .txt nor .conllu; default: the model's.")
  private String task;

  @Option(
      names = "--min-count",
      description = "Occurrences that keep a piece (default ${DEFAULT-VALUE}).")
  private int least = 1;

  @Option(names = "--out", required = true, description = "Directory to write; not there yet.")
  private Path out;

  @Override
  public Integer call() {
    var chosen =
        UsageError.checked(() -> languages.stream().map(Languages::of).distinct().toList());
    if (least < 1) {
      throw new UsageError(new Problem("--min-count is " + least + "; 1 or more was expected."));
    }
    var directory = UsageError.checked(() -> ModelLookup.folderOrModel(model));
    Destination.folder(out);
    var texts = texts(chosen, directory);
    common.progress("Counting pieces of " + String.join(", ", languages));
    var report = Trimmer.run(directory, texts, least, out);
    if (common.json()) {
      common.print(json(report));
    } else {
      print(report);
    }
    return 0;
  }

  private List<CountedText> texts(List<Language> chosen, Path directory) {
    if (text.isEmpty()) {
      return TrimText.ofSamples(SampleData.open(ModelLookup.home().resolve("sample-data")), chosen);
    }
    Task kind;
    if (task != null) {
      kind = UsageError.checked(() -> Task.of(task));
    } else if (ModelFiles.kind(directory) == ModelFiles.Kind.MODEL) {
      kind = Task.of(ModelFiles.description(directory).task());
    } else {
      kind = Tasks.KNOWN.ofTreebanks();
    }
    return TrimText.ofFiles(text, chosen, kind);
  }

  private ObjectNode json(TrimReport report) {
    var root = new ObjectMapper().createObjectNode();
    root.put("model", out.toString());
    size(root.putObject("before"), report.before());
    size(root.putObject("after"), report.after());
    var rows = root.putArray("words");
    for (var c : report.changed()) {
      rows.addObject()
          .put("language", c.language())
          .put("sentences", c.sentences())
          .put("n", c.words())
          .put("changed", c.changed())
          .put("changedIfUnseen", c.unseen());
    }
    var counted = root.putArray("pieces");
    for (var c : report.counted()) {
      counted
          .addObject()
          .put("language", c.language())
          .put("n", c.before().words())
          .put("perWordBefore", c.before().perWord())
          .put("perWordAfter", c.after().perWord())
          .put("unknownBefore", c.before().unknown())
          .put("unknownAfter", c.after().unknown());
    }
    return root;
  }

  private static void size(ObjectNode node, TrimReport.Size size) {
    node.put("pieces", size.pieces())
        .put("parameters", size.parameters())
        .put("parametersWithoutEmbeddings", size.others())
        .put("bytes", size.bytes());
  }

  private void print(TrimReport report) {
    var lines = common.out();
    var a = report.before();
    var b = report.after();
    lines.printf(Locale.ROOT, "%-20s %14s %14s%n", "", "before", "after");
    row("pieces", a.pieces(), b.pieces());
    row("parameters", a.parameters(), b.parameters());
    row("without embeddings", a.others(), b.others());
    row("bytes on disk", a.bytes(), b.bytes());
    lines.println();
    lines.println(
        "Words whose pieces change: in the text that was counted, and in new text of its");
    lines.println("kind (each sentence in turn as if it hadn't been counted)");
    for (var c : report.changed()) {
      lines.printf(
          Locale.ROOT,
          "%-4s n = %-8d words  %6.2f %%  %6.2f %%%n",
          c.language(),
          c.words(),
          100.0 * c.changed() / c.words(),
          100.0 * c.unseen() / c.words());
    }
    lines.println();
    lines.println("Pieces a word, and unknown pieces, of the text that was counted");
    for (var c : report.counted()) {
      lines.printf(
          Locale.ROOT,
          "%-4s n = %-8d words  %.3f -> %.3f  unknown %d -> %d%n",
          c.language(),
          c.before().words(),
          c.before().perWord(),
          c.after().perWord(),
          c.before().unknown(),
          c.after().unknown());
    }
    lines.flush();
  }

  private void row(String name, long before, long after) {
    common
        .out()
        .printf(
            Locale.ROOT,
            "%-20s %,14d %,14d  (%.1f %%)%n",
            name,
            before,
            after,
            100.0 * after / before);
  }
}
