package lamina.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import lamina.bench.LatencyPlan.Sentence;
import lamina.bench.Sample.Scenario;
import lamina.evaluate.Percentiles;
import lamina.model.TaskModel;
import lamina.problem.Problem;
import lamina.text.Input;
import org.jspecify.annotations.Nullable;

/**
 * Times contenders side by side. Calls are interleaved so that all share the machine's mood: in the
 * single stream every contender answers the same sentence before the next one comes, offline every
 * one does a whole pass; who begins goes round.
 */
public final class LatencyLab implements AutoCloseable {
  private static final String MIXED = "mixed";

  /** The engine's threads spin on after a call: another process' next one must not meet them. */
  public static final int PAUSE_MILLIS = 10;

  /** Told how far it is; may throw to stop. */
  public interface Watch {
    /** Some of it is done, and nobody is answering just now. */
    void at(String what, int done, int total);

    /** Somebody is answering. */
    void check();
  }

  private final List<Candidate> asked;
  private final List<Candidate> contenders = new ArrayList<>();
  private final LatencyPlan plan;
  private final Watch watch;
  private final boolean ownProcesses;
  private final List<Runner> runners = new ArrayList<>();
  private final List<BenchmarkRequest.Loaded> loaded = new ArrayList<>();
  private final List<BenchmarkRequest.Texts> texts = new ArrayList<>();
  private final List<LatencyReport.ColdStart> cold = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();
  private final List<Warning> wrong = new ArrayList<>();
  private final List<Warning.LeftOut> leftOut = new ArrayList<>();

  private LatencyLab(List<Candidate> asked, LatencyPlan plan, Watch watch, boolean ownProcesses) {
    this.asked = List.copyOf(asked);
    this.plan = plan;
    this.watch = watch;
    this.ownProcesses = ownProcesses;
  }

  /**
   * Measures with a process a contender, so that each one's memory is its own. A contender that
   * can't be opened is left out, and the report's warnings say so.
   *
   * @throws Problem where no contender can be opened, or one that was opened ends
   */
  public static LatencyReport inOwnProcesses(
      List<Candidate> contenders, LatencyPlan plan, Watch watch) {
    try (var lab = new LatencyLab(contenders, plan, watch, true)) {
      return lab.run(i -> WorkerRunner.start(contenders.get(i).label()));
    }
  }

  /**
   * Measures in this process, which is sooner begun; nothing is said of memory. A contender that
   * can't be opened is left out, as above.
   *
   * @param opened gives the model of a contender by its number, running the contender's engine; may
   *     throw a Problem
   * @throws Problem where no contender can be opened
   */
  public static LatencyReport inThisProcess(
      List<Candidate> contenders, IntFunction<TaskModel> opened, LatencyPlan plan, Watch watch) {
    try (var lab = new LatencyLab(contenders, plan, watch, false)) {
      return lab.run(i -> new ModelRunner(opened.apply(i)));
    }
  }

  private LatencyReport run(IntFunction<Runner> opened) {
    for (int c = 0; c < asked.size(); c++) {
      tryOpen(c, opened);
    }
    if (contenders.isEmpty()) {
      throw new Problem(
          leftOut.stream().map(Warning.LeftOut::text).collect(Collectors.joining(" "))
              + " Nothing is left to measure: choose other engines or models.");
    }
    wrong.addAll(leftOut);
    var processes = new ArrayList<>(List.of(ProcessHandle.current()));
    runners.stream().map(Runner::process).flatMap(Optional::stream).forEach(processes::add);
    var others = new OtherLoad(processes);
    stream();
    var offline = offline();
    double load = others.processors();
    var memory =
        runners.stream().map(r -> r.ask(new BenchmarkRequest.Resident(), watch::check)).toList();
    var accuracy = new ArrayList<LatencyReport.Accuracy>();
    for (int c = 0; c < contenders.size(); c++) {
      accuracy.add(accuracy(c));
    }
    var series = new ArrayList<LatencyReport.Series>();
    for (int c = 0; c < contenders.size(); c++) {
      series.add(series(c, offline, memory.get(c), accuracy.get(c)));
    }
    var conditions = conditions(load);
    wrong.addAll(Warnings.of(conditions, series, plan.stream().size()));
    return new LatencyReport(conditions, series, samples, wrong);
  }

