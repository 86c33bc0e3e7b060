package lamina.similarity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** Adam (Kingma and Ba, ICLR 2015) for one array of numbers, which it changes in place. */
final class Adam {
  private static final double FIRST = 0.9;
  private static final double SECOND = 0.999;
  private static final double EPSILON = 1e-8;

  private final NDArray weights;
  private final double rate;
  private final NDArray first;
  private final NDArray second;
  private int step;

  /**
   * Nothing is changed yet.
   *
   * @param owner of its moments
   */
  Adam(NDManager owner, NDArray weights, double rate) {
    this.weights = weights;
    this.rate = rate;
    this.first = owner.zeros(weights.getShape());
    this.second = owner.zeros(weights.getShape());
  }

  /**
   * One step against a slope of the weights' shape. What it makes meanwhile belongs to the scope
   * that is open.
   */
  void step(NDArray slope) {
    step++;
    first.muli(FIRST).addi(slope.mul(1 - FIRST));
    second.muli(SECOND).addi(slope.square().mul(1 - SECOND));
    var unbiased = second.div(1 - Math.pow(SECOND, step)).sqrt().add(EPSILON);
    weights.subi(first.mul(rate / (1 - Math.pow(FIRST, step))).div(unbiased));
  }
}
