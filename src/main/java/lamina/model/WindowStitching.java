package lamina.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lamina.text.Tokens;
import lamina.text.WindowedInput;

/**
 * Inputs as rows of batches, a row a window, and the answers of the windows as answers of inputs.
 *
 * @param <K> what tells the heads apart
 */
final class WindowStitching<K> {
  /** Where a row is from. */
  private record Row(int input, WindowedInput.Window window) {}

  private final OutputLabels labels;
  private final List<WindowedInput> readings;
  private final int first;
  private final Predictor.Sink<K> sink;
  private final List<Row> rows = new ArrayList<>();
  private final Map<Integer, Parts<K>> waiting = new LinkedHashMap<>();
  private int done;

  /** Answers of some windows of an input. */
  private static final class Parts<K> {
    private final Map<K, List<Optional<Distribution>>> words = new LinkedHashMap<>();
    private int windows;
  }

  /**
   * Begins with inputs; those that hold nothing to read are done at once.
   *
   * @param labels of the model, which reads tags of other schemes a sentence at a time
   * @param first index of the first one, for the sink
   */
  WindowStitching(
      OutputLabels labels, List<WindowedInput> readings, int first, Predictor.Sink<K> sink) {
    this.labels = labels;
    this.readings = readings;
    this.first = first;
    this.sink = sink;
    for (int i = 0; i < readings.size(); i++) {
      for (var window : readings.get(i).windows()) {
        rows.add(new Row(i, window));
      }
      if (readings.get(i).windows().isEmpty()) {
        finish(i, Map.of());
      }
    }
  }

  /** What is to be encoded. */
  List<Tokens> rows() {
    return rows.stream().map(row -> row.window.tokens()).toList();
  }

  /** Inputs that were answered. */
  int done() {
    return done;
  }

  /** Takes the answers to a row; the last one of an input completes it. */
  void answer(int row, Map<K, Prediction> answers) {
    int input = rows.get(row).input;
    var reading = readings.get(input);
    if (reading.windows().size() == 1) {
      finish(input, answers);
      return;
    }
    var parts = waiting.computeIfAbsent(input, i -> new Parts<>());
    answers.forEach((key, answer) -> add(parts, reading, rows.get(row).window, key, answer));
    if (++parts.windows == reading.windows().size()) {
      var whole = new LinkedHashMap<K, Prediction>();
      parts.words.forEach(
          (key, words) -> whole.put(key, labels.decode(new Prediction.Tags(List.copyOf(words)))));
      waiting.remove(input);
      finish(input, whole);
    }
  }

  private static <K> void add(
      Parts<K> parts,
      WindowedInput reading,
      WindowedInput.Window window,
      K key,
      Prediction answer) {
    var words =
        parts.words.computeIfAbsent(
            key, k -> new ArrayList<>(Collections.nCopies(reading.words(), Optional.empty())));
    var tags = ((Prediction.Tags) answer).words(); // pairs have one window
    for (int w = 0; w < tags.size(); w++) {
      if (tags.get(w).isPresent()) {
        words.set(window.firstWord() + w, tags.get(w));
      }
    }
  }

  private void finish(int input, Map<K, Prediction> answers) {
    done++;
    sink.take(first + input, readings.get(input), answers);
  }
}
