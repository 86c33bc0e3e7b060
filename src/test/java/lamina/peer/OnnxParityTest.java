package lamina.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import lamina.encoder.Reference;
import lamina.peer.BertGraph.Precision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The peer computes what Lamina does: its hidden states are the golden ones, which PyTorch made. A
 * time beside that of another computation would mean nothing.
 */
class OnnxParityTest {
  /**
   * The states spread by about 1.
   *
   * @param worst most by which one value may be off
   * @param cosine least between a token's states and the golden ones
   */
  @ParameterizedTest
  @CsvSource({
    "FP32, true, 2e-5, 0.999999",
    "FP32, false, 2e-5, 0.999999",
    "INT8, true, 0.12, 0.9995",
    "INT8, false, 0.12, 0.9995"
  })
  void hiddenStatesAreTheGoldenOnes(
      Precision precision, boolean padded, double worst, double cosine) throws OrtException {
    try (var r = Reference.open("bert-4x32");
        var peer = OnnxEncoder.open(r.directory(), precision, padded, 1)) {
      var batch = r.batch();
      var lengths = batch.lengths();
      int t = (int) batch.ids().getShape().get(1);
      var rows = // without a mask only inputs that fill their row are right
          IntStream.range(0, lengths.length).filter(row -> padded || lengths[row] == t).toArray();
      assertTrue(rows.length > 0, "the golden batch has an input without padding");
      var ids = pick(batch.ids(), rows, t);
      var types = pick(batch.types(), rows, t);
      var mask = LongStream.of(pick(r.expected("attention_mask"), rows, t)).mapToInt(m -> (int) m);
      int layers = r.checkpoint().config().layers();
      try (var result = peer.run(ids, types, padded ? mask.toArray() : null, rows.length, t)) {
        assertEquals(layers + 1, result.size(), "one output a layer and the embeddings");
        for (int l = 0; l <= layers; l++) {
          var expected = r.expected("hidden." + l);
          int e = (int) expected.getShape().get(2);
          var golden = FloatBuffer.wrap(expected.toFloatArray());
          var found = ((OnnxTensor) result.get("hidden." + l).orElseThrow()).getFloatBuffer();
          for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < lengths[rows[row]]; i++) {
              var a = golden.slice((rows[row] * t + i) * e, e);
              var b = found.slice((row * t + i) * e, e);
              assertNear(a, b, worst, cosine, "layer " + l + ", row " + row + ", token " + i);
            }
          }
        }
      }
    }
  }

  private static long[] pick(NDArray table, int[] rows, int width) {
    var values = table.toLongArray();
    return IntStream.of(rows)
        .boxed()
        .flatMapToLong(r -> Arrays.stream(values, r * width, (r + 1) * width))
        .toArray();
  }

  private static void assertNear(
      FloatBuffer a, FloatBuffer b, double worst, double cosine, String what) {
    double off = 0;
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.limit(); i++) {
      assertTrue(Float.isFinite(b.get(i)), what + " holds " + b.get(i));
      off = Math.max(off, Math.abs(a.get(i) - b.get(i)));
      ab += (double) a.get(i) * b.get(i);
      aa += (double) a.get(i) * a.get(i);
      bb += (double) b.get(i) * b.get(i);
    }
    double alike = ab / Math.sqrt(aa * bb);
    assertTrue(off <= worst && alike >= cosine, what + " is off by " + off + ", cosine " + alike);
  }
}
