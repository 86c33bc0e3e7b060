package lamina.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import lamina.tensor.WeightFiles;

/**
 * A file that a model is made of.
 *
 * @param name relative to the model's directory, with slashes; {@code ..} leads to weights that
 *     models share
 * @param bytes its size
 * @param sha256 of all of it, in a text with line breaks as Unix has them; empty where only parts
 *     were read
 * @param sample checksum of parts, which is compared whenever the model is loaded
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StoredFile(String name, long bytes, String sha256, String sample) {
  boolean weights() {
    return weights(name);
  }

  /** Whether a file of that name holds weights. */
  static boolean weights(String name) {
    return name.endsWith(".safetensors") || name.endsWith(WeightFiles.PICKLE);
  }
}
