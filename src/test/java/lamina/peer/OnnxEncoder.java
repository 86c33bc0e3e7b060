package lamina.peer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;

/** BERT's encoder in ONNX Runtime; one call gives all hidden states. */
final class OnnxEncoder implements AutoCloseable {
  private final OnnxGraph.Opened opened;

  private OnnxEncoder(OnnxGraph.Opened opened) {
    this.opened = opened;
  }

  /**
   * Opens a Hugging Face BERT directory.
   *
   * @param precision of the dense layers
   * @param padded whether {@link #run} takes lengths; without them the graph knows no mask, as
   *     Lamina's engines compute none for inputs without padding
   * @param threads of one operation
   */
  static OnnxEncoder open(
      Path directory, BertGraph.Precision precision, boolean padded, int threads)
      throws OrtException {
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      return new OnnxEncoder(BertGraph.of(directory, precision, padded).open(options));
    }
  }

  /**
   * Hidden states {@code hidden.0} to {@code hidden.L}, each (B, T, E); close them.
   *
   * @param ids B x T
   * @param types B x T
   * @param mask B x T, 1 for real tokens and 0 for padding; null for a graph without mask
   */
  OrtSession.Result run(long[] ids, long[] types, int[] mask, long... shape) throws OrtException {
    var environment = OrtEnvironment.getEnvironment();
    var inputs = new LinkedHashMap<String, OnnxTensor>();
    inputs.put("ids", OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape));
    inputs.put("types", OnnxTensor.createTensor(environment, LongBuffer.wrap(types), shape));
    if (mask != null) {
      inputs.put("mask", OnnxTensor.createTensor(environment, IntBuffer.wrap(mask), shape));
    }
    try {
      return opened.session().run(inputs);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  @Override
  public void close() throws OrtException {
    opened.close();
  }
}
