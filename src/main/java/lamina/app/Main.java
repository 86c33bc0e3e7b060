package lamina.app;

import lamina.cli.DistilCommand;
import lamina.cli.TrainCommand;
import lamina.problem.Problem;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: a command where one is named, else the workbench. */
@Command(
    name = "lamina",
    mixinStandardHelpOptions = true,
    version = "Lamina 0.1.0",
    description = "A workbench for zero-shot cross-lingual transfer with multilingual BERT.",
    subcommands = {
      TrainCommand.class,
      DistilCommand.class,
    })
public final class Main {

  /** Starts the program; exits with 0 (done), 1 (failed) or 2 (wrong use). */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(
            (failure, line, parsed) -> {
              line.getErr().println("lamina: " + Problem.inWords(failure));
              if (java.util.Arrays.asList(parsed.originalArgs().toArray()).contains("--verbose")) {
                LoggerFactory.getLogger(Main.class).error("In full:", failure);
                failure.printStackTrace(line.getErr());
              }
              return CommandLine.ExitCode.SOFTWARE;
            })
        .setCaseInsensitiveEnumValuesAllowed(true);
  }
}
