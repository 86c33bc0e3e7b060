package lamina.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lamina.data.Task;
import lamina.data.format.LabelMap;
import lamina.data.format.LabelReading;

/**
 * What the outputs of a model are called and what they count as in its task.
 *
 * <p>The model's own labels decide: an answer is the most probable of them, and then read as the
 * task's label; of tags in another scheme than IOB2 the whole sentence is read at once. Where each
 * label of the task has one output at most, probabilities are told by the task's labels; else by
 * the model's own, for a sum of several could be larger than the answer's.
 */
public final class OutputLabels {
  /** Logit of a label that a model doesn't have: probability 0, and still a number. */
  private static final float NEVER = -1e4f;

  private final List<String> own;
  private final LabelReading reading;
  private final List<List<Integer>> outputs; // by label of the task
  private final boolean renamed;

  private OutputLabels(List<String> own, LabelReading reading) {
    this.own = List.copyOf(own);
    this.reading = reading;
    this.outputs =
        reading.task().labels().stream()
            .map(
                label ->
                    IntStream.range(0, own.size())
                        .filter(i -> reading.read(own.get(i)).orElseThrow().equals(label))
                        .boxed()
                        .toList())
            .toList();
    this.renamed = outputs.stream().allMatch(o -> o.size() <= 1) && !reading.converts();
  }

  /** Those of a model trained for the task here. */
  static OutputLabels of(Task task) {
    return new OutputLabels(
        task.labels(), LabelReading.ofModel(task, task.labels(), LabelMap.NONE));
  }

  /**
   * Those of another program's model.
   *
   * @param own by output
   * @param reading of all of them
   */
  static OutputLabels of(List<String> own, LabelReading reading) {
    return new OutputLabels(own, reading);
  }

  /** Number of outputs. */
  int size() {
    return own.size();
  }

  /** The labels that probabilities are told by. */
  List<String> shown() {
    return renamed ? reading.task().labels() : own;
  }

  /** Labels of the task that no output counts as. */
  List<String> missing() {
    return IntStream.range(0, outputs.size())
        .filter(l -> outputs.get(l).isEmpty())
        .mapToObj(reading.task().labels()::get)
        .toList();
  }

  /**
   * The answer to one word or pair.
   *
   * @param logits of several distributions, one after another
   * @param from index of the first one's
   * @return empty where one of them isn't finite
   */
  Optional<Distribution> distribution(float[] logits, int from) {
    var found = Distribution.of(own, logits, from);
    if (own.equals(reading.task().labels())) {
      return found;
    }
    if (!renamed) {
      return found.map(d -> d.counting(reading.read(d.own()).orElseThrow(), this::counts));
    }
    return found.map(
        d -> {
          var probabilities = new float[outputs.size()];
          for (int l = 0; l < probabilities.length; l++) {
            probabilities[l] =
                outputs.get(l).isEmpty() ? 0 : d.probabilities()[outputs.get(l).getFirst()];
          }
          return new Distribution(reading.task().labels(), probabilities);
        });
  }

  private String counts(String label) {
    return reading.read(label).orElseThrow();
  }

  /**
   * The answers to the words of a sentence, all of them read at once; done again it is the same.
   */
  Prediction decode(Prediction answer) {
    if (renamed || !(answer instanceof Prediction.Tags tags)) {
      return answer;
    }
    var labels =
        reading.read(tags.words().stream().map(w -> w.map(Distribution::own).orElse("")).toList());
    var words = new ArrayList<Optional<Distribution>>();
    for (int w = 0; w < labels.size(); w++) {
      var label = labels.get(w);
      words.add(tags.words().get(w).map(d -> d.counting(label, this::counts)));
    }
    return new Prediction.Tags(List.copyOf(words));
  }

  /**
   * Logits by the task's labels, for a student to learn from: of outputs that count as one label
   * the log of their summed powers.
   *
   * @param logits (..., outputs)
   * @return (..., C)
   */
  public NDArray inTask(NDArray logits) {
    if (own.equals(reading.task().labels())) {
      return logits;
    }
    var all = new NDList();
    for (var of : outputs) {
      if (of.isEmpty()) {
        all.add(logits.get(new NDIndex("...,0:1")).zerosLike().add(NEVER));
        continue;
      }
      var some = new NDList();
      of.forEach(o -> some.add(logits.get(new NDIndex("...," + o + ":" + (o + 1)))));
      if (some.size() == 1) {
        all.add(some.singletonOrThrow());
      } else {
        var together = ai.djl.ndarray.NDArrays.concat(some, -1);
        // The log of a sum of powers is any term less its own log-softmax.
        var first = new NDIndex("...,0:1");
        all.add(together.get(first).sub(together.logSoftmax(-1).get(first)));
      }
    }
    return ai.djl.ndarray.NDArrays.concat(all, -1);
  }
}
