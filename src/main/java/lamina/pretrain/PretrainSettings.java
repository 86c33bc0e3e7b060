package lamina.pretrain;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lamina.encoder.EncoderConfig;
import lamina.problem.Problem;

/**
 * All settings of a pretraining run.
 *
 * @param init directory of a BERT to go on from, its weights optional; empty for a new one
 * @param vocab vocab.txt of a new one
 * @param layers of a new one
 * @param hidden size of a new one, a multiple of the heads
 * @param heads of a new one
 * @param intermediate width of the feed-forward part of a new one
 * @param text directory of XX.txt, a sentence a line
 * @param parallel directory of en-XX.tsv, English, a tab, the translation; empty for none
 * @param out directory to write
 * @param steps after which the run ends; 0 for no such end
 * @param minutes after which the run ends, those before an interruption counted; 0 for no such end
 * @param rate highest learning rate
 * @param warmup share of the run until the highest rate, 0 to 1
 * @param decay weight decay of matrices
 * @param clip largest norm of the gradients
 * @param mask share of the pieces that are predicted
 * @param alpha languages are drawn by their number of sentences to the power of this, 0 to 1
 * @param switching share of the words that are swapped for a translation, in half of the batches
 * @param temperature of the sentence contrast; twice that for words
 * @param mlm share of the steps with masked language modelling
 * @param tlm share of the steps with translation language modelling
 * @param sentence weight of the sentence contrast
 * @param word weight of the word contrast
 * @param length most pieces of an input, special tokens included
 * @param micro pieces of a batch, padding included
 * @param pairs most translations of a contrast
 * @param links most word pairs of a contrast
 * @param contrast layers whose hidden states are contrasted, one drawn each step; empty for the
 *     middle, three quarters and the last
 * @param held translations of each language that are only tested on; at most a tenth of them
 * @param seed of everything random
 * @param save minutes between two checkpoints
 * @param log steps between two lines of loss.csv
 */
public record PretrainSettings(
    String init,
    String vocab,
    int layers,
    int hidden,
    int heads,
    int intermediate,
    String text,
    String parallel,
    String out,
    int steps,
    double minutes,
    double rate,
    double warmup,
    double decay,
    double clip,
    double mask,
    double alpha,
    double switching,
    double temperature,
    double mlm,
    double tlm,
    double sentence,
    double word,
    int length,
    int micro,
    int pairs,
    int links,
    List<Integer> contrast,
    int held,
    long seed,
    double save,
    int log) {
  private static final PretrainSettings DEFAULTS =
      new PretrainSettings(
          "-", "", 0, 0, 0, 0, "-", "-", "-", 1, 0, 1e-3, 0.02, 0.01, 2, 0.15, 0.5, 0.3, 0.05, 1,
          0.5, 1, 1, 128, 2048, 192, 1024, List.of(), 100, 1, 10, 20);

  /**
   * The defaults with some settings changed.
   *
   * @param changes by the names above
   * @throws Problem naming an unknown or impossible setting
   */
  public static PretrainSettings of(Map<String, ?> changes) {
    var mapper = new ObjectMapper();
    var all = (ObjectNode) mapper.valueToTree(DEFAULTS);
    Stream.of("init", "text", "parallel", "out").forEach(name -> all.put(name, ""));
    all.put("steps", 0);
    changes.forEach(
        (name, value) -> {
          if (!all.has(name)) {
            throw new Problem("Unknown setting \"" + name + "\" of pretraining.");
          }
          all.set(name, mapper.valueToTree(value));
        });
    try {
      return mapper.treeToValue(all, PretrainSettings.class);
    } catch (JacksonException e) {
      if (e.getCause() instanceof Problem p) {
        throw p;
      }
      throw new Problem("Settings of pretraining: " + e.getOriginalMessage(), e);
    }
  }

  /** Checks what can be checked without files. */
  public PretrainSettings {
    contrast = List.copyOf(contrast);
    check(!text.isEmpty(), "text", "missing", "a directory of XX.txt");
    check(!out.isEmpty(), "out", "missing", "a directory to write");
    check(steps >= 0 && minutes >= 0, "steps or minutes", "negative", "a positive number");
    check(steps > 0 || minutes > 0, "steps", steps, "an end of the run, --steps or --minutes,");
    boolean sizes = layers > 0 && hidden > 0 && heads > 0 && intermediate > 0;
    if (init.isEmpty()) {
      check(!vocab.isEmpty(), "init", "missing", "--init, or --vocab with sizes for a new model,");
      check(sizes, "layers, hidden, heads or intermediate", "missing", "all four of a new model");
      check(hidden % heads == 0, "hidden", hidden, "a multiple of the " + heads + " heads");
    } else {
      check(vocab.isEmpty(), "vocab", vocab, "none, since --init brings its own,");
      check(
          layers == 0 && hidden == 0 && heads == 0 && intermediate == 0,
          "layers, hidden, heads or intermediate",
          "set",
          "none, since --init brings its own,");
    }
    check(rate > 0 && rate < 1, "rate", rate, "between 0 and 1");
    check(warmup >= 0 && warmup < 1, "warmup", warmup, "a share of the run, 0 to below 1,");
    check(decay >= 0, "decay", decay, "0 or more");
    check(clip > 0, "clip", clip, "above 0");
    check(mask > 0 && mask <= 0.9, "mask", mask, "above 0, at most 0.9,");
    share(alpha, "alpha");
    share(switching, "switch");
    check(temperature > 0, "temperature", temperature, "above 0");
    share(mlm, "mlm");
    share(tlm, "tlm");
    check(sentence >= 0, "sentence", sentence, "0 or more");
    check(word >= 0, "word", word, "0 or more");
    boolean translations = tlm > 0 || sentence > 0 || word > 0;
    check(
        mlm > 0 || translations, "mlm", mlm, "at least one of mlm, tlm, sentence and word above 0");
    check(
        !translations || !parallel.isEmpty(),
        "parallel",
        "missing",
        "a directory of en-XX.tsv, or 0 for tlm, sentence and word,");
    check(length >= 16, "length", length, "16 or more");
    check(micro >= 2 * length, "micro", micro, "twice the length, " + 2 * length + ", or more");
    check(pairs >= 2, "pairs", pairs, "2 or more");
    check(links >= 8, "links", links, "8 or more");
    check(held >= 0, "held", held, "0 or more");
    check(save > 0, "save", save, "above 0");
    check(log >= 1, "log", log, "1 or more");
  }

  private static void share(double value, String name) {
    check(value >= 0 && value <= 1, name, value, "0 to 1");
  }

  private static void check(boolean good, String name, Object value, String expected) {
    if (!good) {
      throw new Problem("Setting " + name + " is " + value + "; " + expected + " was expected.");
    }
  }

  /**
   * Layers whose hidden states are contrasted.
   *
   * @throws Problem where the model has no such layer
   */
  int[] contrastLayers(EncoderConfig config) {
    int l = config.layers();
    for (int layer : contrast) {
      check(layer >= 1 && layer <= l, "contrast", layer, "layers from 1 to " + l);
    }
    return contrast.isEmpty()
        ? new int[] {(l + 1) / 2, (3 * l + 3) / 4, l}
        : contrast.stream().mapToInt(i -> i).toArray();
  }

  /** Everything that the result depends on, as JSON; where it is written is no part of it. */
  String asJson() {
    var all = (ObjectNode) new ObjectMapper().valueToTree(this);
    all.remove(List.of("out", "save"));
    return all.toString();
  }
}
