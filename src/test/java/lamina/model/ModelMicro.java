package lamina.model;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lamina.encoder.ForwardMode;
import lamina.encoder.HiddenStates;
import lamina.engine.Engine;
import lamina.engine.EngineChoice;
import lamina.tensor.Torch;
import lamina.text.Input;
import lamina.text.Tokens;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One sentence on its way through the bundled POS teacher, part by part. */
@State(Scope.Thread)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ModelMicro {
  private static final Input SENTENCE =
      new Input.Text(
          "The committee said on Thursday that the new bridge across the river would open in the"
              + " spring, two years later than the city had promised when the work began.");

  private static final HeadKey HEAD = HeadKey.of("paper.6");

  private TaskModel model;
  private Tokens tokens;
  private NDManager kept;
  private HiddenStates states;

  /** Loads the model and encodes the sentence once for {@link #fuse}. */
  @Setup
  public void open() {
    model = TaskModel.open(SmallModels.of("pos-teacher"));
    model.use(EngineChoice.of(Engine.SCRIPTED), Torch.capability());
    tokens = model.tokenizer().encode(SENTENCE);
    kept = model.newBatchManager();
    states = Torch.withoutGradients(() -> model.encode(kept, List.of(tokens)));
  }

  /** Frees it. */
  @TearDown
  public void close() {
    kept.close();
    model.close();
  }

  /** Text to pieces that know their words. */
  @Benchmark
  public Tokens tokenise() {
    return model.tokenizer().encode(SENTENCE);
  }

  /** Pieces to all hidden states, engine {@code scripted}. */
  @Benchmark
  public int encode() {
    return Torch.withoutGradients(
        () -> {
          try (var manager = model.newBatchManager()) {
            return model.encode(manager, List.of(tokens)).depth();
          }
        });
  }

  /** Hidden states that are kept, as of a cached sentence, to gate and plain prediction. */
  @Benchmark
  public Object fuse() {
    return Torch.withoutGradients(
        () -> {
          try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            var output = model.head(HEAD).apply(states, ForwardMode.INFERENCE);
            var prediction = Predictor.predictions(model, HEAD, output.logits(), List.of(tokens));
            return List.of(prediction, Predictor.rows(model, output.gate().orElseThrow()));
          }
        });
  }
}
