package lamina.encoder;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import lamina.engine.Engine;
import lamina.files.Document;
import lamina.tensor.Weights;

/**
 * ModernBERT (Warner et al., ACL 2025) and mmBERT (Marone et al., 2025): rotary positions, blocks
 * that see all pieces and blocks that see near ones, gated feed-forward parts, norms before the
 * parts and one at the end.
 *
 * @param settings those that no other family has
 */
record ModernBertFamily(Settings settings) implements EncoderFamily {
  private static final int MOST = 10_000_000;
  private static final String FULL = "full_attention";
  private static final String SLIDING = "sliding_attention";

  /**
   * What config.json says beside sizes.
   *
   * @param sliding of each block, whether it sees near pieces only
   * @param window pieces that such a block sees, half of them on each side
   * @param globalTheta base of the rotation in blocks that see all
   * @param localTheta base of the rotation in the others
   * @param normBias whether norms have a bias, and attention and feed-forward parts likewise
   * @param pooling of pairs for a classifier: cls or mean
   * @param headBias whether the dense layer before the classifier has a bias
   * @param headActivation of that layer
   * @param padding id that fills rows up, which is written and never used
   */
  record Settings(
      List<Boolean> sliding,
      int window,
      double globalTheta,
      double localTheta,
      boolean normBias,
      boolean attentionBias,
      boolean feedBias,
      String pooling,
      boolean headBias,
      Activation headActivation,
      float epsilon,
      Optional<Integer> padding) {
    static final Settings USUAL =
        new Settings(
            List.of(),
            128,
            160_000,
            10_000,
            false,
            false,
            false,
            "cls",
            false,
            Activation.GELU,
            1e-5f,
            Optional.of(50_283));
  }

  ModernBertFamily() {
    this(Settings.USUAL);
  }

  @Override
  public EncoderFamily read(Document json, int layers) {
    var usual = Settings.USUAL;
    var window = json.find("local_attention").map(d -> d.whole(2, MOST)).orElse(usual.window);
    double global = theta(json, FULL, "global_rope_theta", usual.globalTheta);
    return new ModernBertFamily(
        new Settings(
            sliding(json, layers),
            window,
            global,
            localTheta(json, global),
            flag(json, "norm_bias"),
            flag(json, "attention_bias"),
            flag(json, "mlp_bias"),
            pooling(json),
            flag(json, "classifier_bias"),
            json.find("classifier_activation").map(Activation::read).orElse(usual.headActivation),
            json.find("norm_eps").map(d -> (float) d.number(0, 1)).orElse(usual.epsilon),
            json.members().containsKey("pad_token_id")
                ? json.find("pad_token_id").map(d -> d.whole(0, MOST))
                : usual.padding));
  }

  private static boolean flag(Document json, String name) {
    return json.find(name).map(Document::flag).orElse(false);
  }

  private static String pooling(Document json) {
    var given = json.find("classifier_pooling");
    var pooling = given.map(Document::text).orElse(Settings.USUAL.pooling);
    if (!List.of("cls", "mean").contains(pooling)) {
      throw given.orElseThrow().wrong("\"cls\" or \"mean\" was expected");
    }
    return pooling;
  }

  /** Named block by block, or every k-th is global, the first among them. */
  private static List<Boolean> sliding(Document json, int layers) {
    var named = json.find("layer_types");
    if (named.isEmpty()) {
      return every(
          json.find("global_attn_every_n_layers").map(d -> d.whole(1, MOST)).orElse(3), layers);
    }
    var types = named.get().items();
    if (types.size() != layers) {
      throw named
          .get()
          .wrong("it has " + types.size() + " entries for " + layers + " layers; correct one");
    }
    return types.stream()
        .map(
            t ->
                switch (t.text()) {
                  case FULL -> false;
                  case SLIDING -> true;
                  default ->
                      throw t.wrong(
                          "attention of type \""
                              + t.text()
                              + "\" isn't supported, only \""
                              + FULL
                              + "\" and \""
                              + SLIDING
                              + "\"; another model is needed");
                })
        .toList();
  }

  private static List<Boolean> every(int stride, int layers) {
    return IntStream.range(0, layers).mapToObj(i -> i % stride != 0).toList();
  }

  /**
   * Of the form of transformers 5, by type of attention, or of the form before it, where null was
   * that of global attention.
   */
  private static double theta(Document json, String type, String before, double usual) {
    var scaling = json.find("rope_scaling");
    scaling.ifPresent(ModernBertFamily::refuseScaling);
    var own = json.find("rope_parameters").flatMap(all -> all.find(type));
    own.ifPresent(ModernBertFamily::refuseScaling);
    return scaling
        .flatMap(all -> all.find("rope_theta"))
        .or(() -> own.flatMap(o -> o.find("rope_theta")))
        .or(() -> json.find(before))
        .map(d -> d.number(1, 1e12))
        .orElse(usual);
  }

  private static double localTheta(Document json, double global) {
    boolean same =
        json.members().containsKey("local_rope_theta") && json.find("local_rope_theta").isEmpty();
    double usual = same ? global : Settings.USUAL.localTheta;
    return theta(json, SLIDING, "local_rope_theta", usual);
  }

