package lamina.measure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;
import lamina.data.Example;
import lamina.data.TaggedSentence;
import lamina.data.format.DatasetReader;
import lamina.engine.EngineChoice;
import lamina.evaluate.Metric;
import lamina.evaluate.ScoreTable;
import lamina.model.ModelSummary;
import lamina.service.Analysis;
import lamina.service.InferenceService;
import lamina.service.LocalService;
import lamina.service.Request;
import lamina.text.Input;

/**
 * Many sentences through the service: what becomes of memory, whether all are answered, and how
 * soon it stops when told.
 *
 * @param asked sentences that were analysed one by one, every fusion layer with its gate; no two
 *     are alike
 * @param answered of them, with an answer about that sentence
 * @param scored examples that are in the scores
 * @param toScore examples that were given to be scored
 * @param memory before the first sentence, after each tenth of them and after scoring
 * @param cancelMillis from telling a running request to stop until its result says so
 * @param freeMillis until the service answers the next request
 */
public record ServiceLoad(
    int asked,
    int answered,
    int scored,
    int toScore,
    List<ProcessMemory> memory,
    double[] cancelMillis,
    double[] freeMillis) {
  private static final int PARTS = 10;

  /**
   * Measures a service of one model.
   *
   * @param files of the model's task, which tags words
   * @param sentences to analyse and, at least, to score; 10 or more
   * @param stops times that scoring is told to stop
   * @param progress told the sentences done
   */
  public static ServiceLoad measure(
      ModelSummary model,
      EngineChoice choice,
      List<Path> files,
      int sentences,
      int stops,
      IntConsumer progress) {
    var examples = new ArrayList<Example>();
    files.forEach(f -> examples.addAll(DatasetReader.read(f, model.task(), null).examples()));
    try (var service = new LocalService(List.of(model))) {
      ask(service, new Request.Use(choice));
      var memory = new ArrayList<ProcessMemory>();
      ask(service, analyse(model, examples, sentences)); // loads the model
      memory.add(ProcessMemory.now());
      int answered = 0;
      for (int i = 0; i < sentences; i++) {
        var request = analyse(model, examples, i);
        answered += about(ask(service, request), request) ? 1 : 0;
        if ((i + 1) * PARTS / sentences > i * PARTS / sentences) {
          memory.add(ProcessMemory.now());
          progress.accept(i + 1);
        }
      }
      var evaluation = evaluate(model, files, 1 + (sentences - 1) / examples.size());
      int scored =
          ask(service, evaluation).scores().stream()
              .filter(s -> !s.language().equals(ScoreTable.MEAN))
              .mapToInt(s -> s.n())
              .sum();
      memory.add(ProcessMemory.now());
      int toScore = evaluation.files().size() / files.size() * examples.size();
      var cancel = new double[stops];
      var free = new double[stops];
      for (int c = 0; c < stops; c++) {
        stop(service, evaluation, c, cancel, free);
      }
      return new ServiceLoad(sentences, answered, scored, toScore, memory, cancel, free);
    }
  }

  /** A sentence of the data with a number before it, so that no two are alike. */
  private static Request.Analyse analyse(ModelSummary model, List<Example> examples, int i) {
    var sentence = (TaggedSentence) examples.get(i % examples.size());
    var words = new ArrayList<String>();
    words.add(Integer.toString(i));
    words.addAll(sentence.words());
    return new Request.Analyse(model.name(), new Input.Words(words), model.chosen().variant());
  }

  private static boolean about(Analysis answer, Request.Analyse asked) {
    return answer.tokens().words().equals(((Input.Words) asked.input()).words());
  }

  private static Request.Evaluate evaluate(ModelSummary model, List<Path> files, int times) {
    var all = Collections.nCopies(times, files).stream().flatMap(List::stream).toList();
    return new Request.Evaluate(
        model.name(), all, "", List.of(model.chosen()), Metric.of(model.task()));
  }

  private static void stop(
      InferenceService service,
      Request.Evaluate evaluation,
      int number,
      double[] cancel,
      double[] free) {
    var running = new CountDownLatch(1 + number % 3); // batches
    var ticket =
        service.submit(
            evaluation,
            p -> {
              if (p.done() > 0) {
                running.countDown();
              }
            });
    ticket
        .result()
        .whenComplete(
            (scores, failure) -> {
              while (running.getCount() > 0) {
                running.countDown(); // it ended by itself, so that nobody waits for ever
              }
            });
    try {
      running.await();
      Thread.sleep(number % 10 * 7L); // anywhere in a batch
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (ticket.result().isDone()) {
      throw new IllegalStateException("scoring ended before it was told to stop: no measurement");
    }
    long start = System.nanoTime();
    ticket.cancel().run();
    ticket.result().exceptionally(stopped -> null).join();
    cancel[number] = (System.nanoTime() - start) / 1e6;
    ask(service, new Request.Offers());
    free[number] = (System.nanoTime() - start) / 1e6;
  }

  private static <R> R ask(InferenceService service, Request<R> request) {
    return service.submit(request, p -> {}).result().join();
  }

  /** How memory grew from the end of the first tenth on, by least squares, MB a 1000 sentences. */
  public double growth(ToDoubleFunction<ProcessMemory> what) {
    double tenth = (double) asked / PARTS / 1000;
    double middle = tenth * (1 + PARTS) / 2;
    double above = 0;
    double below = 0;
    for (int part = 1; part <= PARTS; part++) {
      double x = tenth * part - middle; // these sum to 0, so the mean of the memory drops out
      above += x * what.applyAsDouble(memory.get(part));
      below += x * x;
    }
    return above / below;
  }
}
