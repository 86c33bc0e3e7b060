package lamina.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import lamina.analyse.GateNorms;
import lamina.bench.Candidate;
import lamina.bench.LatencyLab;
import lamina.bench.LatencyPlan;
import lamina.bench.LatencyReport;
import lamina.engine.Capability;
import lamina.engine.Engine;
import lamina.engine.EngineChoice;
import lamina.model.ModelFiles;
import lamina.model.ModelSummary;
import lamina.model.TaskModel;
import lamina.problem.Problem;
import lamina.tensor.Torch;
import lamina.text.Tokenizers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service in this process: one thread owns the models and their tensors. */
public final class LocalService implements InferenceService {
  private static final Logger LOG = LoggerFactory.getLogger(LocalService.class);
  private static final long LOADING_NANOS = 100_000_000;

  /** Weights that are kept in memory, in fp32. */
  private static final long LOADED_BYTES = 2L << 30;

  /** Models that stay loaded whatever they take: a teacher and a student answer together. */
  private static final int SIDE_BY_SIDE = 2;

  private final List<ModelSummary> summaries;
  private final WorkQueue queue = new WorkQueue("inference");
  private final Analyser analyser = new Analyser();
  private final ModelLoader loader;
  private final Map<String, TaskModel> loaded = new LinkedHashMap<>(16, 0.75f, true);
  private volatile String device = "…";
  // null until the engine is started, by whichever request is first
  private @Nullable Capability machine;
  private @Nullable EngineInUse inUse; // as machine
  private int depth; // requests that are being answered, one within another

  /**
   * A service for the models of some directories; their weights are loaded when asked for. Engines
   * are chosen as {@code auto} says.
   */
  public LocalService(List<ModelSummary> models) {
    this(models, ModelLoader.sharing(new Tokenizers()));
  }

  /** A service whose models are loaded in another way, for a test that plants a fault. */
  LocalService(List<ModelSummary> models, ModelLoader loader) {
    this.loader = loader;
    summaries = new CopyOnWriteArrayList<>(models);
    if (models.stream().map(ModelSummary::name).distinct().count() < models.size()) {
      throw new IllegalArgumentException("Two models of one name: " + models);
    }
    queue.add(
        new ServiceJob<>(
            new Channel("start"),
            new Request.Use(EngineChoice.AUTO),
            job -> {
              try {
                return inUse();
              } catch (Problem e) {
                LOG.error("The engine doesn't start", e);
                device = e.getMessage();
                return null;
              }
            }));
  }

  private Capability machine() {
    if (machine == null) {
      machine = Torch.capability();
    }
    return machine;
  }

  private EngineInUse inUse() {
    return inUse == null ? use(EngineChoice.AUTO) : inUse;
  }

  /** Models that are loaded go on with the engine; what they have encoded with another is gone. */
  private EngineInUse use(EngineChoice choice) {
    if (inUse != null && inUse.choice().equals(choice)) {
      return inUse;
    }
    try {
      return settle(choice);
    } catch (Problem e) {
      if (inUse != null) {
        var before = EngineChoice.of(inUse.engine());
        loaded.values().forEach(model -> model.use(before, Torch.capability()));
      }
      throw e;
    }
  }

  /**
   * Brings all loaded models to one engine, which each of their families has. What computes wrong
   * on one of them counts as wrong on this machine, so that no answer depends on which models are
   * open.
   */
  private EngineInUse settle(EngineChoice choice) {
    var engine = choice.on(able());
    for (var known = Optional.<Capability>empty(); !known.equals(Optional.of(machine())); ) {
      known = Optional.of(machine());
      for (var model : loaded.values()) {
        try {
          model.use(choice, able());
        } finally {
          learn(model.refuted());
        }
      }
      engine = choice.on(able());
    }
    if (inUse == null || engine != inUse.engine()) {
      analyser.forget();
      device = device(engine);
    }
    var settled = new EngineInUse(choice, engine, able().offers());
    inUse = settled;
    return settled;
  }

  /** The machine as far as the families of all models in memory can use it. */
  private Capability able() {
    return machine().without(TaskModel.lacking(loaded.values()));
  }

  private void learn(Map<Engine, String> refuted) {
    refuted.forEach(
        (engine, why) -> {
          if (!machine().refuted().containsKey(engine)) {
            LOG.warn("Engine {} isn't used any more: {}", engine.key(), why);
          }
        });
    machine = machine().without(refuted);
  }

  private String device(Engine engine) {
    return (machine().gpu() > 0 ? "GPU · " : "CPU · ")
        + engine.label()
        + " · "
        + (machine().gpu() > 0
            ? ""
            : Torch.threads() + (Torch.threads() == 1 ? " thread · " : " threads · "))
        + Torch.engine();
  }

