package lamina.train;

/**
 * How far a run is.
 *
 * @param step steps done
 * @param steps in all
 * @param loss mean of the last steps
 * @param rate learning rate of the last step
 * @param secondsLeft at the speed so far
 */
public record TrainProgress(int step, int steps, double loss, double rate, double secondsLeft) {}
