package lamina.train;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lamina.data.Task;
import lamina.files.Sha256;
import lamina.fusion.Variants;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.problem.Problem;

/**
 * All settings of a training run; the YAML file's names are these.
 *
 * @param task key of the task
 * @param base directory of the checkpoint to start from
 * @param teacher directory of the teacher to distil from; empty for plain fine-tuning
 * @param out directory to write
 * @param train files of English training data
 * @param dev file of English development data, which chooses the head
 * @param unlabelled files of any language to distil on beside the labelled data: the task's
 *     formats, labels unread, or plain text, a sentence a line
 * @param protocol {@code shared}: all heads at once; {@code single}: one head; {@code frozen}: all
 *     heads on an encoder at rest
 * @param variants fusions to train
 * @param layers fusion layers to train; empty for all, 1 to L-1; L is the last layer with itself, a
 *     control
 * @param epochs passes over the data
 * @param batch examples a step, at least 16
 * @param passTokens most tokens, padding counted, in one forward and backward pass: a batch that
 *     has more takes several, whose gradients are added; 16 examples always go together, since
 *     BatchNorm needs a real batch
 * @param rate highest learning rate
 * @param headFactor how many times faster fusions and heads, which begin at random, learn than the
 *     encoder
 * @param warmup share of the steps, 0 to 1
 * @param decay weight decay of matrices
 * @param clip largest norm of the gradients
 * @param dropout 0 to 1, exclusive
 * @param precision of the products of dense layers: "fp32", or "bf16", faster where the processor
 *     has instructions for it
 * @param words whether word embeddings are "trained" or stay "frozen"
 * @param freeze lower layers that stay as they are, embeddings with them; -1 trains everything
 * @param depth layers of the base to keep, every k-th; 0 for all: a student without a teacher
 * @param limit most training examples; 0 for all
 * @param seed of everything random
 * @param checkpoint steps between two checkpoints
 * @param studentLayers layers of the student; divides the teacher's
 * @param studentWidth its hidden size; 0 for the teacher's; divides the teacher's
 * @param projection how widths are compared: {@code learned} from the student's to the teacher's,
 *     or {@code mean} of the teacher's neighbouring channels
 * @param temperature of the soft labels
 * @param softHead teacher's head that gives the soft labels, for example {@code paper.8}; empty: to
 *     each of the student's heads the teacher's at the same relative depth
 * @param soft weight of the soft labels' loss
 * @param hidden weight of the hidden states' loss
 * @param relations weight of the last layer's attention and value relations
 * @param gates weight of the gates' loss
 * @param hard weight of the true labels' loss
 * @param storage how weights are stored: "fp32", "fp16", or "int8" with a scale for each row
 * @param shareEmbeddings folder beside {@code out} that holds frozen embeddings for several models;
 *     empty to store them with the model
 * @param licence of the resulting weights, in words
 */
