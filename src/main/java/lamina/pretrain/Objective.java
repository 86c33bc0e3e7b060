package lamina.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import lamina.encoder.Scalars;

/** The losses of one step, each on a micro-batch of its own, and their gradients. */
final class Objective {
  private final PretrainSettings settings;
  private final Vocabulary vocabulary;
  private final MicroBatches batches;
  private final PairContrast contrast;
  private final MaskedLanguageModel model;
  private final int[] layers;

  /**
   * What a step came to.
   *
   * @param losses by name, unweighted
   * @param tokens pieces read
   */
  record Values(Map<String, Double> losses, int tokens) {}

  Objective(
      PretrainSettings settings,
      Vocabulary vocabulary,
      MicroBatches batches,
      PairContrast contrast,
      MaskedLanguageModel model) {
    this.settings = settings;
    this.vocabulary = vocabulary;
    this.batches = batches;
    this.contrast = contrast;
    this.model = model;
    this.layers = settings.contrastLayers(model.config());
  }

  MaskedLanguageModel model() {
    return model;
  }

  /** Held-out retrieval, by layer. */
  double[] retrieved(NDManager manager, Retrieval retrieval) {
    return retrieval.measure(manager, model, batches, vocabulary.pad());
  }

  /** Adds the gradients of a step to those that the parameters hold. */
  Values backward(NDManager manager, GradientCollector collector, RandomGenerator random) {
    var losses = new TreeMap<String, Double>();
    int tokens = 0;
    // A share below 1 is how often, so that it saves time.
    if (random.nextDouble() < settings.mlm()) {
      tokens += masked(manager, collector, "mlm", batches.sentences(random), random, losses);
    }
    if (random.nextDouble() < settings.tlm()) {
      tokens += masked(manager, collector, "tlm", batches.translations(random), random, losses);
    }
    if (settings.sentence() > 0 || settings.word() > 0) {
      tokens += contrasted(manager, collector, random, losses);
    }
    return new Values(losses, tokens);
  }

  private int masked(
      NDManager parent,
      GradientCollector collector,
      String name,
      Rows rows,
      RandomGenerator random,
      Map<String, Double> losses) {
    var masked = Masked.draw(rows, vocabulary, settings.mask(), random);
    if (masked.places().length > 0) {
      try (var manager = parent.newSubManager()) {
        var loss = model.loss(manager, masked);
        losses.put(name, (double) loss.getFloat());
        collector.backward(loss);
      }
    }
    return rows.pieces();
  }

  private int contrasted(
      NDManager parent,
      GradientCollector collector,
      RandomGenerator random,
      Map<String, Double> losses) {
    try (var manager = parent.newSubManager()) {
      int layer = layers[random.nextInt(layers.length)];
      var found = contrast.losses(manager, model, batches.contrasted(random), layer, random);
      losses.put("sentence", (double) found.sentence().getFloat());
      NDArray loss = Scalars.times(found.sentence(), settings.sentence());
      if (found.word().isPresent()) {
        var word = found.word().get();
        losses.put("word", (double) word.getFloat());
        loss = loss.add(Scalars.times(word, settings.word()));
      }
      collector.backward(loss);
      return found.pieces();
    }
  }
}
