package lamina.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import lamina.encoder.Batch;
import lamina.encoder.HiddenStates;
import lamina.encoder.Mode;
import lamina.encoder.Scalars;
import lamina.encoder.Torch;
import lamina.model.HeadKey;
import lamina.model.TaskModel;

/**
 * A student learns from a fused teacher: {@code hard * CE(labels) + soft * t^2 * CE(teacher at
 * temperature t) + hidden * (1 - cos)}. Student layer x answers to teacher layer {@code x * L_T /
 * L_S}, in the heads as in the hidden states. Soft labels after Hinton et al., 2015; the cosine of
 * hidden states as in DistilBERT (Sanh et al., 2019).
 *
 * @param teacher answers in evaluation mode
 */
record Distillation(TaskModel teacher, TrainSettings settings) implements Objective {

  @Override
  public NDArray loss(HiddenStates states, Map<HeadKey, NDArray> logits, Targets targets) {
    int ratio = teacher.encoder().config().layers() / states.depth();
    double t = settings.temperature();
    HiddenStates theirs =
        Torch.withoutGradients(() -> teacher.encoder().encode(states.batch(), Mode.INFERENCE));
    NDArray sum = states.last().getManager().zeros(new Shape());
    for (var head : logits.entrySet()) {
      var own = targets.pick(head.getValue());
      var key = new HeadKey(head.getKey().variant(), head.getKey().layer() * ratio);
      var soft =
          Torch.withoutGradients(
              () ->
                  targets
                      .pick(teacher.head(key).apply(theirs, Mode.INFERENCE).logits())
                      .div(t)
                      .softmax(-1));
      var labelled = Targets.softCrossEntropy(own, targets.labels());
      var softened = Targets.softCrossEntropy(Scalars.times(own, 1 / t), soft);
      sum =
          sum.add(Scalars.times(labelled, settings.hard()))
              .add(Scalars.times(softened, settings.soft() * t * t));
    }
    var distance = states.last().getManager().zeros(new Shape());
    for (int x = 1; x <= states.depth(); x++) {
      distance = distance.add(distance(states.layer(x), theirs.layer(x * ratio), states.batch()));
    }
    return Scalars.times(sum, 1.0 / logits.size())
        .add(Scalars.times(distance, settings.hidden() / states.depth()));
  }

  /** Mean of {@code 1 - cos} over real tokens. */
  private static NDArray distance(NDArray own, NDArray theirs, Batch batch) {
    var axis = new int[] {2};
    var dot = own.mul(theirs).sum(axis);
    var norms = own.square().sum(axis).mul(theirs.square().sum(axis)).add(1e-12).sqrt();
    var cosine = dot.div(norms).mul(batch.mask()).sum();
    return cosine.div(batch.mask().sum()).neg().add(1);
  }

  @Override
  public void close() {
    teacher.close();
  }
}
