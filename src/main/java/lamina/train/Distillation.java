package lamina.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import lamina.model.HeadKey;
import lamina.model.Predictor;
import lamina.model.TaskModel;
import lamina.problem.Problem;
import lamina.tensor.Scalars;
import lamina.text.Tokens;

/** A student learns from a fused teacher: the weighted sum of its terms. */
final class Distillation implements Objective {
  /** A term with its weight, above 0. */
  private record Weighted(double weight, DistilTerm term) {}

  private final TaskModel teacher;
  private final List<Weighted> terms = new ArrayList<>();

  /**
   * Puts the terms together; those of weight 0 are left out.
   *
   * @param teacher answers in evaluation mode; closed with this
   * @param student gets projections to learn among its weights where widths differ
   * @throws Problem naming a setting that doesn't fit the two
   */
  Distillation(TaskModel teacher, TaskModel student, TrainSettings settings) {
    this.teacher = teacher;
    add(settings.hard(), new DistilTerm.HardLabels());
    add(settings.soft(), new DistilTerm.SoftLabels(settings.temperature(), named(settings)));
    if (settings.hidden() > 0) {
      add(settings.hidden(), new DistilTerm.States(widths("hidden", student, settings)));
    }
    if (settings.gates() > 0) {
      Students.refuseGateless(settings, teacher.heads().keySet());
      add(settings.gates(), new DistilTerm.Gates(widths("gate", student, settings)));
    }
    int theirs = teacher.encoder().config().heads();
    int own = student.encoder().config().heads();
    if (settings.relations() > 0 && theirs != own) {
      throw new Problem(
          "Setting relations needs as many attention heads in the student as in the teacher; they"
              + " have "
              + own
              + " and "
              + theirs
              + ".");
    }
    add(settings.relations(), new DistilTerm.Relations());
  }

  private void add(double weight, DistilTerm term) {
    if (weight > 0) {
      terms.add(new Weighted(weight, term));
    }
  }

  private Optional<HeadKey> named(TrainSettings settings) {
    if (settings.softHead().isEmpty()) {
      // A teacher with one head, another program's say, answers with it for every head.
      var all = teacher.heads().keySet();
      return all.size() == 1 ? Optional.of(all.iterator().next()) : Optional.empty();
    }
    var key = HeadKey.of(settings.softHead());
    teacher.head(key);
    return Optional.of(key);
  }

  private WidthMap widths(String name, TaskModel student, TrainSettings settings) {
    int own = student.encoder().config().hidden();
    int theirs = teacher.encoder().config().hidden();
    return own == theirs || settings.projection().equals("mean")
        ? WidthMap.plain()
        : WidthMap.learned(
            name, student.weights(), own, theirs, new Random(settings.seed() + name.hashCode()));
  }

  @Override
  public NDArray loss(Step step) {
    var theirs = new TeacherStep(teacher, step.states().batch(), step.states().depth());
    NDArray sum = step.states().last().getManager().zeros(new Shape());
    for (var w : terms) {
      var loss = w.term.loss(step, theirs);
      if (loss.isPresent()) {
        sum = sum.add(Scalars.times(loss.get(), w.weight));
      }
    }
    return sum;
  }

  @Override
  public void blame(List<Tokens> batch) {
    Predictor.check(teacher, batch);
  }

  @Override
  public void close() {
    teacher.close();
  }
}
