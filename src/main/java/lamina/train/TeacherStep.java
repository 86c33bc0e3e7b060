package lamina.train;

import ai.djl.ndarray.NDArray;
import java.util.HashMap;
import java.util.Map;
import lamina.encoder.Attention;
import lamina.encoder.Batch;
import lamina.encoder.ForwardMode;
import lamina.encoder.HiddenStates;
import lamina.model.Head;
import lamina.model.HeadKey;
import lamina.model.TaskModel;
import lamina.tensor.Torch;

/** A batch as the teacher sees it, in evaluation mode; each head answers once. */
final class TeacherStep {
  private final TaskModel teacher;
  private final int ratio;
  private final HiddenStates states;
  private final Map<HeadKey, Head.Output> outputs = new HashMap<>();

  /**
   * Encodes a batch.
   *
   * @param depth layers of the student
   */
  TeacherStep(TaskModel teacher, Batch batch, int depth) {
    this.teacher = teacher;
    this.ratio = teacher.encoder().config().layers() / depth;
    this.states =
        Torch.withoutGradients(() -> teacher.encoder().encode(batch, ForwardMode.INFERENCE));
  }

  HiddenStates states() {
    return states;
  }

  /** Self-attention of the last layer. */
  Attention lastAttention() {
    return Torch.withoutGradients(() -> teacher.encoder().attention(states, states.depth()));
  }

  /** The teacher's head at the same relative depth. */
  HeadKey counterpart(HeadKey own) {
    return new HeadKey(own.variant(), own.layer() * ratio);
  }

  /** Logits of a head by the task's labels, whatever labels the teacher has. */
  NDArray logits(HeadKey key) {
    return Torch.withoutGradients(() -> teacher.labels().inTask(output(key).logits()));
  }

  Head.Output output(HeadKey key) {
    return outputs.computeIfAbsent(
        key,
        k -> Torch.withoutGradients(() -> teacher.head(k).apply(states, ForwardMode.INFERENCE)));
  }
}
