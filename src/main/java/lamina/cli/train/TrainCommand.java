package lamina.cli.train;

import java.util.concurrent.Callable;
import lamina.cli.CommonOptions;
import lamina.cli.ModelLookup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fine-tunes a checkpoint on English. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Fine-tune a checkpoint on English data. A run that was cut off goes on.")
public final class TrainCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private TrainingOptions options;

  @Option(
      names = "--base",
      description = "Directory of the checkpoint to start from or, of those fetched, its org/name.")
  private String base;

  @Override
  public Integer call() {
    var resolution = options.resolve(s -> s.option("--base", "base", ModelLookup.setting(base)));
    return TrainingRun.run(common, resolution, false, options.dry());
  }
}
