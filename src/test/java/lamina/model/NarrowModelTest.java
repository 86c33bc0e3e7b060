package lamina.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import lamina.engine.Capability;
import lamina.engine.EngineChoice;
import lamina.tensor.Torch;
import lamina.text.Input;
import org.junit.jupiter.api.Test;

/** A classifier of width 32, no multiple of 64, of which the library's probabilities are known. */
class NarrowModelTest {
  private static final Path MODEL = Path.of("src/test/resources/data-cases/engine-width-32");
  private static final Input PAIR = new Input.Pair("The cat sat in Berlin ~ London runs", "Anna");

  @Test
  void everyEngineAnswersAsTransformersDoes() {
    try (var model = TaskModel.open(MODEL)) {
      var machine = Torch.capability();
      for (var offer : machine.offers().stream().filter(Capability.Offer::offered).toList()) {
        model.use(EngineChoice.of(offer.engine()), machine);
        var answer = Answers.of(model, HeadKey.LAST, List.of(PAIR)).getFirst();
        var found = ((Prediction.PairLabel) answer).distribution();
        assertEquals(List.of("entailment", "neutral", "contradiction"), found.labels());
        float tolerance = offer.engine().exact() ? 5e-4f : 0.05f;
        var expected = new float[] {0.298f, 0.003f, 0.698f};
        assertArrayEquals(expected, found.probabilities(), tolerance, offer.engine().key());
      }
      model.use(EngineChoice.AUTO, machine);
      assertTrue(model.engine().exact() && model.refuted().isEmpty());
    }
  }
}
