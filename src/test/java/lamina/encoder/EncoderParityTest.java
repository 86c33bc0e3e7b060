package lamina.encoder;

import static lamina.encoder.Reference.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.index.NDIndex;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ladder from the bottom: embeddings, attention, block, whole encoder. */
class EncoderParityTest {
  private static final double TOLERANCE = 2e-5;

  @ParameterizedTest
  @ValueSource(strings = {"bert-4x32", "distilbert-3x32"})
  void embeddings(String name) {
    try (var r = Reference.open(name)) {
      var embeddings = Embeddings.of(r.weights(), r.checkpoint().config());
      assertClose(
          r.expected("hidden.0"),
          embeddings.apply(r.batch(), ForwardMode.INFERENCE),
          TOLERANCE,
          name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert-4x32", "distilbert-3x32"})
  void attentionOfARealTokenSeesNoPadding(String name) {
    try (var r = Reference.open(name)) {
      var config = r.checkpoint().config();
      var attention = SelfAttention.of(r.weights().under(Encoder.blockName(config, 0)), config);
      var x = r.expected("hidden.0");
      var bias = r.batch().mask().sub(1).mul(10000).expandDims(1).expandDims(1);
      var padded = attention.apply(x, bias, ForwardMode.INFERENCE).get(new NDIndex("2:3,0:3"));
      var alone = attention.apply(x.get(new NDIndex("2:3,0:3")), null, ForwardMode.INFERENCE);
      assertClose(alone, padded, 1e-6, name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert-4x32", "distilbert-3x32"})
  void block(String name) {
    try (var r = Reference.open(name)) {
      var config = r.checkpoint().config();
      var block = TransformerBlock.of(r.weights().under(Encoder.blockName(config, 1)), config);
      var bias = r.batch().mask().sub(1).mul(10000).expandDims(1).expandDims(1);
      assertClose(
          r.expected("hidden.2"),
          block.apply(r.expected("hidden.1"), bias, ForwardMode.INFERENCE),
          TOLERANCE,
          name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert-4x32", "distilbert-3x32"})
  void everyHiddenState(String name) {
    try (var r = Reference.open(name)) {
      var states = r.encoder().encode(r.batch(), ForwardMode.INFERENCE);
      assertEquals(r.checkpoint().config().layers(), states.depth());
      for (int l = 0; l <= states.depth(); l++) {
        assertClose(r.expected("hidden." + l), states.layer(l), TOLERANCE, name + " layer " + l);
      }
    }
  }
}
