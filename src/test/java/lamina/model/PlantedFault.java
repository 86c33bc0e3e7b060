package lamina.model;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import lamina.data.format.LabelMap;
import lamina.encoder.Encoder;
import lamina.encoder.WrongKernel;
import lamina.engine.Engine;
import lamina.text.Tokenizer;

/** Opens models on a machine where some engines compute wrong. */
public record PlantedFault(Set<Engine> wrong) {
  /** As {@link TaskModel#open(Path, LabelMap, LongConsumer, Consumer, Tokenizer.Source)}. */
  public TaskModel open(
      Path directory, LabelMap labels, LongConsumer progress, Consumer<TaskModel> meanwhile) {
    return TaskModel.open(
        directory,
        labels,
        progress,
        model -> {
          model.loadWith(
              (engine, reference, weights) ->
                  wrong.contains(engine)
                      ? WrongKernel.of(engine, reference, weights)
                      : Encoder.of(engine, reference, weights));
          meanwhile.accept(model);
        },
        Tokenizer::open);
  }
}
