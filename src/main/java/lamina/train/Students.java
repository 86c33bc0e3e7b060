package lamina.train;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import lamina.encoder.Checkpoint;
import lamina.model.HeadKey;
import lamina.model.ModelFiles;
import lamina.model.ModelSummary;
import lamina.model.TaskModel;
import lamina.problem.Problem;

/** How the models that are trained begin. */
final class Students {
  private Students() {}

  /**
   * Checks settings against the checkpoint or teacher that they name, before anything else is read.
   *
   * @throws Problem naming the setting that doesn't fit
   */
  static void check(TrainSettings settings) {
    if (!settings.distils()) {
      int all = Checkpoint.open(Path.of(settings.base())).config().layers();
      int depth = settings.depth() == 0 ? all : settings.depth();
      every("depth", all, depth);
      settings.heads(depth);
      return;
    }
    var directory = Path.of(settings.teacher());
    var teacher = ModelFiles.summary(directory);
    if (teacher.task() != settings.taskValue()) {
      throw new Problem(
          "Setting teacher is a model for "
              + teacher.task().label()
              + "; one for "
              + settings.taskValue().label()
              + " was expected.");
    }
    every("studentLayers", teacher.layers(), settings.studentLayers());
    int width = settings.studentWidth();
    boolean narrow = width != 0 && width != teacher.hiddenSize();
    if (narrow) {
      Checkpoint.open(directory).config().withHidden(width);
    } else if (settings.studentLayers() == teacher.layers()) {
      throw new Problem(
          "Setting studentLayers is "
              + settings.studentLayers()
              + ", as many as the teacher has; fewer were expected, or a smaller studentWidth.");
    }
    counterparts(settings, teacher);
  }

  /**
   * Checks that a teacher whose gates are to be learnt has gates.
   *
   * @param heads of the teacher
   */
  static void refuseGateless(TrainSettings settings, Collection<HeadKey> heads) {
    if (settings.gates() > 0 && heads.stream().noneMatch(h -> h.variant().hasGate())) {
      throw new Problem(
          "Setting gates needs a teacher with gates; this one has " + heads + ". Set gates to 0.");
    }
  }

  /** Heads learn from the teacher's at the same relative depth, where no head is named for all. */
  private static void counterparts(TrainSettings settings, ModelSummary teacher) {
    var heads = settings.heads(settings.studentLayers());
    if (settings.soft() > 0
        && !settings.softHead().isEmpty()
        && !teacher.heads().contains(HeadKey.of(settings.softHead()))) {
      throw new Problem(
          "Setting softHead is "
              + settings.softHead()
              + "; the teacher has "
              + teacher.heads()
              + ". Choose one of these.");
    }
    refuseGateless(settings, teacher.heads());
    int ratio = teacher.layers() / settings.studentLayers();
    boolean each =
        settings.soft() > 0 && settings.softHead().isEmpty() && teacher.heads().size() > 1;
    for (var own : heads) {
      var theirs = new HeadKey(own.variant(), own.layer() * ratio);
      boolean needed = each || settings.gates() > 0 && own.variant().hasGate();
      if (needed && !teacher.heads().contains(theirs)) {
        throw new Problem(
            "Settings variants and layers ask for the head "
                + own.key()
                + ", which learns from the teacher's "
                + theirs.key()
                + "; the teacher has "
                + teacher.heads()
                + ". Leave that head out, or name one of the teacher's for all in softHead.");
      }
    }
  }

  /** A model over a base checkpoint, or over every k-th of its layers. */
  static TaskModel ofBase(TrainSettings settings) {
    var base = Path.of(settings.base());
    int all = Checkpoint.open(base).config().layers();
    int depth = settings.depth() == 0 ? all : settings.depth();
    return TaskModel.create(
        base,
        every("depth", all, depth),
        settings.taskValue(),
        settings.heads(depth),
        new Random(settings.seed()));
  }

  /**
   * A student of every k-th layer of its teacher, the last among them, with the teacher's heads at
   * the same relative depth to begin with. A narrower one keeps of it the embeddings alone.
   *
   * @throws Problem naming a size that doesn't fit the teacher
   */
  static TaskModel ofTeacher(TrainSettings settings) {
    var directory = Path.of(settings.teacher());
    try (var teacher = TaskModel.open(directory)) {
      int all = teacher.encoder().config().layers();
      int layers = settings.studentLayers();
      var kept = every("studentLayers", all, layers);
      int width = settings.studentWidth();
      boolean same = width == 0 || width == teacher.encoder().config().hidden();
      var keys = settings.heads(layers);
      var random = new Random(settings.seed());
      if (!same) {
        return TaskModel.narrow(directory, layers, width, teacher.task(), keys, random);
      }
      var student = TaskModel.create(directory, kept, teacher.task(), keys, random);
      for (var key : student.heads().keySet()) {
        var counterpart = new HeadKey(key.variant(), key.layer() * (all / layers));
        if (teacher.heads().containsKey(counterpart)) {
          var theirs = teacher.headWeights(counterpart).map();
          student
              .headWeights(key)
              .map()
              .forEach((name, own) -> take(Objects.requireNonNull(theirs.get(name), name), own));
        }
      }
      return student;
    }
  }

  private static void take(NDArray theirs, NDArray own) {
    if (theirs.getShape().equals(own.getShape())) { // a mix over fewer layers begins anew
      theirs.copyTo(own);
    }
  }

  private static List<Integer> every(String setting, int all, int keep) {
    if (keep > all || all % keep != 0) {
      throw new Problem(
          "Setting "
              + setting
              + " is "
              + keep
              + "; a divisor of the "
              + all
              + " layers there are was expected.");
    }
    int ratio = all / keep;
    return IntStream.rangeClosed(1, keep).map(i -> i * ratio - 1).boxed().toList();
  }
}
