package lamina.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import lamina.encoder.ForwardMode;
import lamina.model.Distribution;
import lamina.model.HeadKey;
import lamina.model.Prediction;
import lamina.model.Predictor;
import lamina.model.TaskModel;
import lamina.process.ResidentMemory;
import lamina.tensor.Torch;
import lamina.text.Batching;
import lamina.text.Input;
import lamina.text.Tokens;
import lamina.text.WindowedInput;
import org.jspecify.annotations.Nullable;

/** A model in this process. */
final class ModelRunner implements Runner {
  private final boolean shared;
  private @Nullable TaskModel model;
  private @Nullable HeadKey head;
  private long residentBefore = LatencyReport.Memory.UNKNOWN;
  private List<Tokens> stream = List.of();
  private final List<List<Tokens>> batches = new ArrayList<>();

  /** Loads its model when it is told to. */
  ModelRunner() {
    shared = false;
  }

  /** Uses a model that is there and belongs to somebody else. */
  ModelRunner(TaskModel model) {
    shared = true;
    this.model = model;
  }

  @Override
  @SuppressWarnings("unchecked") // each order names the kind of its reply
  public <R> R ask(BenchmarkRequest<R> order, Runnable waiting) {
    return (R)
        switch (order) {
          case BenchmarkRequest.Load l -> load(l);
          case BenchmarkRequest.Read r -> read(r);
          case BenchmarkRequest.Stream s ->
              new BenchmarkRequest.Took(time(List.of(stream.get(s.sentence()))));
          case BenchmarkRequest.Batch b -> new BenchmarkRequest.Took(time(batches.get(b.batch())));
          case BenchmarkRequest.Answer a -> answer(a.inputs());
          case BenchmarkRequest.Resident r ->
              new LatencyReport.Memory(ResidentMemory.peak(), residentBefore);
        };
  }

  private BenchmarkRequest.Loaded load(BenchmarkRequest.Load order) {
    var asked = HeadKey.of(order.head());
    head = asked;
    var machine = Torch.capability(); // starts the engine
    residentBefore = ResidentMemory.now();
    long start = System.nanoTime();
    if (!shared) {
      model = TaskModel.open(Path.of(order.directory()), order.choice(), machine);
    }
    var loaded = model();
    loaded.head(asked);
    double millis = (System.nanoTime() - start) / 1e6;
    var device =
        machine.gpu() > 0
            ? "GPU of compute capability " + machine.gpu() / 10.0
            : machine.processor().name();
    return new BenchmarkRequest.Loaded(
        millis, Torch.threads(), Torch.engine(), device, loaded.engine(), loaded.refuted());
  }

  /** The model; loading it is the first order. */
  private TaskModel model() {
    if (model == null) {
      throw new IllegalStateException("no model is loaded");
    }
    return model;
  }

  private HeadKey head() {
    if (head == null) {
      throw new IllegalStateException("no model is loaded");
    }
    return head;
  }

  private BenchmarkRequest.Texts read(BenchmarkRequest.Read order) {
    stream = tokens(order.stream());
    var all = tokens(order.batch());
    var grouped =
        new Batching.ByLength(order.budget()).of(all).stream().map(Batching.Rows::indices).toList();
    batches.clear();
    grouped.forEach(indices -> batches.add(indices.stream().map(all::get).toList()));
    return new BenchmarkRequest.Texts(lengths(stream), lengths(all), grouped);
  }

  private List<Tokens> tokens(List<Input> inputs) {
    return inputs.stream().map(model().tokenizer()::encode).toList();
  }

  private static int[] lengths(List<Tokens> tokens) {
    return tokens.stream().mapToInt(Tokens::length).toArray();
  }

  private double time(List<Tokens> inputs) {
    var model = model();
    var head = head();
    long start = System.nanoTime();
    Torch.withoutGradients(
        () -> {
          try (var manager = model.newBatchManager()) {
            var states = model.encode(manager, inputs);
            var output = model.head(head).apply(states, ForwardMode.INFERENCE);
            return Predictor.predictions(model, head, output.logits(), inputs);
          }
        });
    return (System.nanoTime() - start) / 1e6;
  }

  private BenchmarkRequest.Labels answer(List<Input> inputs) {
    var labels = new ArrayList<List<String>>(Collections.nCopies(inputs.size(), List.of()));
    var how = new WindowedInput.How[inputs.size()];
    Predictor.each(
        model(),
        inputs,
        List.of(head()),
        Predictor.BATCHING,
        (i, reading, found) -> {
          how[i] = reading.how();
          found.values().forEach(answer -> labels.set(i, labels(answer)));
        },
        done -> {});
    return new BenchmarkRequest.Labels(labels, List.of(how));
  }

  private static List<String> labels(Prediction answer) {
    return switch (answer) {
      case Prediction.Tags t ->
          t.words().stream().map(w -> w.map(Distribution::label).orElse("")).toList();
      case Prediction.PairLabel p -> List.of(p.distribution().label());
    };
  }

  @Override
  public void close() {
    if (!shared && model != null) {
      model.close();
    }
  }
}
