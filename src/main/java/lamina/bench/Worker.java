package lamina.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import lamina.problem.Problem;
import lamina.process.NativeLibraries;
import lamina.process.Termination;

/**
 * The process of one contender: reads orders from its input, one a line, and replies on its output.
 * It ends when its input does, and so with whoever started it.
 */
final class Worker {
  private Worker() {}

  /** Works until its input ends. */
  public static void main(String[] arguments) throws IOException {
    Termination.install();
    NativeLibraries.prepare();
    var replies = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    System.setOut(System.err); // what libraries print is no reply
    try (var runner = new ModelRunner()) {
      work(runner, System.in, replies);
    }
    System.exit(0);
  }

  static void work(Runner runner, InputStream orders, PrintStream replies) throws IOException {
    var wire = new WorkerProtocol();
    var lines = new BufferedReader(new InputStreamReader(orders, StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (WorkerProtocol.ours(line)) {
        replies.println(wire.line(reply(runner, wire.order(line))));
        replies.flush();
      }
    }
  }

  private static Object reply(Runner runner, BenchmarkRequest<?> order) {
    try {
      return runner.ask(order, () -> {});
    } catch (RuntimeException | OutOfMemoryError e) {
      return new WorkerProtocol.Refusal(Problem.inWords(e));
    }
  }
}
