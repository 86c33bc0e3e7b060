package lamina.similarity;

import lamina.model.HeadKey;
import lamina.problem.Problem;

/**
 * What stands for a text: hidden states of a layer, or what a head's fusion makes of all of them.
 */
public sealed interface Representation {
  /**
   * Hidden states of a layer.
   *
   * @param number 0 for the embeddings, L for the last layer
   */
  record Layer(int number) implements Representation {
    @Override
    public String key() {
      return Integer.toString(number);
    }
  }

  /** The fused representation that a head classifies from. */
  record Fused(HeadKey head) implements Representation {
    @Override
    public String key() {
      return head.key();
    }
  }

  /** Its name in files: {@code 6}, or {@code paper.6}. */
  String key();

  /**
   * The representation of a name in files.
   *
   * @throws Problem where it is none
   */
  static Representation of(String key) {
    return key.matches("\\d{1,4}") ? new Layer(Integer.parseInt(key)) : new Fused(HeadKey.of(key));
  }
}
