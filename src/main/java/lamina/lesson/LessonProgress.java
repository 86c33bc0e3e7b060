package lamina.lesson;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Where a class is in a lesson. Every step has beats: what one press of Next adds.
 *
 * @param beats of each step, at least 1
 * @param step from 0
 * @param beat of the step, from 0
 * @param guesses by step: which choice was taken, from 0
 */
public record LessonProgress(
    List<Integer> beats, int step, int beat, Map<Integer, Integer> guesses) {
  /** Copies the collections. */
  public LessonProgress {
    beats = List.copyOf(beats);
    guesses = Map.copyOf(guesses);
  }

  /** At the beginning of a lesson. */
  public static LessonProgress begin(List<Integer> beats) {
    return new LessonProgress(beats, 0, 0, Map.of());
  }

  /** One beat on; the end stays the end. A question that nobody guessed is answered. */
  public LessonProgress next() {
    if (beat + 1 < beats.get(step)) {
      return new LessonProgress(beats, step, beat + 1, guesses);
    }
    return atEnd() ? this : new LessonProgress(beats, step + 1, 0, guesses);
  }

  /** One beat back; the beginning stays it. Back at a question, its guess is forgotten. */
  public LessonProgress back() {
    if (beat > 0) {
      var kept = new HashMap<>(guesses);
      if (beat == 1) {
        kept.remove(step);
      }
      return new LessonProgress(beats, step, beat - 1, kept);
    }
    return atStart() ? this : new LessonProgress(beats, step - 1, beats.get(step - 1) - 1, guesses);
  }

  /** Takes a guess at the question in front and goes on to its answer. */
  public LessonProgress guess(int choice) {
    var more = new HashMap<>(guesses);
    more.put(step, choice);
    return new LessonProgress(beats, step, beats.get(step) - 1, more);
  }

  /** What was guessed at the step in front. */
  public OptionalInt guessed() {
    return guesses.containsKey(step) ? OptionalInt.of(guesses.get(step)) : OptionalInt.empty();
  }

  /** Whether there is nothing before. */
  public boolean atStart() {
    return step == 0 && beat == 0;
  }

  /** Whether there is nothing after. */
  public boolean atEnd() {
    return step + 1 == beats.size() && beat + 1 == beats.get(step);
  }
}
