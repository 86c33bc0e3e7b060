package lamina.service;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import lamina.data.format.LabelMap;
import lamina.model.TaskModel;
import lamina.text.Tokenizer;

/** Loads models. */
interface ModelLoader {
  /**
   * Loads one; see {@link TaskModel#open(Path, LabelMap, LongConsumer, Consumer,
   * Tokenizer.Source)}.
   */
  TaskModel open(
      Path directory, LabelMap labels, LongConsumer progress, Consumer<TaskModel> meanwhile);

  /** One whose models share the tokenizers that are theirs together. */
  static ModelLoader sharing(Tokenizer.Source tokenizers) {
    return (directory, labels, progress, meanwhile) ->
        TaskModel.open(directory, labels, progress, meanwhile, tokenizers);
  }
}
