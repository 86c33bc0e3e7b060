package lamina.bench;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import lamina.engine.Engine;
import lamina.engine.EngineChoice;
import lamina.text.Input;
import lamina.text.WindowedInput;

/**
 * What a {@link Runner} is told to do. Between processes each order and each reply is one line of
 * JSON.
 *
 * @param <R> what it replies
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "order")
@JsonSubTypes({
  @JsonSubTypes.Type(value = BenchmarkRequest.Load.class, name = "load"),
  @JsonSubTypes.Type(value = BenchmarkRequest.Read.class, name = "read"),
  @JsonSubTypes.Type(value = BenchmarkRequest.Stream.class, name = "stream"),
  @JsonSubTypes.Type(value = BenchmarkRequest.Batch.class, name = "batch"),
  @JsonSubTypes.Type(value = BenchmarkRequest.Answer.class, name = "answer"),
  @JsonSubTypes.Type(value = BenchmarkRequest.Resident.class, name = "resident")
})
sealed interface BenchmarkRequest<R> {
  /** Kind of the reply. */
  Class<R> reply();

  /**
   * Load a model; the first order.
   *
   * @param head key of the head that answers
   */
  record Load(String directory, String head, EngineChoice choice)
      implements BenchmarkRequest<Loaded> {
    @Override
    public Class<Loaded> reply() {
      return Loaded.class;
    }
  }

  /**
   * A model is there.
   *
   * @param millis that loading took, the engine's start not included
   * @param threads of the engine
   * @param library name and version
   * @param device processor or GPU
   * @param engine that computes
   * @param refuted engines that computed wrong on the model, each with what showed it
   */
  record Loaded(
      double millis,
      int threads,
      String library,
      String device,
      Engine engine,
      Map<Engine, String> refuted) {}

  /** Tokenise the sentences of both scenarios and form batches. */
  record Read(List<Input> stream, List<Input> batch, int budget)
      implements BenchmarkRequest<Texts> {
    @Override
    public Class<Texts> reply() {
      return Texts.class;
    }
  }

  /**
   * Sentences as the model sees them.
   *
   * @param stream tokens of each single sentence
   * @param batch tokens of each sentence of the offline scenario
   * @param batches indices of the sentences of each batch
   */
  record Texts(int[] stream, int[] batch, List<List<Integer>> batches) {}

  /** Answer one sentence. */
  record Stream(int sentence) implements BenchmarkRequest<Took> {
    @Override
    public Class<Took> reply() {
      return Took.class;
    }
  }

  /** Answer one batch. */
  record Batch(int batch) implements BenchmarkRequest<Took> {
    @Override
    public Class<Took> reply() {
      return Took.class;
    }
  }

  /** How long an answer took, taken where it was computed. */
  record Took(double millis) {}

  /** Give the labels of some inputs. */
  record Answer(List<Input> inputs) implements BenchmarkRequest<Labels> {
    @Override
    public Class<Labels> reply() {
      return Labels.class;
    }
  }

  /**
   * Labels.
   *
   * @param labels for each input one a word, empty for a word that was cut off; or one for a pair;
   *     none for an input that can't be answered
   * @param how each input was read
   */
  record Labels(List<List<String>> labels, List<WindowedInput.How> how) {}

  /** Say how much memory is in use. */
  record Resident() implements BenchmarkRequest<LatencyReport.Memory> {
    @Override
    public Class<LatencyReport.Memory> reply() {
      return LatencyReport.Memory.class;
    }
  }
}
