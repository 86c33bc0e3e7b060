package lamina.model;

import static lamina.encoder.Reference.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lamina.encoder.ArrayEncoder;
import lamina.encoder.Batch;
import lamina.encoder.Checkpoint;
import lamina.encoder.Encoder;
import lamina.encoder.ForwardMode;
import lamina.engine.Engine;
import lamina.tensor.TensorFile;
import lamina.tensor.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checkpoints in the forms that people have compute what Hugging Face's classes compute;
 * checkpoints/golden.py made them.
 */
class CheckpointFormsTest {
  private static final Path ALL = Path.of("src/test/resources/checkpoints");
  private static final double TOLERANCE = 1e-4;

  static Stream<String> forms() throws IOException {
    try (var folders = Files.list(ALL.resolve("forms"))) {
      return folders.map(f -> f.getFileName().toString()).sorted().toList().stream();
    }
  }

  private static Path form(String name) {
    return ALL.resolve("forms").resolve(name);
  }

  private static NDArray golden(NDManager manager, String form, String name) {
    return TensorFile.open(form(form).resolve("expected.safetensors")).read(manager, name);
  }

  private static Batch batch(NDManager manager, String form) {
    var mask = golden(manager, form, "attention_mask").toType(DataType.FLOAT32, true);
    var lengths = new ArrayList<Integer>();
    for (float sum : mask.sum(new int[] {1}).toFloatArray()) {
      lengths.add((int) sum);
    }
    return new Batch(
        golden(manager, form, "input_ids"),
        golden(manager, form, "token_type_ids"),
        mask,
        lengths.stream().mapToInt(Integer::intValue).toArray());
  }

  @ParameterizedTest
  @MethodSource("forms")
  void everyHiddenStateIsThatOfHuggingFacesClasses(String form) {
    try (var manager = Torch.newManager()) {
      Torch.withoutGradients(
          () -> {
            var checkpoint = Checkpoint.open(form(form));
            for (var engine : List.of(Engine.NDARRAY, Engine.SCRIPTED)) {
              var weights = checkpoint.loadEncoder(manager);
              var reference = ArrayEncoder.of(checkpoint.config(), weights);
              try (var encoder = Encoder.of(engine, reference, weights)) {
                compare(manager, form, encoder);
              }
            }
            return null;
          });
    }
  }

  private static void compare(NDManager manager, String form, Encoder encoder) {
    var batch = batch(manager, form);
    var states = encoder.encode(batch);
    for (int layer = 0; layer <= states.depth(); layer++) {
      var expected = golden(manager, form, "hidden." + layer);
      for (int row = 0; row < batch.lengths().length; row++) {
        var real = new NDIndex(row + ",0:" + batch.lengths()[row]);
        assertClose(
            expected.get(real),
            states.layer(layer).get(real),
            TOLERANCE,
            form + ", " + encoder.engine() + ", layer " + layer);
      }
    }
  }

  static Stream<String> classifiers() throws IOException {
    return forms()
        .filter(
            f ->
                TensorFile.open(form(f).resolve("expected.safetensors"))
                    .names()
                    .contains("logits"));
  }

  @ParameterizedTest
  @MethodSource("classifiers")
  void logitsAreThoseOfHuggingFacesClassesAndLabelsThoseOfTheTask(String form, @TempDir Path folder)
      throws IOException {
    var directory = withVocabulary(form, folder);
    try (var model = TaskModel.open(directory)) {
      var labels = model.task().labels();
      // The outputs' names in golden.py, whose order isn't the task's.
      var theirs = labels.size() == 3 ? List.of("contradiction", "entailment", "neutral") : labels;
      Torch.withoutGradients(
          () -> {
            try (var manager = model.newBatchManager()) {
              var batch = batch(manager, form);
              var states = model.encoder().encode(batch);
              var own = model.head(HeadKey.LAST).apply(states, ForwardMode.INFERENCE).logits();
              var inTask = model.labels().inTask(own).softmax(-1);
              var expected = golden(manager, form, "logits");
              for (int row = 0; row < batch.lengths().length; row++) {
                var real = row + (model.task().tagsWords() ? ",0:" + batch.lengths()[row] : "");
                assertClose(
                    expected.get(new NDIndex(real)), own.get(new NDIndex(real)), TOLERANCE, form);
                for (int label = 0; label < labels.size(); label++) {
                  int output = theirs.indexOf(labels.get(label));
                  assertClose(
                      expected.softmax(-1).get(new NDIndex(real + "," + output)),
                      inTask.get(new NDIndex(real + "," + label)),
                      TOLERANCE,
                      form + " " + labels.get(label));
                }
              }
              return null;
            }
          });
    }
  }

  private static Path withVocabulary(String form, Path folder) throws IOException {
    try (var files = Files.list(form(form))) {
      for (var file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Files.copy(ALL.resolve("vocab.txt"), folder.resolve("vocab.txt"));
    return folder;
  }

  @Test
  void whatIsAssumedOfAFormIsSaid() {
    assertEquals(List.of(), notes("bert-plain"));
    assertEquals(List.of(), notes("bert-unread"));
    assertTrue(notes("bert-compiled").getFirst().contains("_orig_mod."));
    assertTrue(notes("bert-fewer-layers").getFirst().contains("more than 1 layers"));
    assertTrue(notes("bert-one-file-and-index").getFirst().contains("left from another saving"));
  }

  private static List<String> notes(String form) {
    return Checkpoint.open(form(form)).notes();
  }

  @Test
  void aFormIsOfItsFamily() throws IOException {
    var names = forms().toList();
    assertTrue(names.size() > 50, "the forms are there");
    for (var name : names) {
      var family = name.startsWith("distil") ? "distilbert" : "bert";
      assertEquals(family, Checkpoint.open(form(name)).config().family().key(), name);
    }
  }
}
