package lamina.encoder;

import static lamina.encoder.Reference.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.index.NDIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import lamina.engine.Engine;
import lamina.problem.Problem;
import lamina.tensor.TensorFile;
import lamina.tensor.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every family computes what transformers computes: short and long, padded, single and pairs. */
class FamilyParityTest {
  private static final double TOLERANCE = 1e-4;

  private static final TensorFile POSITIONS =
      TensorFile.open(Path.of("src/test/resources/reference/families/positions.safetensors"));

  private static Stream<String> encoders() {
    return FamilyReference.names(false);
  }

  private static Stream<Arguments> exact() {
    return encoders()
        .flatMap(n -> Stream.of(Engine.NDARRAY, Engine.SCRIPTED).map(e -> Arguments.of(n, e)));
  }

  @ParameterizedTest
  @MethodSource("exact")
  void everyHiddenStateAndAttentionMap(String name, Engine engine) {
    try (var r = FamilyReference.open(name)) {
      var checkpoint = Checkpoint.open(r.directory());
      var weights = checkpoint.loadEncoder(r.manager());
      var reference = ArrayEncoder.of(checkpoint.config(), weights);
      try (var encoder = Encoder.of(engine, reference, weights)) {
        for (var input : FamilyReference.CASES) {
          Torch.withoutGradients(
              () -> {
                compare(r, input, encoder);
                return null;
              });
        }
      }
    }
  }

  private static void compare(FamilyReference r, String input, Encoder encoder) {
    var batch = r.batch(input);
    var states = encoder.encode(batch);
    assertEquals(encoder.config().layers(), states.depth());
    assertTrue(r.has(input + ".hidden." + states.depth()));
    for (int layer = 0; layer <= states.depth(); layer++) {
      var hidden = r.expected(input + ".hidden." + layer);
      for (int row = 0; row < batch.lengths().length; row++) {
        int n = batch.lengths()[row];
        var real = new NDIndex("{},0:{}", row, n);
        var what = input + ", layer " + layer + ", row " + row;
        assertClose(hidden.get(real), states.layer(layer).get(real), TOLERANCE, what);
        if (r.has(input + ".attention." + layer)) {
          var map = new NDIndex("{},:,0:{}", row, n);
          var expected = r.expected(input + ".attention." + layer).get(map);
          var found = encoder.attention(states, layer).distribution().get(map);
          assertClose(expected, found, TOLERANCE, "attention, " + what);
        }
      }
    }
  }

  /** Weights as large as these round worse than a trained encoder's. */
  private static final double ROUNDED = 0.08;

  @ParameterizedTest
  @MethodSource("encoders")
  void anEngineThatRoundsIsNearOrRefusedByName(String name) {
    try (var r = FamilyReference.open(name)) {
      var checkpoint = Checkpoint.open(r.directory());
      var weights = checkpoint.loadEncoder(r.manager());
      var reference = ArrayEncoder.of(checkpoint.config(), weights);
      var family = checkpoint.config().family();
      for (var way : Way.here()) {
        if (family.engines().contains(way.engine())) {
          try (var encoder = way.encoder(reference, weights)) {
            var last = encoder.encode(r.batch("single")).last();
            var expected = r.expected("single.hidden." + checkpoint.config().layers());
            double off = last.sub(expected).abs().max().getFloat();
            assertTrue(off <= ROUNDED * expected.abs().max().getFloat(), way + ": " + off);
          }
        } else {
          var said =
              assertThrows(
                      Problem.class, () -> Encoder.of(way.engine(), reference, weights).close())
                  .getMessage();
          assertTrue(said.contains(way.engine().key()) && said.contains(family.label()), said);
        }
      }
    }
  }

  @Test
  void aStudentsLayersKeepTheirKindOfAttention() {
    try (var r = FamilyReference.open("modernbert")) {
      var student = Checkpoint.open(r.directory()).config().withLayers(List.of(0, 2, 3));
      var types = student.toJson().get("layer_types").toString();
      assertEquals("[\"sliding_attention\",\"full_attention\",\"sliding_attention\"]", types);
    }
  }

  /** At sizes that tiny checkpoints don't reach rounding decides. */
  @ParameterizedTest
  @CsvSource({"256, 512", "32, 128", "10, 400"})
  void farDistancesHaveTheRowsOfTransformers(int buckets, int farthest) {
    try (var manager = Torch.newManager()) {
      var expected = POSITIONS.read(manager, "steps." + buckets + "." + farthest).toLongArray();
      var found = DebertaNetwork.steps(manager, 512, buckets, farthest).toLongArray();
      assertArrayEquals(expected, Arrays.copyOfRange(found, 511, 1023));
      for (int far = 0; far < 512; far++) {
        assertEquals(-found[511 + far], found[511 - far]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {160_000, 10_000})
  void anglesAreTransformersToTheBit(int theta) {
    try (var manager = Torch.newManager()) {
      var expected = POSITIONS.read(manager, "angles." + theta).toFloatArray();
      assertArrayEquals(expected, ModernBertNetwork.angles(manager, 64, theta).toFloatArray(), 0);
    }
  }

  /** Saved settings are read settings, so that transformers and Lamina open what Lamina writes. */
  @ParameterizedTest
  @MethodSource("encoders")
  void settingsSurviveWriting(String name, @TempDir Path folder) throws IOException {
    try (var r = FamilyReference.open(name)) {
      var whole = Checkpoint.open(r.directory()).config();
      var file = folder.resolve("config.json");
      for (var config : List.of(whole, whole.withLayers(List.of(whole.layers() - 1)))) {
        Files.writeString(file, config.toJson().toPrettyString());
        assertEquals(config, EncoderConfig.read(file));
      }
    }
  }
}
