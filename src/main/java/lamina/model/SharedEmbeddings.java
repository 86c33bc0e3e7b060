package lamina.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.Map;
import lamina.tensor.TensorFile;
import lamina.tensor.TensorWriter;

/** Embeddings that several models have in one file, as long as they are the same numbers. */
final class SharedEmbeddings {
  static final String FILE = "embeddings.safetensors";

  private final Path file;
  private final boolean half;

  /**
   * Embeddings in a folder.
   *
   * @param half whether a file that is written stores F16
   */
  SharedEmbeddings(Path folder, boolean half) {
    this.file = folder.resolve(FILE);
    this.half = half;
  }

  /**
   * Writes the file if there is none.
   *
   * @return whether it holds the numbers of these tensors, rounded to F16 if that is how a model is
   *     stored; if not, the model needs a copy of its own
   */
  boolean hold(Map<String, NDArray> embeddings) {
    TensorWriter.writeNew(file, embeddings, half);
    var stored = TensorFile.open(file);
    try (var manager = embeddings.values().iterator().next().getManager().newSubManager()) {
      return embeddings.entrySet().stream()
          .allMatch(
              e ->
                  stored.names().contains(e.getKey())
                      && same(stored, manager, e.getKey(), e.getValue()));
    }
  }

  private boolean same(TensorFile stored, NDManager manager, String name, NDArray own) {
    try (var read = stored.read(manager, name)) {
      if (!read.getShape().equals(own.getShape()) || read.getDataType() != own.getDataType()) {
        return false;
      }
      if (!read.getDataType().isFloating()) {
        return read.contentEquals(own);
      }
      float[] a = read.toFloatArray();
      float[] b = own.toFloatArray();
      for (int i = 0; i < a.length; i++) {
        if (a[i] != b[i] && !(half && a[i] == Float.float16ToFloat(Float.floatToFloat16(b[i])))) {
          return false;
        }
      }
      return true;
    }
  }
}
