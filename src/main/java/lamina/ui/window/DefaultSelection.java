package lamina.ui.window;

import lamina.data.Task;
import lamina.data.format.SampleData;
import lamina.fusion.Variant;
import lamina.language.Languages;
import lamina.model.ModelSummary;
import lamina.model.ModelSummary.Role;
import lamina.problem.Problem;
import lamina.ui.session.WorkbenchSettings;
import lamina.ui.workspace.BackgroundTasks;
import lamina.ui.workspace.ModelRegistry;
import lamina.ui.workspace.Selection;

/** What is chosen when a task comes to the front. */
final class DefaultSelection {
  private static final String LANGUAGE = "ar";

  private DefaultSelection() {}

  /** The task that settings ask for, where there is a model for it; else the first that has one. */
  static Task task(WorkbenchSettings settings, ModelRegistry models, BackgroundTasks work) {
    var wanted = settings.task();
    if (wanted.isPresent() && !models.tasks().contains(wanted.get())) {
      work.report(new Problem("There is no model for " + wanted.get().label() + "."));
    }
    return wanted.filter(models.tasks()::contains).orElseGet(() -> models.tasks().getFirst());
  }

  /** Takes over what settings say of the task that is selected; what they leave open stays. */
  static void apply(WorkbenchSettings settings, Selection selection, ModelRegistry models) {
    settings.roles().ifPresent(selection.roles()::set);
    settings.variant().ifPresent(selection.variant()::set);
    int depth = models.scale(selection.task().get()).map(ModelSummary::layers).orElse(1);
    settings.layer().ifPresent(l -> selection.layer().set(Math.clamp(l, 1, depth)));
    settings.language().map(Languages::of).ifPresent(selection.language()::set);
  }

  /**
   * Keeps the language where the task has it, and takes the fusion and the layer that English
   * development data chose, or a fusion with gates to look at where they chose none.
   */
  static void of(Selection selection, ModelRegistry models, SampleData sample) {
    var task = selection.task().get();
    var offered = sample.languages(task);
    if (!offered.contains(selection.language().get())) {
      selection
          .language()
          .set(
              offered.stream()
                  .filter(l -> l.code().equals(LANGUAGE))
                  .findFirst()
                  .orElse(offered.getFirst()));
    }
    int depth = models.scale(task).map(ModelSummary::layers).orElse(1);
    models
        .find(task, Role.TEACHER)
        .or(() -> models.find(task, Role.STUDENT))
        .ifPresent(
            model -> {
              var chosen = model.chosen();
              boolean gated = chosen.variant().hasGate();
              selection.variant().set(gated ? chosen.variant() : gated(model));
              selection.layer().set(gated ? models.layer(model, chosen).orElse(1) : depth / 2);
            });
  }

  /** Keeps fusion and layer where the models in use have them. */
  static void keep(Selection selection, ModelRegistry models) {
    var task = selection.task().get();
    var variants = models.variants(task);
    if (!variants.isEmpty() && !variants.contains(selection.variant().get())) {
      selection.variant().set(models.scale(task).map(DefaultSelection::gated).orElseThrow());
    }
    int depth = models.scale(task).map(ModelSummary::layers).orElse(1);
    selection.layer().set(Math.clamp(selection.layer().get(), 1, depth));
  }

  private static Variant gated(ModelSummary model) {
    return model.variants().stream()
        .filter(Variant::hasGate)
        .findFirst()
        .orElse(model.variants().getFirst());
  }
}