  /** Opens a contender, or leaves it out; who stops the run stops it here, too. */
  private void tryOpen(int c, IntFunction<Runner> opened) {
    try {
      open(c, opened);
    } catch (Problem e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      if (runners.size() > contenders.size()) {
        runners.removeLast().close(); // it takes neither processors nor memory from the others
      }
      leftOut.add(Warning.LeftOut.of(asked.get(c), e));
    }
  }

  private void open(int c, IntFunction<Runner> opened) {
    var who = asked.get(c);
    var what = "Starting " + who.label();
    watch.at(what, c, asked.size());
    long start = System.nanoTime();
    var runner = opened.apply(c);
    runners.add(runner);
    Runnable waiting = () -> watch.at(what, c, asked.size());
    var order =
        new BenchmarkRequest.Load(
            who.summary().directory().toString(), who.head().key(), who.choice());
    var there = runner.ask(order, waiting);
    double process = ownProcesses ? (System.nanoTime() - start) / 1e6 - there.millis() : 0;
    var read =
        runner.ask(
            new BenchmarkRequest.Read(inputs(plan.stream()), inputs(plan.batch()), plan.budget()),
            waiting);
    double first = runner.ask(new BenchmarkRequest.Stream(0), waiting).millis();
    if (!there.refuted().isEmpty()) {
      wrong.add(new Warning.WrongEngine(who.summary().name(), there.engine(), there.refuted()));
    }
    contenders.add(who.with(there.engine()));
    loaded.add(there);
    texts.add(read);
    cold.add(new LatencyReport.ColdStart(process, there.millis(), first));
  }

  private static List<Input> inputs(List<Sentence> sentences) {
    return sentences.stream().map(Sentence::input).toList();
  }

  private void stream() {
    int total = plan.warmup() + plan.rounds();
    for (int r = -plan.warmup(); r < plan.rounds(); r++) {
      watch.at("Single stream", r + plan.warmup(), total);
      int sentence = Math.floorMod(r, plan.stream().size());
      for (int turn = 0; turn < contenders.size(); turn++) {
        int c = Math.floorMod(r + turn, contenders.size());
        rest();
        double took =
            runners.get(c).ask(new BenchmarkRequest.Stream(sentence), watch::check).millis();
        if (r >= 0) {
          var language = plan.stream().get(sentence).language();
          int tokens = texts.get(c).stream()[sentence];
          add(c, Scenario.SINGLE_STREAM, language, 1, tokens, took);
        }
      }
    }
  }

