package lamina.peer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
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
      int t = (int) batch.ids().getShape().get(1);
      var ids = batch.ids().toLongArray();
      var types = batch.types().toLongArray();
      if (padded) {
        var mask = r.expected("attention_mask").toLongArray();
        var bits = new int[mask.length];
        for (int i = 0; i < mask.length; i++) {
          bits[i] = (int) mask[i];
        }
        compare(r, peer, new Call(ids, types, bits, batch.lengths(), t), worst, cosine);
      } else {
        int whole = 0; // without a mask only an input that fills its row is right
        while (batch.lengths()[whole] < t) {
          whole++;
        }
        var own = java.util.Arrays.copyOfRange(ids, whole * t, (whole + 1) * t);
        var ownTypes = java.util.Arrays.copyOfRange(types, whole * t, (whole + 1) * t);
        var lengths = new int[whole + 1];
        lengths[whole] = t;
        compare(r, peer, new Call(own, ownTypes, null, lengths, t), worst, cosine);
      }
    }
  }

  /**
   * Rows of the golden batch.
   *
   * @param lengths of all its rows; 0 for those that aren't given, and the given ones are the last
   */
  private record Call(long[] ids, long[] types, int[] mask, int[] lengths, int t) {
    int given() {
      return ids.length / t;
    }
  }

  private static void compare(Reference r, OnnxEncoder peer, Call call, double worst, double cosine)
      throws OrtException {
    int skipped = call.lengths.length - call.given();
    try (var result = peer.run(call.ids, call.types, call.mask, call.given(), call.t)) {
      int layers = r.checkpoint().config().layers();
      assertTrue(result.size() == layers + 1, "one output a layer, not " + result.size());
      for (int l = 0; l <= layers; l++) {
        NDArray expected = r.expected("hidden." + l);
        int e = (int) expected.getShape().get(2);
        var golden = FloatBuffer.wrap(expected.toFloatArray());
        var found = ((OnnxTensor) result.get("hidden." + l).orElseThrow()).getFloatBuffer();
        for (int b = skipped; b < call.lengths.length; b++) {
          for (int i = 0; i < call.lengths[b]; i++) {
            var a = golden.slice((b * call.t + i) * e, e);
            var c = found.slice(((b - skipped) * call.t + i) * e, e);
            assertNear(a, c, worst, cosine, "layer " + l + ", row " + b + ", token " + i);
          }
        }
      }
    }
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