public record TrainSettings(
    String task,
    String base,
    String teacher,
    String out,
    List<String> train,
    String dev,
    List<String> unlabelled,
    String protocol,
    List<String> variants,
    List<Integer> layers,
    int epochs,
    int batch,
    int passTokens,
    double rate,
    double headFactor,
    double warmup,
    double decay,
    double clip,
    double dropout,
    String precision,
    String words,
    int freeze,
    int depth,
    int limit,
    long seed,
    int checkpoint,
    int studentLayers,
    int studentWidth,
    String projection,
    double temperature,
    String softHead,
    double soft,
    double hidden,
    double relations,
    double gates,
    double hard,
    String storage,
    String shareEmbeddings,
    String licence) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Settings by name; what isn't named has its default.
   *
   * @param values by the names above, as YAML or JSON hold them
   * @throws Problem naming an unknown or impossible setting
   */
  public static TrainSettings of(Map<String, ?> values) {
    return new SettingSources().values("the settings", values).resolve().settings();
  }

  /** Settings whose values are all given, checked one by one. */
  static TrainSettings ofChecked(Map<String, Object> values) {
    return JSON.convertValue(values, TrainSettings.class);
  }

  /** Copies the lists. */
  public TrainSettings {
    train = List.copyOf(train);
    unlabelled = List.copyOf(unlabelled);
    variants = List.copyOf(variants);
    layers = List.copyOf(layers);
  }

  /**
   * Checks what settings say together, without files.
   *
   * @throws Problem naming the settings
   */
  void checkTogether() {
    check(
        soft + hidden + relations + gates + hard > 0,
        "soft, hidden, relations, gates, hard",
        List.of(soft, hidden, relations, gates, hard),
        "one weight above 0");
    check(
        !protocol.equals(ModelSummary.FROZEN) || teacher.isEmpty(),
        "protocol",
        protocol,
        "shared or single, because a student's encoder must learn,");
    check(
        unlabelled.isEmpty() || !teacher.isEmpty(),
        "unlabelled",
        unlabelled,
        "a teacher to label it");
    if (!softHead.isEmpty()) {
      headOf(softHead);
    }
  }

  private static void headOf(String key) {
    try {
      HeadKey.of(key);
    } catch (Problem | NumberFormatException e) {
      throw new Problem(
          "Setting softHead is " + key + "; a head such as paper.8, or last, was expected.", e);
    }
  }

  private static void check(boolean good, String name, Object value, String expected) {
    if (!good) {
      throw new Problem("Setting " + name + " is " + value + "; " + expected + " was expected.");
    }
  }

  /** The task. */
  public Task taskValue() {
    return Task.of(task);
  }

  /** Whether a teacher is distilled. */
  public boolean distils() {
    return !teacher.isEmpty();
  }

  /**
   * The heads to train in an encoder of L layers.
   *
   * @throws Problem where the protocol is {@code single} and these aren't one
   */
  public List<HeadKey> heads(int depth) {
    var keys = new ArrayList<HeadKey>();
    for (var name : variants) {
      var variant = Variants.KNOWN.of(name);
      if (!variant.usesLayer()) {
        keys.add(new HeadKey(variant, 0));
        continue;
      }
      // The last layer fused with itself is a control that must be asked for.
      for (int l = 1; l <= depth; l++) {
        if (layers.isEmpty() ? l < depth : layers.contains(l)) {
          keys.add(new HeadKey(variant, l));
        }
      }
    }
    if (protocol.equals("single") && keys.size() != 1) {
      throw new Problem(
          "Protocol single trains one head a run, but variants "
              + variants
              + " and layers "
              + layers
              + " make "
              + keys.size()
              + ": name one variant and one layer.");
    }
    if (keys.isEmpty()) {
      throw new Problem("No head to train: layers " + layers + " of 1 to " + (depth - 1) + ".");
    }
    for (int layer : layers) {
      if (layer < 1 || layer > depth) {
        throw new Problem(
            "Setting layers has "
                + layer
                + "; layers 1 to "
                + (depth - 1)
                + " can be fused, and "
                + depth
                + ", the last, with itself.");
      }
    }
    return keys;
  }

  /** Every setting by name, in the order of {@link Setting#ALL}. */
  public Map<String, Object> values() {
    var map = new LinkedHashMap<String, Object>();
    var all = JSON.<ObjectNode>valueToTree(this);
    Setting.ALL.forEach(s -> map.put(s.name(), s.value(all.get(s.name())).orElseThrow()));
    return map;
  }

  /** SHA-256 of all settings but the place that is written: equal for equal runs. */
  public String hash() {
    var map = values();
    map.remove("out");
    try {
      return Sha256.of(JSON.writeValueAsBytes(map));
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }

  /** These settings as a map for a model's description; of files the names alone. */
  public Map<String, Object> asMap() {
    var map = new LinkedHashMap<String, Object>();
    new ObjectMapper()
        .valueToTree(this)
        .properties()
        .forEach(p -> map.put(p.getKey(), p.getValue()));
    map.remove("out");
    map.remove("licence");
    map.put("base", name(base));
    map.put("teacher", name(teacher));
    map.put("dev", name(dev));
    map.put("unlabelled", unlabelled.stream().map(TrainSettings::name).toList());
    map.put("train", train.stream().map(TrainSettings::name).toList());
    return map;
  }

  private static String name(String path) {
    return path.isEmpty() ? "" : Path.of(path).getFileName().toString();
  }
}
