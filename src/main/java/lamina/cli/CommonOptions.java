package lamina.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import lamina.evaluate.Score;
import lamina.files.JsonText;
import lamina.process.Termination;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command has: machine-readable output and a way to say how far it is. */
public final class CommonOptions {
  private static final Duration PRINTING = Duration.ofSeconds(5);

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Option(names = "--verbose", description = "Print stack traces of failures.")
  private boolean verbose;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Whether the result is printed as JSON. */
  public boolean json() {
    return json;
  }

  /** Name of the program's main class, to start it again. */
  public String program() {
    return spec.root().userObject().getClass().getName();
  }

  /** Prints a result. */
  public void print(JsonNode result) {
    var text = JsonText.pretty(result); // half an object is no JSON
    try (var _ = Termination.finishing(PRINTING)) {
      out().println(text);
      out().flush();
    }
  }

  /** Where results go. */
  public PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Tells a person how far the work is; never part of the result. */
  public void progress(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }

  /** A score as a line of a table. */
  public static String line(Score s) {
    var coverage = s.coverage().brief();
    return String.format(
        Locale.ROOT,
        "%-6s %-10s %-12s n = %-5d %6.2f  [%.2f, %.2f]  %s%s",
        s.task().label(),
        s.language(),
        s.head().key(),
        s.n(),
        100 * s.value(),
        100 * s.interval().low(),
        100 * s.interval().high(),
        s.metric().label(),
        coverage.isEmpty() ? "" : "  (" + coverage + ")");
  }
}