  @Override
  public List<ModelSummary> models() {
    return List.copyOf(summaries);
  }

  @Override
  public String device() {
    return device;
  }

  @Override
  public <R> Ticket<R> submit(Channel channel, Request<R> request, Consumer<Progress> progress) {
    var job =
        new ServiceJob<>(
            channel,
            request,
            j -> {
              depth++;
              try {
                return answer(request, j, progress);
              } finally {
                depth--;
                unload();
              }
            });
    job.result()
        .whenComplete(
            (result, failure) -> {
              if (failure != null
                  && !(failure instanceof CancellationException)
                  && !(failure instanceof Problem)) {
                LOG.error("A request failed", failure);
              }
            });
    queue.add(job);
    return new Ticket<>(
        job.result(),
        () -> {
          queue.remove(job);
          job.cancel();
        });
  }

  @SuppressWarnings("unchecked") // each request names the type of its answer
  private <R> R answer(Request<R> request, ServiceJob<R> job, Consumer<Progress> progress) {
    return (R)
        switch (request) {
          case Request.Analyse a -> analyse(a, loading(job, progress));
          case Request.Answer a -> Analyser.whole(model(a.model(), loading(job, progress)), a);
          case Request.AnalyseAll a -> analyseAll(a, job, loading(job, progress));
          case Request.Attend a -> analyser.attend(model(a.model(), loading(job, progress)), a);
          case Request.Evaluate e -> evaluate(e, job, progress);
          case Request.AnswerSets a -> answerSets(a, job, progress);
          case Request.SurveyGates s -> surveyGates(s, job, progress);
          case Request.SurveyStates s -> StatesSurvey.run(s, () -> pass(job), progress);
          case Request.Measure m -> measure(m, job, progress);
          case Request.Verify v ->
              model(v.model(), loading(job, progress)).verified(summary(v.model()).directory());
          case Request.Ready r -> ready(r.model(), loading(job, progress));
          case Request.Open o -> open(o, loading(job, progress));
          case Request.Offers o -> inUse();
          case Request.Use u -> use(u.choice());
        };
  }

  private ModelSummary summary(String name) {
    return summaries.stream()
        .filter(m -> m.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new Problem("There is no model \"" + name + "\" in use."));
  }

  private ModelSummary ready(String name, Loading loading) {
    model(name, loading);
    return summary(name);
  }

  private TaskModel model(String name, Loading loading) {
    var model = loaded.get(name);
    if (model == null) {
      model = load(summary(name), loading);
    }
    return model;
  }

  /**
   * Weights that were asked for longest ago go where they take too much; they are read again. Not
   * within a request, which may be at work with any of them.
   */
  private void unload() {
    if (depth > 0) {
      return;
    }
    var names = List.copyOf(loaded.keySet());
    long bytes = names.stream().mapToLong(n -> Float.BYTES * summary(n).parameters()).sum();
    for (int i = 0; i < names.size() - SIDE_BY_SIDE && bytes > LOADED_BYTES; i++) {
      bytes -= Float.BYTES * summary(names.get(i)).parameters();
      analyser.forget(names.get(i));
      Optional.ofNullable(loaded.remove(names.get(i))).ifPresent(TaskModel::close);
    }
  }

  /** What is told while a model's weights are read; may throw to stop. */
  private interface Loading {
    void at(ModelSummary model, long parameters);
  }

  private static Loading loading(ServiceJob<?> job, Consumer<Progress> progress) {
    var told = new AtomicLong(System.nanoTime());
    return (model, parameters) -> {
      job.check();
      long now = System.nanoTime();
      if (now - told.get() > LOADING_NANOS) { // a small model is there before one could read it
        told.set(now);
        progress.accept(new Progress("Loading " + model.name(), parameters, model.parameters()));
      }
    };
  }

  private TaskModel load(ModelSummary summary, Loading loading) {
    var choice = inUse().choice();
    var before = Optional.ofNullable(loaded.get(summary.name()));
    TaskModel model;
    try {
      model =
          loader.open(
              summary.directory(),
              summary.given(),
              done -> loading.at(summary, done),
              opened -> {
                loaded.put(summary.name(), opened);
                settle(choice);
              });
    } catch (RuntimeException e) {
      loaded.remove(summary.name());
      before.ifPresent(old -> loaded.put(summary.name(), old));
      throw e;
    }
    before.ifPresent(
        old -> {
          analyser.forget(summary.name());
          old.close();
        });
    return model;
  }

