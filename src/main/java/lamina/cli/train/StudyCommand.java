package lamina.cli.train;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import lamina.cli.CommonOptions;
import lamina.cli.UsageError;
import lamina.experiment.JobRun;
import lamina.experiment.Registration;
import lamina.experiment.Study;
import lamina.experiment.SweepRun;
import lamina.files.RunLock;
import lamina.problem.Problem;
import lamina.process.ChildProcess;
import lamina.process.Termination;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs what a registered question needs, or goes on with it, and answers it. */
@Command(
    name = "study",
    mixinStandardHelpOptions = true,
    description =
        "Answer a question that was registered before it ran: pilot, teachers and arms in their"
            + " order, each run in a process of its own, then the tests. What is done stays; the"
            + " same command goes on. Exit code 4: not answered yet.")
public final class StudyCommand implements Callable<Integer> {
  private static final Duration PATIENCE = TrainingRun.STEP.plusSeconds(10);
  private static final int UNFINISHED = JobRun.Outcome.STOPPED.code();

  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "FILE", description = "The registration, in YAML.")
  private Path file;

  @Option(
      names = "--out",
      description = "Folder of the runs (default: sample-data/experiments, named like the file).")
  private Path out;

  @Option(names = "--jobs", description = "Runs at a time (default ${DEFAULT-VALUE}).")
  private int jobs = 1;

  @Option(
      names = "--minutes",
      description =
          "Stop after so many minutes; a run that is cut off goes on from its checkpoint"
              + " (default: when all is done).")
  private int minutes;

  @Option(names = "--report", description = "Run nothing: answer from the runs that are done.")
  private boolean report;

  @Option(names = "--dry-run", description = "Write the next runs and list them; run nothing.")
  private boolean dry;

  @Override
  public Integer call() {
    if (jobs < 1 || minutes < 0) {
      throw new UsageError(new Problem("--jobs must be at least 1 and --minutes no less than 0."));
    }
    var registration = UsageError.checked(() -> Registration.read(file));
    var folder = out == null ? Path.of("sample-data/experiments", registration.name()) : out;
    var study = new Study(registration, folder);
    boolean answered = true;
    if (!report) {
      study.begin();
      try (var _ = RunLock.take(folder)) {
        answered = dry ? list(study) : run(study);
      }
    }
    if (!dry) {
      new StudyReport(common, study).print();
    }
    return answered ? 0 : UNFINISHED;
  }

  private boolean list(Study study) {
    var step = study.next();
    step.ifPresent(
        s -> {
          common.out().println("# " + s.what());
          var folders = s.store().add(s.jobs());
          for (int i = 0; i < folders.size(); i++) {
            common.out().println("--- # " + folders.get(i).getFileName());
            common
                .out()
                .print(s.jobs().get(i).resolution(folders.get(i).resolve(JobRun.MODEL)).yaml());
          }
          common.out().flush();
        });
    return step.isEmpty();
  }

  /** Runs step after step; whether nothing is left to run. */
  private boolean run(Study study) {
    long end =
        minutes == 0 ? Long.MAX_VALUE : System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
    var step = study.next();
    while (step.isPresent()) {
      var now = step.get();
      common.progress(now.what() + ": " + now.jobs().size() + " to run");
      var run =
          new SweepRun(
              now.store().add(now.jobs()),
              jobs,
              job -> ChildProcess.command(common.program(), "job", job.toString()));
      if (!run(run, end)) {
        return false;
      }
      step = study.next();
    }
    return true;
  }

  /** Runs jobs until they are done, the time is over or a signal ends this process. */
  private boolean run(SweepRun run, long end) {
    long left = end - System.nanoTime();
    try (var clock = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
        var _ = Termination.finishing(PATIENCE);
        var _ = Termination.atEnd(run::stop)) {
      if (minutes > 0) {
        clock.schedule(run::stop, Math.max(0, left), TimeUnit.NANOSECONDS);
      }
      var summary = run.run(common::progress);
      clock.shutdownNow();
      for (var job : summary.jobs()) {
        if (job.state() != SweepRun.State.DONE) {
          common.progress(
              job.job().getFileName() + ": " + job.state().words() + "; " + job.reason());
        }
      }
      return summary.done();
    }
  }
}
