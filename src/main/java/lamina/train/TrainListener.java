package lamina.train;

/** Watches a run and may stop it. */
@FunctionalInterface
public interface TrainListener {
  /** Told every few steps. */
  void progress(TrainProgress progress);

  /** Told once, when all steps are done, before the model is scored and saved. */
  default void finishing() {}

  /** Asked after every step: whether to stop here, with a checkpoint to go on from. */
  default boolean stop() {
    return false;
  }
}
