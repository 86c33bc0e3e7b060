package lamina.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import lamina.experiment.Store;
import lamina.experiment.Sweep;
import lamina.experiment.SweepRun;
import lamina.process.OwnProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a sweep, or goes on with it. */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    description =
        "Train and score all combinations of a sweep file, each in a process of its own. What is"
            + " done stays; the same command goes on.")
public final class SweepCommand implements Callable<Integer> {
  @Mixin private Common common;

  @Parameters(paramLabel = "FILE", description = "The sweep: test, settings and grid, in YAML.")
  private Path file;

  @Option(names = "--out", description = "Folder of the results; default: named like the file.")
  private Path out;

  @Option(names = "--jobs", description = "Jobs at a time (default ${DEFAULT-VALUE}).")
  private int jobs = 1;

  @Option(names = "--dry-run", description = "Write the jobs and list them, run nothing.")
  private boolean dry;

  @Override
  public Integer call() {
    var sweep = WrongUse.checked(() -> Sweep.read(file).jobs());
    var store = new Store(out == null ? Path.of(file.toString().replaceAll("\\.ya?ml$", "")) : out);
    store.add(sweep);
    if (dry) {
      sweep.forEach(j -> common.out().println(j.id()));
      common.out().flush();
      return 0;
    }
    var summary =
        new SweepRun(
                store,
                Math.max(1, jobs),
                job -> OwnProcess.command(common.program(), "job", job.toString()))
            .run(common::progress);
    summary.failed().forEach((job, why) -> common.progress(job + ": " + why));
    common.out().println(summary.done() + " jobs are done in " + store.root());
    common.out().flush();
    return summary.failed().isEmpty() ? 0 : 1;
  }
}
