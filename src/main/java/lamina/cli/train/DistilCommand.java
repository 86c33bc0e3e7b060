package lamina.cli.train;

import java.util.concurrent.Callable;
import lamina.cli.CommonOptions;
import lamina.cli.ModelLookup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Distils a fused teacher into a student. */
@Command(
    name = "distil",
    mixinStandardHelpOptions = true,
    description = "Distil a fused teacher into a student of fewer layers.")
public final class DistilCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private TrainingOptions options;

  @Option(
      names = "--teacher",
      description = "Directory of the teacher or, of those fetched, its org/name.")
  private String teacher;

  @Option(names = "--student-layers", description = "Layers of the student.")
  private Integer layers;

  @Option(names = "--temperature", description = "Of the soft labels.")
  private Double temperature;

  @Override
  public Integer call() {
    var resolution =
        options.resolve(
            s ->
                s.option("--teacher", "teacher", ModelLookup.setting(teacher))
                    .option("--student-layers", "studentLayers", layers)
                    .option("--temperature", "temperature", temperature));
    return TrainingRun.run(common, resolution, true, options.dry());
  }
}
