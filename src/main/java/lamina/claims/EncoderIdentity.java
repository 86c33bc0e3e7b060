package lamina.claims;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * The encoder that verdicts are of.
 *
 * @param name with how it was recognised, where that is its shape alone
 * @param pretraining what it was pretrained for
 * @param confound what of that could explain a result on layers by itself; empty where nothing is
 *     known
 * @param mbert whether it is the encoder that the report is about
 */
public record EncoderIdentity(String name, String pretraining, String confound, boolean mbert) {
  /** SHA-256 of the word embeddings of the bundled encoder, which all its models share. */
  private static final String E5_SMALL =
      "89654776f574ab7b0f46b4ab4a4530816b3b0024bcd2c20607a13062bb504efa";

  private static final String CONTRASTIVE =
      "contrastive: texts that belong together are brought together in the last layer, translations"
          + " among them (Wang et al. 2024)";
  private static final String NEUTRAL =
      "Its contrastive training makes the last layer language-neutral, which by itself can turn"
          + " over what claims 1 to 3 say of lower and upper layers; another encoder may differ.";

  /** Layers, channels and word pieces of mBERT (cased), by Devlin et al. */
  private static final int[] MBERT = {12, 768, 119_547};

  /**
   * The encoder of files and a shape.
   *
   * @param hashes SHA-256 of its files, as far as they are known
   * @param layers L
   * @param hidden E
   * @param pieces of its vocabulary
   */
  static EncoderIdentity of(Collection<String> hashes, int layers, int hidden, int pieces) {
    if (hashes.contains(E5_SMALL)) {
      return new EncoderIdentity("multilingual-e5-small", CONTRASTIVE, NEUTRAL, false);
    }
    if (List.of(layers, hidden, pieces).equals(List.of(MBERT[0], MBERT[1], MBERT[2]))) {
      return new EncoderIdentity(
          "mBERT (by its shape)",
          "masked words and the next sentence (Devlin et al. 2019)",
          "",
          true);
    }
    return new EncoderIdentity(
        String.format(
            Locale.ROOT,
            "an encoder of %d layers, %d channels and %d word pieces",
            layers,
            hidden,
            pieces),
        "not known to this program",
        "",
        false);
  }
}
