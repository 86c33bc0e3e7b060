package lamina.cli.train;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import lamina.cli.CommonOptions;
import lamina.experiment.JobRun;
import lamina.files.RunLock;
import lamina.process.Termination;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Does one job of a sweep. */
@Command(
    name = "job",
    mixinStandardHelpOptions = true,
    description =
        "Do one job of a sweep, in its folder, on any machine that has its input files. Exit code"
            + " 3: another process is at it; 4: it was stopped.")
public final class JobCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "FOLDER", description = "The job's folder, with its job.json.")
  private Path folder;

  @Override
  public Integer call() {
    JobRun.Outcome outcome;
    try (var _ = Termination.finishing(TrainingRun.STEP)) {
      outcome = JobRun.run(folder);
    }
    common
        .out()
        .println(
            folder
                + switch (outcome) {
                  case DONE -> ": done";
                  case DONE_BEFORE -> ": was done before";
                  case TAKEN ->
                      ": another process is at it ("
                          + RunLock.holder(folder).map(RunLock.Holder::inWords).orElse("just ended")
                          + ")";
                  case STOPPED -> ": stopped, the same command goes on";
                });
    common.out().flush();
    return outcome.code();
  }
}
