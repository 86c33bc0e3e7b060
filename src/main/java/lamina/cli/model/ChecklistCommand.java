package lamina.cli.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import lamina.checklist.Draft;
import lamina.checklist.DraftFiles;
import lamina.cli.CommonOptions;
import lamina.cli.ModelLookup;
import lamina.files.Destination;
import lamina.model.ModelSummary;
import lamina.problem.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Drafts what a paper has to say of data, training and scores. */
@Command(
    name = "checklist",
    mixinStandardHelpOptions = true,
    description =
        "Draft the Responsible NLP checklist's answers on artifacts and experiments (sections B and"
            + " C), and a card of each model, from the records alone; what they don't say is left"
            + " open and named.")
public final class ChecklistCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(
      names = "--out",
      required = true,
      description = "Folder for checklist.md and cards/NAME.md; with --json checklist.json, too.")
  private Path out;

  @Option(
      names = "--model",
      arity = "1..*",
      paramLabel = "DIR",
      description = "A model's directory or a bundled one's name; several; default: all bundled.")
  private List<String> models = List.of();

  @Option(
      names = "--runs",
      arity = "1..*",
      paramLabel = "STORE",
      description = "A folder of a sweep's or study's results; several.")
  private List<Path> stores = List.of();

  @Override
  public Integer call() {
    Destination.folder(out);
    var draft = Draft.of(models(), stores, ModelLookup.home());
    var files = DraftFiles.write(draft, out, common.json());
    if (common.json()) {
      common.print(DraftFiles.json(draft));
      files.forEach(file -> common.progress("Wrote " + file));
    } else {
      files.forEach(common.out()::println);
      common.out().flush();
    }
    return 0;
  }

  private List<ModelSummary> models() {
    if (!models.isEmpty()) {
      return ModelSummary.distinct(
          models.stream().map(name -> ModelLookup.find(name, null)).toList());
    }
    var damaged = new ArrayList<Problem>();
    var bundled = ModelLookup.bundled(damaged::add);
    if (!damaged.isEmpty()) {
      throw damaged.getFirst(); // a draft of the others would look whole
    }
    return bundled;
  }
}
