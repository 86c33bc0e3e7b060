package lamina.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import lamina.encoder.Scalars;
import lamina.encoder.Torch;
import lamina.train.AdamW;

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

  /** The backward passes of a step. */
  Values backward(NDManager manager, AdamW optimiser, RandomGenerator random) {
    var losses = new TreeMap<String, Double>();
    int tokens = 0;
    // A share below 1 is how often, so that it saves time.
    if (random.nextDouble() < settings.mlm()) {
      tokens += masked(manager, optimiser, "mlm", batches.sentences(random), random, losses);
    }
    if (random.nextDouble() < settings.tlm()) {
      tokens += masked(manager, optimiser, "tlm", batches.translations(random), random, losses);
    }
    if (settings.sentence() > 0 || settings.word() > 0) {
      tokens += contrasted(manager, optimiser, random, losses);
    }
    return new Values(losses, tokens);
  }

  private int masked(
      NDManager parent,
      AdamW optimiser,
      String name,
      Rows rows,
      RandomGenerator random,
      Map<String, Double> losses) {
    var masked = Masked.draw(rows, vocabulary, settings.mask(), random);
    if (masked.places().length > 0) {
      try (var manager = parent.newSubManager()) {
        var loss = Torch.withGradients(() -> model.loss(manager, masked));
        losses.put(name, (double) loss.getFloat());
        optimiser.backward(loss);
      }
    }
    return rows.pieces();
  }

  private int contrasted(
      NDManager parent, AdamW optimiser, RandomGenerator random, Map<String, Double> losses) {
    try (var manager = parent.newSubManager()) {
      int layer = layers[random.nextInt(layers.length)];
      var rows = batches.contrasted(random);
      var found = Torch.withGradients(() -> contrast.losses(manager, model, rows, layer, random));
      losses.put("sentence", (double) found.sentence().getFloat());
      found.word().ifPresent(word -> losses.put("word", (double) word.getFloat()));
      optimiser.backward(Torch.withGradients(() -> weighted(found)));
      return found.pieces();
    }
  }

  private NDArray weighted(PairContrast.Losses found) {
    var sentence = Scalars.times(found.sentence(), settings.sentence());
    return found
        .word()
        .map(word -> sentence.add(Scalars.times(word, settings.word())))
        .orElse(sentence);
  }
}
