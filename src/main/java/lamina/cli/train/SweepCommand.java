package lamina.cli.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import lamina.cli.CommonOptions;
import lamina.cli.UsageError;
import lamina.experiment.ExperimentJob;
import lamina.experiment.JobRun;
import lamina.experiment.Store;
import lamina.experiment.Sweep;
import lamina.experiment.SweepRun;
import lamina.files.JsonText;
import lamina.files.RunLock;
import lamina.problem.Problem;
import lamina.process.ChildProcess;
import lamina.process.Termination;
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
  /** Longest time that the jobs are waited for where this process is told to end. */
  private static final Duration PATIENCE = TrainingRun.STEP.plusSeconds(10);

  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "FILE", description = "The sweep: test, settings and grid, in YAML.")
  private Path file;

  @Option(names = "--out", description = "Folder of the results; default: named like the file.")
  private Path out;

  @Option(names = "--jobs", description = "Jobs at a time (default ${DEFAULT-VALUE}).")
  private int jobs = 1;

  @Option(
      names = "--dry-run",
      description =
          "Write the jobs and list them with their settings, each with its source; run nothing.")
  private boolean dry;

  @Override
  public Integer call() {
    if (jobs < 1) {
      throw new UsageError(new Problem("--jobs is " + jobs + "; it must be at least 1."));
    }
    var sweep = UsageError.checked(() -> Sweep.read(file));
    var all = UsageError.checked(sweep::jobs);
    sweep.notes().forEach(common::progress);
    var store = new Store(out == null ? Path.of(file.toString().replaceAll("\\.ya?ml$", "")) : out);
    try (var _ = RunLock.take(store.root())) {
      var folders = store.add(all);
      if (dry) {
        show(all, folders);
        return 0;
      }
      var run =
          new SweepRun(
              folders, jobs, job -> ChildProcess.command(common.program(), "job", job.toString()));
      return run(run, store);
    }
  }

  /** Runs it; a signal that ends this process ends the jobs first, and their end is told. */
  private int run(SweepRun run, Store store) {
    try (var _ = Termination.finishing(PATIENCE);
        var _ = Termination.atEnd(run::stop)) {
      var summary = run.run(common::progress);
      tell(summary, store);
      return summary.done() ? 0 : 1;
    }
  }

  private void tell(SweepRun.Summary summary, Store store) {
    if (common.json()) {
      var root = new ObjectMapper().createObjectNode();
      root.put("store", store.root().toString());
      var rows = root.putArray("jobs");
      for (var end : summary.jobs()) {
        rows.addObject()
            .put("job", end.job().getFileName().toString())
            .put("state", end.state().words())
            .put("reason", end.reason());
      }
      common.print(root);
      return;
    }
    for (var end : summary.jobs()) {
      common
          .out()
          .printf("%-40s %-18s %s%n", end.job().getFileName(), end.state().words(), end.reason());
    }
    var counts =
        Arrays.stream(SweepRun.State.values())
            .filter(s -> s != SweepRun.State.DONE && summary.count(s) > 0)
            .map(s -> ", " + summary.count(s) + " " + s.words())
            .collect(Collectors.joining());
    common
        .out()
        .println(
            summary.count(SweepRun.State.DONE)
                + " of "
                + summary.jobs().size()
                + " jobs are done in "
                + store.root()
                + counts
                + (summary.done() ? "" : "; the same command goes on"));
    common.out().flush();
  }

  /** Every job with its settings, one YAML document each. */
  private void show(List<ExperimentJob> all, List<Path> folders) {
    if (common.json()) {
      var root = new ObjectMapper().createArrayNode();
      for (int i = 0; i < all.size(); i++) {
        root.addObject()
            .put("job", folders.get(i).getFileName().toString())
            .setAll(all.get(i).resolution(folders.get(i).resolve(JobRun.MODEL)).json());
      }
      common.out().println(JsonText.pretty(root));
    } else {
      for (int i = 0; i < all.size(); i++) {
        common.out().println("--- # " + folders.get(i).getFileName());
        common.out().print(all.get(i).resolution(folders.get(i).resolve(JobRun.MODEL)).yaml());
      }
    }
    common.out().flush();
  }
}
