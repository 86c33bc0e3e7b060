package lamina.cli.analyse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import lamina.analyse.GateAgreement;
import lamina.analyse.GateDescription;
import lamina.analyse.GateIntervention;
import lamina.analyse.GateTexts;
import lamina.cli.CommonOptions;
import lamina.cli.ModelLookup;
import lamina.cli.ModelOption;
import lamina.cli.UsageError;
import lamina.data.Task;
import lamina.data.format.DataFolder;
import lamina.data.format.DatasetReader;
import lamina.data.format.LabelMap;
import lamina.data.format.UnlabelledData;
import lamina.evaluate.Metric;
import lamina.files.Destination;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.model.TaskModel;
import lamina.problem.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Describes the gates of a model, and measures what they are worth. */
@Command(
    name = "gates",
    mixinStandardHelpOptions = true,
    description =
        "Describe the gates of a model by layer, language, label and kind of piece, test whether"
            + " they follow language families (only those with two or more of the languages can"
            + " show anything; the result names them), and measure what becomes of the score where"
            + " they are replaced: by their mean, by 0, 0.5 or 1, by another language's mean, by"
            + " another token's gate. A gate that can be replaced by its mean for nothing is a"
            + " constant in disguise.")
public final class GatesCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private ModelOption model = new ModelOption();

  @Option(
      names = "--data",
      required = true,
      arity = "1..*",
      description = "Labelled files, or a folder with a file a language.")
  private List<Path> data = List.of();

  @Option(
      names = "--head",
      arity = "1..*",
      split = ",",
      description = "Heads with a gate, paper.4 for one (all that the model has).")
  private List<String> heads = List.of();

  @Option(
      names = "--texts",
      defaultValue = "200",
      description =
          "Most texts of a language that are scored, and that describe its gates: two parts that"
              + " share no text (${DEFAULT-VALUE}).")
  private int texts;

  @Option(
      names = "--teacher",
      description =
          "The model's teacher: its gates are compared with those at the same relative depth.")
  private @Nullable String teacher;

  @Option(
      names = "--scheme",
      description = "What counts as a named entity: conlleval (the default) or iob2-strict.")
  private @Nullable String scheme;

  @Option(
      names = "--out",
      description =
          "Folder for interventions.csv, spread.csv, families.csv and, with --teacher,"
              + " agreement.csv.")
  private @Nullable Path out;

  @Override
  public Integer call() {
    if (texts < 1) {
      throw new UsageError(
          new Problem("--texts is " + texts + "; a whole number from 1 on was expected."));
    }
    var summary = model.summary();
    var metric = UsageError.checked(() -> Metric.of(summary.task(), scheme));
    var keys = heads(summary);
    var taught = Optional.ofNullable(teacher).map(name -> ModelLookup.find(name, summary.task()));
    if (out != null) {
      Destination.folder(out);
    }
    var parts = parts(summary.task());
    try (var opened = TaskModel.open(summary.directory())) {
      var description = new GateDescription(opened, keys);
      each("described", parts, GateTexts::reference, description::read);
      var intervention = new GateIntervention(opened, metric, keys, description.means());
      each("scored", parts, GateTexts::scored, intervention::score);
      intervention.notes().forEach(common::progress);
      var agreements = List.<GateAgreement.Row>of();
      if (taught.isPresent()) {
        try (var other = TaskModel.open(taught.get().directory())) {
          var agreement = new GateAgreement(opened, other, keys);
          each("compared", parts, GateTexts::reference, agreement::read);
          agreements = agreement.rows();
        }
      }
      var source =
          new GateFindings.Source(
              summary.name(),
              taught.map(ModelSummary::name).orElse(""),
              summary.task(),
              metric,
              keys,
              data.stream().map(Path::toString).toList(),
              parts.stream().map(GateTexts::language).toList(),
              parts.stream().mapToInt(p -> p.scored().size()).sum(),
              description.texts(),
              texts,
              opened.engine().key());
      tell(GateFindings.of(source, description, intervention.effects(), agreements));
    }
    return 0;
  }

  private void tell(GateFindings found) {
    if (common.json()) {
      common.print(GateFiles.json(found));
    } else {
      common.out().print(GateTables.of(found));
      common.out().flush();
    }
    if (out != null) {
      GateFiles.write(out, found).forEach(file -> common.progress("Kept in " + file));
    }
  }

  private List<HeadKey> heads(ModelSummary summary) {
    var gated = summary.heads().stream().filter(h -> h.variant().hasGate()).toList();
    if (gated.isEmpty()) {
      throw new Problem(
          summary.directory()
              + ": the model has no head with a gate; it has "
              + summary.heads()
              + ". Give a model with heads of a variant with a gate, such as paper.");
    }
    var wanted = UsageError.checked(() -> heads.stream().map(HeadKey::of).distinct().toList());
    for (var head : wanted) {
      if (!gated.contains(head)) {
        throw new UsageError(
            new Problem(
                "--head: "
                    + summary.name()
                    + " has no head "
                    + head
                    + " with a gate; choose of "
                    + gated
                    + "."));
      }
    }
    return wanted.isEmpty() ? gated : wanted;
  }

  /** What is read of each language. */
  private List<GateTexts> parts(Task task) {
    var files = new ArrayList<Path>();
    for (var place : data) {
      var folder = DataFolder.of(place, null);
      folder.notes().forEach(common::progress);
      folder.files().stream().filter(f -> !files.contains(f)).forEach(files::add);
    }
    UsageError.checked(
        () -> {
          UnlabelledData.refuse(files, task);
          return true;
        });
    var parts = new ArrayList<GateTexts>();
    for (var own : DataFolder.byLanguage(files, task, null).values()) {
      var set = DatasetReader.read(own, task, null, LabelMap.NONE);
      set.notes().forEach(common::progress);
      parts.add(GateTexts.of(set, texts));
    }
    return parts;
  }

  /** Goes through the languages, and says how far it is. */
  private void each(
      String what,
      List<GateTexts> parts,
      Function<GateTexts, List<?>> of,
      BiConsumer<GateTexts, IntConsumer> work) {
    for (int i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      common.progress(
          part.language()
              + ": "
              + of.apply(part).size()
              + " texts are "
              + what
              + " (language "
              + (i + 1)
              + " of "
              + parts.size()
              + ")");
      work.accept(part, done -> {});
    }
  }
}
