package lamina.ui.window;

import lamina.data.format.SampleData;
import lamina.fusion.Variant;
import lamina.model.ModelSummary;
import lamina.ui.workspace.ModelRegistry;
import lamina.ui.workspace.Selection;

/** What is chosen when a task comes to the front. */
final class DefaultSelection {
  private static final String LANGUAGE = "ar";

  private DefaultSelection() {}

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
    models
        .scale(task)
        .ifPresent(
            model -> {
              var chosen = model.chosen();
              boolean gated = chosen.variant().hasGate();
              selection.variant().set(gated ? chosen.variant() : gated(model));
              selection.layer().set(gated ? chosen.layer() : model.layers() / 2);
            });
  }

  private static Variant gated(ModelSummary model) {
    return model.variants().stream()
        .filter(Variant::hasGate)
        .findFirst()
        .orElse(model.variants().getFirst());
  }
}