  private static void refuseScaling(Document rope) {
    rope.find("rope_type")
        .or(() -> rope.find("type"))
        .filter(t -> !t.text().equals("default"))
        .ifPresent(
            t -> {
              throw t.wrong(
                  "rotary positions that are scaled by \""
                      + t.text()
                      + "\" aren't supported, only \"default\"; another model is needed");
            });
  }

  @Override
  public EncoderFamily withLayers(List<Integer> kept) {
    var s = settings;
    return new ModernBertFamily(
        new Settings(
            kept.stream().map(s.sliding::get).toList(),
            s.window,
            s.globalTheta,
            s.localTheta,
            s.normBias,
            s.attentionBias,
            s.feedBias,
            s.pooling,
            s.headBias,
            s.headActivation,
            s.epsilon,
            s.padding));
  }

  @Override
  public String key() {
    return "modernbert";
  }

  @Override
  public String label() {
    return "ModernBERT";
  }

  @Override
  public String classPrefix() {
    return "ModernBert";
  }

  @Override
  public String tensorPrefix() {
    return "model.";
  }

  @Override
  public List<String> prefixed() {
    return List.of("embeddings.", "layers.", ModernBertNetwork.END + ".", "rotary_emb.");
  }

  @Override
  public ConfigNames configNames() {
    return new ConfigNames(
        Entry.of("vocab_size", 50368),
        Entry.of("hidden_size", 768),
        Entry.of("num_hidden_layers", 22),
        Entry.of("num_attention_heads", 12),
        Entry.of("intermediate_size", 1152),
        Entry.of("hidden_activation", Activation.GELU),
        Entry.of("mlp_dropout", 0f),
        "attention_dropout",
        Entry.of("max_position_embeddings", 8192),
        Entry.fixed(0),
        Entry.of("norm_eps", Settings.USUAL.epsilon));
  }

  /** In the form of transformers 5 and, as far as it goes, in that before it. */
  @Override
  public void complete(ObjectNode config) {
    var s = settings;
    var types = config.putArray("layer_types");
    s.sliding.forEach(local -> types.add(local ? SLIDING : FULL));
    var rope = config.putObject("rope_parameters");
    rope.putObject(FULL).put("rope_type", "default").put("rope_theta", s.globalTheta);
    rope.putObject(SLIDING).put("rope_type", "default").put("rope_theta", s.localTheta);
    config.put("global_rope_theta", s.globalTheta).put("local_rope_theta", s.localTheta);
    IntStream.rangeClosed(1, s.sliding.size())
        .filter(n -> s.sliding.equals(every(n, s.sliding.size())))
        .findFirst()
        .ifPresent(n -> config.put("global_attn_every_n_layers", n));
    config.put("local_attention", s.window);
    config.put("embedding_dropout", config.path("mlp_dropout").asDouble());
    config.put("norm_bias", s.normBias);
    config.put("attention_bias", s.attentionBias);
    config.put("mlp_bias", s.feedBias);
    config.put("classifier_pooling", s.pooling);
    config.put("classifier_bias", s.headBias);
    config.put("classifier_activation", s.headActivation.key());
    s.padding.ifPresentOrElse(
        p -> config.put("pad_token_id", p), () -> config.putNull("pad_token_id"));
  }

  @Override
  public String words() {
    return ModernBertNetwork.WORDS;
  }

  @Override
  public List<String> byPiece() {
    return List.of(words(), "decoder.weight", "decoder.bias");
  }

  @Override
  public boolean owns(String name) {
    return name.startsWith("embeddings.")
        || name.startsWith("layers.")
        || name.startsWith(ModernBertNetwork.END + ".");
  }

  @Override
  public BlockNames blockNames() {
    return BlockNames.under("layers.");
  }

  @Override
  public void tensors(EncoderConfig config, RandomWeights.Sink sink) {
    ModernBertNetwork.tensors(config, settings, sink);
  }

  /** The norm at the end is the last block's. */
  @Override
  public boolean atRest(String name, int freeze, int layers) {
    return EncoderFamily.super.atRest(name, freeze, layers)
        || freeze == layers && name.startsWith(ModernBertNetwork.END + ".");
  }

  @Override
  public Network network(EncoderConfig config, Weights weights) {
    return ModernBertNetwork.of(config, settings, weights);
  }

  @Override
  public Set<Engine> engines() {
    return EnumSet.of(Engine.NDARRAY, Engine.SCRIPTED);
  }

  @Override
  public PairDense pairDense() {
    return new PairDense(
        "head.dense",
        settings.headBias,
        settings.headActivation::apply,
        Optional.of(new Norm("head.norm", settings.epsilon, settings.normBias)));
  }

  /** Words go through the same layers as pairs. */
  @Override
  public Optional<PairDense> before(boolean tagsWords) {
    return Optional.of(pairDense());
  }

  @Override
  public NDArray pooled(NDArray fused, NDArray mask) {
    return settings.pooling.equals("mean")
        ? fused.mul(mask.expandDims(2)).sum(new int[] {1}).div(mask.sum(new int[] {1}, true))
        : EncoderFamily.super.pooled(fused, mask);
  }

  @Override
  public boolean distilled() {
    return false;
  }
}
