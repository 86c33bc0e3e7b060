package lamina.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import lamina.engine.Engine;
import lamina.engine.EngineChoice;
import lamina.problem.Problem;
import lamina.process.ChildProcess;
import lamina.text.Input;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A measuring process: what it says, how it dies, and that it is never waited for in vain. */
@DisabledOnOs(OS.WINDOWS)
class WorkerTest {
  private static String problem(String script, BenchmarkRequest<?> order) {
    try (var runner = WorkerRunner.start("pos-student, int8", List.of("sh", "-c", script))) {
      return assertThrows(Problem.class, () -> runner.ask(order, () -> {})).getMessage();
    }
  }

  @Test
  void ordersAndRepliesPassAsLines() throws Exception {
    var wire = new WorkerProtocol();
    var inputs =
        List.<Input>of(
            new Input.Text("ab"),
            new Input.Words(List.of("كانت", "b")),
            new Input.Pair("p", "\"h\"\n"));
    var orders =
        List.<BenchmarkRequest<?>>of(
            new BenchmarkRequest.Load("models/x", "paper.8", EngineChoice.of(Engine.INT8)),
            new BenchmarkRequest.Read(inputs, inputs.reversed(), 2048),
            new BenchmarkRequest.Stream(3),
            new BenchmarkRequest.Batch(1),
            new BenchmarkRequest.Answer(inputs),
            new BenchmarkRequest.Resident());
    for (var order : orders) {
      var line = wire.line(order);
      assertTrue(WorkerProtocol.ours(line) && line.lines().count() == 1, line);
      assertEquals(order, wire.order(line));
    }
    assertFalse(WorkerProtocol.ours("[W] a library prints this"));
    var took =
        wire.reply(wire.line(new BenchmarkRequest.Took(1.25)), BenchmarkRequest.Took.class, "x");
    assertEquals(1.25, took.millis());
  }

  @Test
  void aRefusedOrderIsTheWorkersOwnProblemAndItGoesOn() throws Exception {
    var wire = new WorkerProtocol();
    var missing = new BenchmarkRequest.Load("no-such-model", "last", EngineChoice.AUTO);
    var orders =
        wire.line(missing) + "\nnoise\n" + wire.line(new BenchmarkRequest.Resident()) + "\n";
    var out = new ByteArrayOutputStream();
    try (var runner = new ModelRunner();
        var replies = new PrintStream(out, false, StandardCharsets.UTF_8)) {
      var bytes = orders.getBytes(StandardCharsets.UTF_8);
      Worker.work(runner, new ByteArrayInputStream(bytes), replies);
    }
    var lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(2, lines.size());
    var refused =
        assertThrows(
            Problem.class, () -> wire.reply(lines.getFirst(), missing.reply(), "the student"));
    assertTrue(refused.getMessage().startsWith("the student: "), refused.getMessage());
    assertTrue(refused.getMessage().contains("no-such-model"), refused.getMessage());
    wire.reply(lines.getLast(), LatencyReport.Memory.class, "the student");
  }

  @Test
  void aProcessThatDiesSaysWhichHowAndItsLastWords() {
    var died =
        problem("read order; echo 'no memory left' >&2; exit 3", new BenchmarkRequest.Stream(0));
    assertTrue(died.contains("pos-student, int8"), died);
    assertTrue(died.contains("exit code 3"), died);
    assertTrue(died.contains("no memory left"), died);
    var killed = problem("read order; kill -9 $$", new BenchmarkRequest.Stream(0));
    assertTrue(killed.contains("137") && killed.contains("want of memory"), killed);
    var early = problem("exit 4", new BenchmarkRequest.Stream(0));
    assertTrue(early.contains("exit code 4") && early.contains("without a word"), early);
    var garbled =
        problem("read order; echo noise; echo '>{'; sleep 9", new BenchmarkRequest.Stream(0));
    assertTrue(garbled.contains("can't be read"), garbled);
  }

  @Test
  void whoWaitsCanLeaveAtOnceAndTheProcessGoes() throws Exception {
    ProcessHandle process;
    try (var runner = WorkerRunner.start("x", List.of("sh", "-c", "exec sleep 60"))) {
      process = runner.process().orElseThrow();
      long start = System.nanoTime();
      assertThrows(
          CancellationException.class,
          () ->
              runner.ask(
                  new BenchmarkRequest.Stream(0),
                  () -> {
                    throw new CancellationException();
                  }));
      assertTrue(System.nanoTime() - start < 1_000_000_000, "it polls every 20 ms");
    }
    process.onExit().get(5, TimeUnit.SECONDS);
  }

  @Test
  void aWorkerEndsWithWhoeverStartedIt() throws Exception {
    var process =
        new ProcessBuilder(ChildProcess.command(Worker.class.getName()))
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close(); // as the system does for a parent that was killed
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue());
  }
}
