package lamina.model;

import java.util.random.RandomGenerator;
import lamina.data.Task;
import lamina.encoder.EncoderConfig;
import lamina.tensor.Weights;

/** Where the tensors of a head lie among those of a model. */
final class HeadFiles {
  private HeadFiles() {}

  static Head load(Task task, int outputs, HeadKey key, Weights all, EncoderConfig config) {
    var w = all.under(Head.prefix(key));
    var fusion = key.variant().load(w.under("fusion."), config.hidden(), config.layers());
    return new Head(key, fusion, TaskHead.load(task, outputs, w, config));
  }

  static Head create(
      Task task, HeadKey key, Weights all, EncoderConfig config, RandomGenerator random) {
    var w = all.under(Head.prefix(key));
    var fusion = key.variant().create(w.under("fusion."), config.hidden(), config.layers(), random);
    return new Head(key, fusion, TaskHead.create(task, w, config, random));
  }
}
