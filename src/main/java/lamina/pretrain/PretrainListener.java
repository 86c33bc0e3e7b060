package lamina.pretrain;

/** Watches a run and may stop it. */
@FunctionalInterface
public interface PretrainListener {
  /** Told with every line of loss.csv. */
  void progress(PretrainProgress progress);

  /**
   * Told once, when all text is read.
   *
   * @param links aligned word pairs
   * @param words with translations
   */
  default void read(int sentences, int pairs, long links, int words) {}

  /** Told when a run goes on from a checkpoint. */
  default void resumed(int step) {}

  /**
   * Told at every checkpoint.
   *
   * @param byLayer share of the held translations that are retrieved, layer 0 to L; empty where
   *     none are held
   */
  default void retrieved(int step, double[] byLayer) {}

  /** Asked after every step: whether to stop here, with a checkpoint to go on from. */
  default boolean stop(int step) {
    return false;
  }
}
