package lamina.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import lamina.encoder.Attention;
import lamina.encoder.Batch;
import lamina.model.HeadKey;
import lamina.tensor.Scalars;
import lamina.tensor.Torch;

/** One thing that a student learns from: each is a loss, added with its weight. */
sealed interface DistilTerm {
  /** What a pass adds to the loss of its batch, a scalar; empty where it has nothing for it. */
  Optional<NDArray> loss(Objective.Step step, TeacherStep teacher);

  /** Cross-entropy with the true labels, mean over heads. */
  record HardLabels() implements DistilTerm {
    @Override
    public Optional<NDArray> loss(Objective.Step step, TeacherStep teacher) {
      return step.targets().labels().map(labels -> new FineTuning().loss(step));
    }
  }

  /**
   * {@code t^2 KL(teacher || student)} at temperature t, mean over heads (Hinton et al., 2015).
   *
   * @param named the teacher's head that answers for all; empty for each its own
   */
  record SoftLabels(double temperature, Optional<HeadKey> named) implements DistilTerm {
    @Override
    public Optional<NDArray> loss(Objective.Step step, TeacherStep teacher) {
      var sum = zero(step);
      for (var head : step.outputs().entrySet()) {
        var own = Scalars.times(step.targets().pick(head.getValue().logits()), 1 / temperature);
        var key = named.orElseGet(() -> teacher.counterpart(head.getKey()));
        var soft =
            Torch.withoutGradients(
                () -> step.targets().pick(teacher.logits(key)).div(temperature).softmax(-1));
        var entropy =
            Torch.withoutGradients(
                () -> DistillationTargets.softCrossEntropy(soft.add(1e-12).log(), soft));
        sum = sum.add(DistillationTargets.softCrossEntropy(own, soft).sub(entropy));
      }
      double share = step.shares().answers() / step.outputs().size();
      return Optional.of(Scalars.times(sum, temperature * temperature * share));
    }
  }

  /**
   * {@code 1 - cos} of hidden states, mean over real tokens and layers, student layer x against
   * teacher layer {@code x L_T / L_S} (the cosine is DistilBERT's, Sanh et al., 2019).
   */
  record States(WidthMap widths) implements DistilTerm {
    @Override
    public Optional<NDArray> loss(Objective.Step step, TeacherStep teacher) {
      var sum = zero(step);
      int depth = step.states().depth();
      for (int x = 1; x <= depth; x++) {
        var theirs = teacher.states().layer(x * teacher.states().depth() / depth);
        var pair = widths.match(step.states().layer(x), theirs);
        sum = sum.add(distance(pair, step.states().batch()));
      }
      return Optional.of(Scalars.times(sum, step.shares().tokens() / depth));
    }

    private static NDArray distance(WidthMap.Pair pair, Batch batch) {
      var axis = new int[] {2};
      var dot = pair.own().mul(pair.theirs()).sum(axis);
      var squares = pair.own().square().sum(axis).mul(pair.theirs().square().sum(axis));
      var cosine = dot.div(squares.add(1e-12).sqrt()).mul(batch.mask()).sum();
      return cosine.div(batch.mask().sum()).neg().add(1);
    }
  }

  /**
   * {@code KL(teacher || student)} of the last layer's attention and of its value relations {@code
   * softmax(V V^T / sqrt(d))}, mean over heads and real tokens (MiniLM, Wang et al., 2020).
   */
  record Relations() implements DistilTerm {
    @Override
    public Optional<NDArray> loss(Objective.Step step, TeacherStep teacher) {
      Attention own = step.encoder().attention(step.states(), step.states().depth());
      Attention theirs = teacher.lastAttention();
      var mask = step.states().batch().mask().expandDims(1); // (B, 1, T)
      var sum =
          divergence(own.scores(), theirs.scores(), mask)
              .add(divergence(own.valueRelations(), theirs.valueRelations(), mask));
      return Optional.of(Scalars.times(sum, step.shares().tokens()));
    }

    /** Both (B, H, T, T), before their softmax. */
    private static NDArray divergence(NDArray own, NDArray theirs, NDArray mask) {
      var p = Torch.withoutGradients(() -> theirs.softmax(-1));
      var log = Torch.withoutGradients(() -> theirs.logSoftmax(-1));
      var kl = p.mul(log.sub(own.logSoftmax(-1))).sum(new int[] {3}).mul(mask).sum();
      return kl.div(Scalars.times(mask.sum(), own.getShape().get(1)));
    }
  }

  /** Squared difference of gates, mean over real tokens, channels and gated heads. */
  record Gates(WidthMap widths) implements DistilTerm {
    @Override
    public Optional<NDArray> loss(Objective.Step step, TeacherStep teacher) {
      var sum = zero(step);
      int count = 0;
      var mask = step.states().batch().mask().expandDims(2);
      for (var head : step.outputs().entrySet()) {
        var gate = head.getValue().gate();
        if (gate.isPresent()) {
          var theirs = teacher.output(teacher.counterpart(head.getKey())).gate().orElseThrow();
          var pair = widths.match(gate.get(), theirs);
          var squares = pair.own().sub(pair.theirs()).square().mul(mask).sum();
          var tokens = Scalars.times(mask.sum(), pair.own().getShape().get(2));
          sum = sum.add(squares.div(tokens));
          count++;
        }
      }
      double share = step.shares().tokens() / Math.max(1, count);
      return count == 0 ? Optional.empty() : Optional.of(Scalars.times(sum, share));
    }
  }

  private static NDArray zero(Objective.Step step) {
    return step.states().last().getManager().zeros(new Shape());
  }
}
