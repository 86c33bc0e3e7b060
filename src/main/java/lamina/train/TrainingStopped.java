package lamina.train;

/** A run was stopped on demand; its checkpoint is written and the same settings go on from it. */
public final class TrainingStopped extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** After a number of steps. */
  TrainingStopped(int step) {
    super("Stopped after step " + step + ".");
  }

  /** After the last step, while what came of it was scored; the model is saved. */
  public TrainingStopped() {
    super("Stopped while the model was scored.");
  }
}