  private void rest() {
    if (!ownProcesses) {
      return;
    }
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      watch.check();
    }
  }

  private void add(int c, Scenario scenario, String language, int n, int tokens, double millis) {
    samples.add(new Sample(c, scenario, language, n, tokens, millis, samples.size()));
  }

  /** Times by contender, pass and batch. */
  private double[][][] offline() {
    var millis = new double[contenders.size()][plan.passes()][];
    if (plan.batch().isEmpty() || plan.passes() == 0) {
      return millis;
    }
    int passes = plan.passes() + 1;
    for (int pass = -1; pass < plan.passes(); pass++) {
      for (int turn = 0; turn < contenders.size(); turn++) {
        watch.at("Offline", (pass + 1) * contenders.size() + turn, passes * contenders.size());
        int c = Math.floorMod(pass + turn, contenders.size());
        rest();
        var took = pass(c, pass >= 0);
        if (pass >= 0) {
          millis[c][pass] = took;
        }
      }
    }
    return millis;
  }

  private double[] pass(int c, boolean counted) {
    var batches = texts.get(c).batches();
    var millis = new double[batches.size()];
    for (int b = 0; b < millis.length; b++) {
      millis[b] = runners.get(c).ask(new BenchmarkRequest.Batch(b), watch::check).millis();
      if (counted) {
        var indices = batches.get(b);
        var languages =
            indices.stream().map(i -> plan.batch().get(i).language()).distinct().toList();
        add(
            c,
            Scenario.OFFLINE,
            languages.size() == 1 ? languages.getFirst() : MIXED,
            indices.size(),
            indices.stream().mapToInt(i -> texts.get(c).batch()[i]).sum(),
            millis[b]);
      }
    }
    return millis;
  }

  private LatencyReport.Accuracy accuracy(int c) {
    var who = contenders.get(c);
    return Scored.kept(who)
        .orElseGet(
            () ->
                plan.scored().isEmpty()
                    ? Scored.none()
                    : Scored.measured(who, plan.scored(), inputs -> labels(c, inputs)));
  }

  private BenchmarkRequest.Labels labels(int c, List<Input> inputs) {
    Runnable waiting = () -> watch.at("Scoring " + contenders.get(c).label(), 0, 0);
    waiting.run();
    return runners.get(c).ask(new BenchmarkRequest.Answer(inputs), waiting);
  }

  private LatencyReport.Series series(
      int c, double[][][] offline, LatencyReport.Memory memory, LatencyReport.Accuracy accuracy) {
    var who = contenders.get(c);
    var languages = new TreeSet<>(plan.stream().stream().map(Sentence::language).toList());
    var byLanguage = new TreeMap<String, LatencyReport.Latency>();
    for (var language : languages) {
      var millis = millis(c, language);
      if (millis.length > 0) {
        byLanguage.put(language, Statistics.latency(millis(0, language), millis));
      }
    }
    return new LatencyReport.Series(
        who.summary().name(),
        who.engine().key(),
        who.head(),
        cold.get(c),
        millis(c, null),
        Statistics.latency(millis(0, null), millis(c, null)),
        byLanguage,
        throughput(c, offline[c]),
        ownProcesses
            ? memory
            : new LatencyReport.Memory(LatencyReport.Memory.UNKNOWN, LatencyReport.Memory.UNKNOWN),
        who.summary().parameters(),
        who.summary().embeddingParameters(),
        accuracy);
  }

  /** Single calls of a contender, of one language or, where that is null, all. */
  private double[] millis(int c, @Nullable String language) {
    return samples.stream()
        .filter(s -> s.contender() == c && s.scenario() == Scenario.SINGLE_STREAM)
        .filter(s -> language == null || s.language().equals(language))
        .mapToDouble(Sample::millis)
        .toArray();
  }

  private Optional<LatencyReport.Throughput> throughput(int c, double[][] passes) {
    if (plan.batch().isEmpty() || plan.passes() == 0) {
      return Optional.empty();
    }
    var text = texts.get(c);
    int tokens = Arrays.stream(text.batch()).sum();
    int computed =
        text.batches().stream()
            .mapToInt(b -> b.size() * b.stream().mapToInt(i -> text.batch()[i]).max().orElseThrow())
            .sum();
    return Optional.of(
        new LatencyReport.Throughput(
            Statistics.rate(passes, text.batch().length),
            Statistics.rate(passes, tokens),
            text.batches().size(),
            1 - (double) tokens / computed));
  }

  private LatencyReport.Conditions conditions(double load) {
    var engines = new LinkedHashSet<String>();
    contenders.forEach(c -> engines.add(c.engine().label()));
    var first = loaded.getFirst();
    return new LatencyReport.Conditions(
        sentences(),
        first.threads(),
        engines.stream().collect(Collectors.joining(" / ")),
        first.library(),
        first.device(),
        plan.warmup(),
        plan.rounds(),
        plan.batch().isEmpty() ? 0 : plan.passes(),
        plan.batch().size(),
        plan.budget(),
        ownProcesses,
        load,
        Instant.now());
  }

  private List<LatencyReport.Sentences> sentences() {
    var tokens = new TreeMap<String, List<Integer>>();
    for (int i = 0; i < plan.stream().size(); i++) {
      tokens
          .computeIfAbsent(plan.stream().get(i).language(), l -> new ArrayList<>())
          .add(texts.getFirst().stream()[i]);
    }
    var found = new ArrayList<LatencyReport.Sentences>();
    tokens.forEach(
        (language, lengths) -> {
          var sorted = lengths.stream().sorted().toList();
          var middle =
              Percentiles.lowerMedian(sorted.stream().mapToDouble(Integer::doubleValue).toArray());
          found.add(
              new LatencyReport.Sentences(
                  language, sorted.size(), sorted.getFirst(), (int) middle, sorted.getLast()));
        });
    return List.copyOf(found);
  }

  @Override
  public void close() {
    runners.forEach(Runner::close);
  }
}
