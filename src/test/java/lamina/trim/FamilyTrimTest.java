package lamina.trim;

import static lamina.encoder.Reference.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lamina.encoder.ArrayEncoder;
import lamina.encoder.Batch;
import lamina.encoder.Checkpoint;
import lamina.encoder.FamilyReference;
import lamina.encoder.ForwardMode;
import lamina.language.Languages;
import lamina.tensor.Torch;
import lamina.text.Input;
import lamina.text.Tokenizer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trimmed checkpoint of every family has the hidden states of the whole one. */
class FamilyTrimTest {
  private static final List<Input> SENTENCES =
      List.of(
          new Input.Words(List.of("aa", "ab", "ac", "aa")), new Input.Words(List.of("ac", "ad")));

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bert",
        "distilbert",
        "xlm-roberta",
        "roberta-pad-3",
        "modernbert",
        "deberta-v3",
        "deberta-v2"
      })
  void hiddenStatesStay(String name) throws IOException {
    var text = CountedText.empty(Languages.of("en"));
    text.add("en.txt", "0", SENTENCES);
    var out = folder.resolve("out");
    try (var r = FamilyReference.open(name)) {
      var report = Trimmer.run(r.copy(folder.resolve("base")), List.of(text), 1, out);
      assertTrue(report.after().pieces() <= 20, report.toString());
      assertEquals(report.before().others(), report.after().others());
      var expected = last(r.manager(), folder.resolve("base"));
      assertClose(expected, last(r.manager(), out), 1e-6, name);
    }
  }

  private static NDArray last(NDManager manager, Path directory) {
    var checkpoint = Checkpoint.open(directory);
    var config = checkpoint.config();
    var encoder = ArrayEncoder.of(config, checkpoint.loadEncoder(manager));
    try (var tokenizer = Tokenizer.open(directory, config.positions(), config.vocabulary())) {
      var batch = Batch.of(manager, SENTENCES.stream().map(tokenizer::encode).toList());
      var mask = batch.mask().expandDims(2);
      return Torch.withoutGradients(
          () -> encoder.encode(batch, ForwardMode.INFERENCE).last().mul(mask));
    }
  }
}
