package lamina.cli.model;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import lamina.cli.CommonOptions;
import lamina.cli.ModelLookup;
import lamina.cli.TaskNames;
import lamina.cli.UsageError;
import lamina.data.Task;
import lamina.model.RandomCheckpoint;
import lamina.model.RandomModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a checkpoint of a published shape with random weights. */
@Command(
    name = "random",
    mixinStandardHelpOptions = true,
    description =
        "Write a classifier of mBERT's or DistilmBERT's shape with random weights, to measure times"
            + " and memory with; its answers mean nothing.")
public final class RandomCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(names = "--shape", required = true, description = "mbert or distilmbert.")
  private String shape;

  @Option(
      names = "--task",
      completionCandidates = TaskNames.class,
      description = "Whose labels it has: one of ${COMPLETION-CANDIDATES}.")
  private String task = Task.DEFAULT.key();

  @Option(
      names = "--vocabulary",
      description =
          "A vocab.txt, or a folder whose tokenizer is taken; the bundled encoder's if left out.")
  private Path vocabulary;

  @Option(names = "--seed", description = "The same seed gives the same weights.")
  private long seed = 1;

  @Option(
      names = "--heads",
      description =
          "Write a teacher with a gated head at every layer, for all panels, in place of a"
              + " classifier as other programs save it.")
  private boolean heads;

  @Option(names = "--out", required = true, description = "Folder to write; not there yet.")
  private Path out;

  @Override
  public Integer call() {
    var wanted = UsageError.checked(() -> RandomCheckpoint.Shape.of(shape));
    var labels = UsageError.checked(() -> Task.of(task));
    var pieces = vocabulary == null ? ModelLookup.home().resolve("models/base") : vocabulary;
    if (heads) {
      RandomModel.write(wanted, labels, pieces, out, seed);
    } else {
      RandomCheckpoint.write(wanted, labels, pieces, out, seed);
    }
    common.progress("Written to " + out);
    return 0;
  }
}
