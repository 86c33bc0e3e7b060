package lamina.ui.explore;

import lamina.model.ModelSummary;
import lamina.service.Analysis;
import lamina.ui.workspace.ModelRegistry;
import lamina.ui.workspace.Selection;

/** Where the slider stands, and where it could, among the layers of a model's analysis. */
interface SliderPlace {
  /** The layer that it stands at, on the scale of the deeper model. */
  int layer();

  /** The last of its stops, which stands for the last layer alone; the first is 1. */
  int last();

  /** Index of a stop's layer in an analysis; -1 for the last layer alone beside other heads. */
  int of(ModelSummary model, Analysis analysis, int layer);

  /** The same where it stands now. */
  default int now(ModelSummary model, Analysis analysis) {
    return of(model, analysis, layer());
  }

  /** The place of the slider that a selection holds. */
  static SliderPlace of(Selection selection, ModelRegistry models) {
    return new SliderPlace() {
      @Override
      public int layer() {
        return selection.layer().get();
      }

      @Override
      public int last() {
        return models.scale(selection.task().get()).map(ModelSummary::layers).orElse(1);
      }

      @Override
      public int of(ModelSummary model, Analysis analysis, int layer) {
        return models.position(model, analysis, layer);
      }
    };
  }
}
