package lamina.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import lamina.app.measure.MeasureUiCommand;
import lamina.app.window.FileDialogs;
import lamina.app.window.Folders;
import lamina.app.window.RunningWindow;
import lamina.cli.UsageError;
import lamina.cli.analyse.GatesCommand;
import lamina.cli.analyse.RetrieveCommand;
import lamina.cli.analyse.SimilarityCommand;
import lamina.cli.measure.BenchCommand;
import lamina.cli.measure.MeasureEnginesCommand;
import lamina.cli.measure.MeasureLoadCommand;
import lamina.cli.measure.MeasureServiceCommand;
import lamina.cli.measure.MeasureStepCommand;
import lamina.cli.measure.MeasureThroughputCommand;
import lamina.cli.model.ChecklistCommand;
import lamina.cli.model.DumpCommand;
import lamina.cli.model.ExportModelCommand;
import lamina.cli.model.InspectCommand;
import lamina.cli.model.RandomCommand;
import lamina.cli.model.TrimCommand;
import lamina.cli.model.VerifyCommand;
import lamina.cli.train.DistilCommand;
import lamina.cli.train.JobCommand;
import lamina.cli.train.ReportCommand;
import lamina.cli.train.StudyCommand;
import lamina.cli.train.SweepCommand;
import lamina.cli.train.TrainCommand;
import lamina.cli.use.ErrorsCommand;
import lamina.cli.use.EvaluateCommand;
import lamina.cli.use.PredictCommand;
import lamina.cli.use.TokenizeCommand;
import lamina.files.ProgramVersion;
import lamina.problem.Problem;
import lamina.process.NativeLibraries;
import lamina.process.Termination;
import lamina.ui.session.Preferences;
import lamina.ui.session.UserFolder;
import lamina.ui.session.WorkbenchSettings;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program: a command where one is named, else the workbench. */
@Command(
    name = "lamina",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "A workbench for zero-shot cross-lingual transfer with multilingual BERT.",
    subcommands = {
      PredictCommand.class,
      EvaluateCommand.class,
      ErrorsCommand.class,
      DumpCommand.class,
      TrainCommand.class,
      DistilCommand.class,
      SweepCommand.class,
      JobCommand.class,
      ReportCommand.class,
      StudyCommand.class,
      RetrieveCommand.class,
      SimilarityCommand.class,
      GatesCommand.class,
      TokenizeCommand.class,
      TrimCommand.class,
      InspectCommand.class,
      ExportModelCommand.class,
      VerifyCommand.class,
      ChecklistCommand.class,
      BenchCommand.class,
      SnapshotCommand.class,
      RandomCommand.class,
      MeasureStepCommand.class,
      MeasureThroughputCommand.class,
      MeasureEnginesCommand.class,
      MeasureLoadCommand.class,
      MeasureServiceCommand.class,
      ExportCommand.class,
      ClaimsCommand.class,
      MeasureUiCommand.class,
    })
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SESSION",
      description = "A session, lesson, model or data file to open in the window.")
  private Path opened;

  /** For {@code --version}. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {ProgramVersion.NAME};
    }
  }

  /** Starts the program; exits with 0 (done), 1 (failed) or 2 (wrong use). */
  public static void main(String[] args) {
    Termination.install();
    var terminal = new Terminal();
    terminal.replaceSystemStreams();
    var destroyed =
        Terminal.destroyed(List.of(args), System.getProperty("sun.jnu.encoding", "UTF-8"));
    if (destroyed.isPresent()) {
      terminal.err().println("lamina: " + destroyed.get().getMessage());
      System.exit(terminal.ended(CommandLine.ExitCode.USAGE));
    }
    try {
      NativeLibraries.prepare().ifPresent(n -> terminal.err().println("lamina: " + n));
    } catch (Problem e) {
      terminal.err().println("lamina: " + e.getMessage());
      System.exit(terminal.ended(CommandLine.ExitCode.SOFTWARE));
    }
    var line = commandLine().setOut(terminal.out()).setErr(terminal.err());
    System.exit(terminal.ended(line.execute(args)));
  }

  @Override
  public Integer call() {
    if (opened != null && !Files.exists(opened)) {
      throw new UsageError(
          new Problem(
              "There is no command and no file \""
                  + opened
                  + "\"; lamina --help lists the commands."));
    }
    if (Boolean.getBoolean("lamina.headless")) {
      return HeadlessSession.run(
          Path.of("lamina-out"), Optional.ofNullable(opened), spec.commandLine().getErr());
    }
    var user = userFolder();
    var damaged = new ArrayList<Problem>();
    var preferences = user.map(u -> u.preferences(damaged::add)).orElse(Preferences.defaults());
    var session =
        RunningWindow.open(
            WorkbenchSettings.defaults(),
            FileDialogs::new,
            user.map(u -> Folders.standard().of(u, Path.of(""))).orElse(Folders.standard()),
            preferences,
            preferences.window().width(),
            preferences.window().height());
    RunningWindow.onFx(
        () -> {
          damaged.forEach(session.workbench()::report);
          return null;
        });
    if (opened != null) {
      RunningWindow.onFx(
          () -> {
            session.workbench().drop(List.of(opened));
            return null;
          });
    }
    var closed = new CountDownLatch(1);
    RunningWindow.onFx(
        () -> {
          session.stage().setOnHidden(e -> closed.countDown());
          return null;
        });
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    session.close();
    return 0;
  }

  private Optional<UserFolder> userFolder() {
    var folder = UserFolder.ofSystem();
    if (folder.filter(UserFolder::usable).isPresent()) {
      return folder;
    }
    spec.commandLine()
        .getErr()
        .println(
            "lamina: "
                + folder.map(f -> f.directory() + " can't be written").orElse("There is no home")
                + "; preferences and the window's state are not kept.");
    return Optional.empty();
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(
            (failure, line, parsed) -> {
              boolean wrongUse = failure instanceof UsageError;
              line.getErr()
                  .println(
                      "lamina: " + (wrongUse ? failure.getMessage() : Problem.inWords(failure)));
              if (line.getParseResult().hasMatchedOption("--verbose")) {
                LoggerFactory.getLogger(Main.class).error("In full:", failure);
                failure.printStackTrace(line.getErr());
              }
              return wrongUse ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
            })
        .setExpandAtFiles(false) // a text may begin with @
        .setCaseInsensitiveEnumValuesAllowed(true);
  }
}