  /** A directory that is in use already is read again: what lies there may have changed. */
  private ModelSummary open(Request.Open request, Loading loading) {
    var found = ModelFiles.summary(request.directory());
    var before =
        summaries.stream()
            .filter(m -> ModelFiles.same(m.directory(), found.directory()))
            .findFirst();
    var summary =
        found.named(
            before
                .map(ModelSummary::name)
                .orElseGet(
                    () ->
                        ModelSummary.nameAmong(
                            summaries.stream().map(ModelSummary::name).toList(),
                            found.directory())));
    load(summary, loading);
    before.ifPresent(summaries::remove);
    summaries.add(summary);
    return summary;
  }

  private Analysis analyse(Request.Analyse request, Loading loading) {
    var summary = summary(request.model());
    return analyser.analyse(model(request.model(), loading), summary, request);
  }

  private List<Analysis> analyseAll(
      Request.AnalyseAll request, ServiceJob<?> job, Loading loading) {
    var all = new ArrayList<Analysis>();
    for (var input : request.inputs()) {
      job.check();
      queue.letInteractivePass();
      var one = new Request.Analyse(request.model(), input, request.variant());
      all.add(analyse(one, loading).withoutChannels());
    }
    return List.copyOf(all);
  }

  private Evaluation evaluate(Request.Evaluate r, ServiceJob<?> job, Consumer<Progress> progress) {
    var step = step("Scoring " + r.model() + " on ", r.files(), job, progress);
    return new Evaluator(model(r.model(), loading(job, progress)), r).run(step);
  }

  private DataSets.Step step(
      String what, List<Path> files, ServiceJob<?> job, Consumer<Progress> progress) {
    return (file, done, total) -> {
      long all = (long) total * files.size();
      between(job, what + files.get(file).getFileName(), all, progress).accept(file * total + done);
    };
  }

  private AnsweredSets answerSets(
      Request.AnswerSets r, ServiceJob<?> job, Consumer<Progress> progress) {
    var step = step("Answering " + r.model() + " on ", r.files(), job, progress);
    return Evaluator.answer(model(r.model(), loading(job, progress)), r, step);
  }

  private GateNorms surveyGates(
      Request.SurveyGates r, ServiceJob<?> job, Consumer<Progress> progress) {
    var step = step("Reading gates of " + r.model() + " on ", r.files(), job, progress);
    return Evaluator.survey(model(r.model(), loading(job, progress)), r, step);
  }

  private LatencyReport measure(Request.Measure r, ServiceJob<?> job, Consumer<Progress> progress) {
    var own = inUse().choice();
    var contenders =
        Candidate.of(
            r.models().stream().map(this::summary).toList(),
            r.heads(),
            r.engines().isEmpty() ? List.of(own) : r.engines(),
            machine());
    var watch = watch(job, progress);
    return r.ownProcesses()
        ? LatencyLab.inOwnProcesses(contenders, r.plan(), watch)
        : measureHere(contenders, r.plan(), watch, loading(job, progress));
  }

  private LatencyReport measureHere(
      List<Candidate> contenders, LatencyPlan plan, LatencyLab.Watch watch, Loading loading) {
    var own = new ArrayList<TaskModel>();
    try {
      return LatencyLab.inThisProcess(
          contenders, i -> running(contenders.get(i), own, loading), plan, watch);
    } finally {
      own.forEach(TaskModel::close);
    }
  }

  /** A model that runs a contender's engine: the one in use, or one more. */
  private TaskModel running(Candidate c, List<TaskModel> own, Loading loading) {
    var model = c.engine() == inUse().engine() ? model(c.summary().name(), loading) : null;
    // asked after loading, which may have found that an engine computes wrong here
    if (model == null || model.engine() != c.choice().on(machine())) {
      model =
          loader.open(
              c.summary().directory(),
              c.summary().given(),
              done -> loading.at(c.summary(), done),
              opened -> opened.use(c.choice(), machine()));
      own.add(model);
    }
    return model;
  }

  private LatencyLab.Watch watch(ServiceJob<?> job, Consumer<Progress> progress) {
    return new LatencyLab.Watch() {
      @Override
      public void at(String what, int done, int total) {
        between(job, what, total, progress).accept(done);
      }

      @Override
      public void check() {
        job.check();
      }
    };
  }

  /** What a long job does between two steps: stop if told, let interactive ones pass, report. */
  private IntConsumer between(
      ServiceJob<?> job, String what, long total, Consumer<Progress> progress) {
    return done -> {
      pass(job);
      progress.accept(new Progress(what, done, total));
    };
  }

  private void pass(ServiceJob<?> job) {
    job.check();
    queue.letInteractivePass();
  }

  @Override
  public void close() {
    queue.close();
    analyser.forget();
    loaded.values().forEach(TaskModel::close);
  }
}
