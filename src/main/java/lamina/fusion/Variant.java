package lamina.fusion;

import java.util.random.RandomGenerator;
import lamina.tensor.Weights;

/**
 * A named way to fuse a lower layer with the last one: all that the rest of the program knows of a
 * fusion. It is declared in the fusion's own class, and registered by one line in {@link Variants}.
 *
 * @param key name in files and on the command line
 * @param traits what is true of it
 * @param loader makes the fusion of weights that are there
 * @param initialiser puts the weights of a new fusion among the given ones
 */
public record Variant(String key, Traits traits, Loader loader, Initialiser initialiser) {
  /**
   * What is true of a variant.
   *
   * @param usesLayer whether the result depends on the chosen fusion layer
   * @param hasGate whether a gate comes out of it
   * @param isBaseline whether it is the last layer alone, which others are compared with
   * @param trainedByDefault whether a run trains it that doesn't say which variants it wants
   */
  public record Traits(
      boolean usesLayer, boolean hasGate, boolean isBaseline, boolean trainedByDefault) {
    /** Mixes a layer in, without a gate. */
    static final Traits LAYERED = new Traits(true, false, false, false);

    /** Mixes a layer in, through a gate. */
    static final Traits GATED = new Traits(true, true, false, false);

    /** Takes all layers, whichever is chosen. */
    static final Traits LAYERLESS = new Traits(false, false, false, false);

    /** The last layer alone. */
    static final Traits BASELINE = new Traits(false, false, true, false);

    /** The same, and trained by runs that don't say which variants they want. */
    Traits byDefault() {
      return new Traits(usesLayer, hasGate, isBaseline, true);
    }
  }

  /** Makes a fusion of the weights that it was saved with. */
  @FunctionalInterface
  public interface Loader {
    /**
     * A fusion.
     *
     * @param weights those of this fusion, prefix left out, for example {@code global.0.weight}
     * @param hidden E
     * @param layers L
     * @throws lamina.problem.Problem naming a tensor that is missing or has a wrong shape
     */
    Fusion load(Weights weights, int hidden, int layers);
  }

  /** Puts the weights of a new fusion among the given ones. */
  @FunctionalInterface
  public interface Initialiser {
    /** Of a fusion without weights. */
    Initialiser NOTHING = (weights, hidden, layers, random) -> {};

    /**
     * Puts initial values.
     *
     * @param weights those of this fusion, prefix left out
     * @param hidden E
     * @param layers L
     */
    void initialise(Weights weights, int hidden, int layers, RandomGenerator random);
  }

  /** Whether the result depends on the chosen fusion layer. */
  public boolean usesLayer() {
    return traits.usesLayer;
  }

  /** Whether a gate comes out of it. */
  public boolean hasGate() {
    return traits.hasGate;
  }

  /** Whether it is the last layer alone, which others are compared with. */
  public boolean isBaseline() {
    return traits.isBaseline;
  }

  /** Whether a run trains it that doesn't say which variants it wants. */
  public boolean trainedByDefault() {
    return traits.trainedByDefault;
  }

  /**
   * A fusion with the weights that it was saved with.
   *
   * @param weights those of this fusion, prefix left out, for example {@code global.0.weight}
   * @param hidden E
   * @param layers L
   * @throws lamina.problem.Problem naming a tensor that is missing or has a wrong shape
   */
  public Fusion load(Weights weights, int hidden, int layers) {
    return loader.load(weights, hidden, layers);
  }

  /**
   * A new fusion to train; its weights are put among the given ones.
   *
   * @param hidden E
   * @param layers L
   * @param random for the initial values
   */
  public Fusion create(Weights weights, int hidden, int layers, RandomGenerator random) {
    initialiser.initialise(weights, hidden, layers, random);
    return load(weights, hidden, layers);
  }

  @Override
  public String toString() {
    return key;
  }
}
