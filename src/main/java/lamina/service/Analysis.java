package lamina.service;

import java.util.List;
import lamina.fusion.Variant;
import lamina.model.HeadKey;
import lamina.model.Prediction;
import lamina.text.Tokens;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one input at every fusion layer of one variant, so that moving the layer asks
 * nobody.
 *
 * @param tokens pieces of the input, T of them
 * @param layers one entry a head of the variant, by ascending layer; a single entry with layer 0
 *     for variants that ignore the layer
 * @param last the baseline's prediction, from the last layer alone; null where the model has no
 *     such head
 * @param cached whether the hidden states were in the cache, so that no encoder ran
 * @param encodeMillis time of the encoder, 0 where cached
 * @param fuseMillis time of all fusions and heads
 */
public record Analysis(
    String model,
    Variant variant,
    Tokens tokens,
    List<Layer> layers,
    @Nullable Prediction last,
    boolean cached,
    double encodeMillis,
    double fuseMillis) {

  /**
   * One fusion layer.
   *
   * @param head variant and layer
   * @param prediction its prediction
   * @param gate (T, E), the gate of every piece and channel, from 0 to 1; no rows where the variant
   *     has no gate, or where several texts were asked for at once
   * @param meanGate (T), the mean over the channels; empty where there is no gate
   */
  public record Layer(HeadKey head, Prediction prediction, float[][] gate, float[] meanGate) {}

  /** The same without the gates of single channels, which are nearly all of its memory. */
  Analysis withoutChannels() {
    var lean =
        layers.stream()
            .map(l -> new Layer(l.head, l.prediction, new float[0][], l.meanGate))
            .toList();
    return new Analysis(model, variant, tokens, lean, last, cached, encodeMillis, fuseMillis);
  }
}
