package lamina.train;

import java.util.Map;
import lamina.model.HeadKey;

/** Watches a run and may stop it. */
@FunctionalInterface
public interface TrainListener {
  /** Told every few steps. */
  void progress(TrainProgress progress);

  /**
   * Told what a person has to know of the data, before the first step.
   *
   * @param sentence to show
   */
  default void note(String sentence) {}

  /**
   * Told at the end of each epoch, before the heads answer the English development data, which may
   * take minutes.
   *
   * @param step steps done
   * @param steps in all
   */
  default void scoring(int step, int steps) {}

  /**
   * Told at the end of each epoch.
   *
   * @param scores on English development data, 0 to 1, by head
   */
  default void epoch(int step, Map<HeadKey, Double> scores) {}

  /** Told once, when all steps are done, before the model is scored and saved. */
  default void finishing() {}

  /** Asked after every step: whether to stop here, with a checkpoint to go on from. */
  default boolean stop() {
    return false;
  }
}
