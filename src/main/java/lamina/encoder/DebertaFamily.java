package lamina.encoder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import lamina.engine.Engine;
import lamina.files.Document;
import lamina.tensor.Weights;

/**
 * DeBERTa of version 2 and 3 (He et al., ICLR 2021 and 2023), mDeBERTa among them: attention has
 * terms of its own for how far apart two pieces are.
 *
 * @param settings those that no other family has
 */
record DebertaFamily(Settings settings) implements EncoderFamily {
  private static final int MOST = 10_000_000;
  private static final String TO_POSITION = "c2p";
  private static final String FROM_POSITION = "p2c";

  /**
   * What config.json says beside sizes.
   *
   * @param relative whether blocks know distances
   * @param toPosition whether a piece looks for distances
   * @param fromPosition whether a distance looks for pieces
   * @param shared whether distances are projected by the layers that project pieces
   * @param buckets distances that are told apart on each side, far ones by their logarithm; 0 where
   *     each has its own
   * @param farthest distance that is told from farther ones
   * @param normed whether the table of distances goes through a LayerNorm
   * @param placed whether embeddings have a term for their position
   * @param width of the embeddings, where they are projected to E from another
   * @param convolution after the first block, where there is one
   * @param pooler between the first token and the classifier of pairs
   */
  record Settings(
      boolean relative,
      boolean toPosition,
      boolean fromPosition,
      boolean shared,
      int buckets,
      int farthest,
      boolean normed,
      boolean placed,
      Optional<Integer> width,
      Optional<Convolution> convolution,
      Activation pooler) {
    /** Rows of the table of distances. */
    int distances() {
      return 2 * (buckets > 0 ? buckets : farthest);
    }

    /** Terms of attention, that of content among them. */
    int terms() {
      return 1 + (toPosition ? 1 : 0) + (fromPosition ? 1 : 0);
    }
  }

  /**
   * A convolution over neighbouring pieces.
   *
   * @param size pieces that it sees, an odd number
   * @param groups of channels that don't see each other
   * @param activation of its outputs, in the names of config.json; tanh is this one's alone
   */
  record Convolution(int size, int groups, String activation) {
    static final String TANH = "tanh";
  }

  /** Before a checkpoint says its own: what its classes take where config.json is silent. */
  DebertaFamily() {
    this(
        new Settings(
            false,
            false,
            false,
            false,
            0,
            512,
            false,
            true,
            Optional.empty(),
            Optional.empty(),
            Activation.GELU));
  }

  @Override
  public EncoderFamily read(Document json, int layers) {
    EncoderFamily.refuseRelativePositions(json);
    int positions = whole(json, "max_position_embeddings", 1, 512);
    int hidden = whole(json, "hidden_size", 1, 1536);
    refuseHeadSize(json, hidden);
    boolean relative = flag(json, "relative_attention", false);
    int buckets = whole(json, "position_buckets", -1, -1);
    if (buckets == 1) {
      throw json.get("position_buckets").wrong("-1 or a number above 1 was expected");
    }
    int farthest = whole(json, "max_relative_positions", -1, -1);
    var kinds = kinds(json);
    return new DebertaFamily(
        new Settings(
            relative,
            kinds.contains(TO_POSITION),
            kinds.contains(FROM_POSITION),
            flag(json, "share_att_key", false),
            Math.max(0, buckets),
            farthest < 1 ? positions : farthest,
            words(json.find("norm_rel_ebd").map(Document::text).orElse("none"))
                .contains("layer_norm"),
            flag(json, "position_biased_input", true),
            Optional.of(whole(json, "embedding_size", 1, hidden)).filter(w -> w != hidden),
            convolution(json, hidden),
            json.find("pooler_hidden_act").map(Activation::read).orElse(Activation.GELU)));
  }

  private static int whole(Document json, String name, int least, int usual) {
    return json.find(name).map(d -> d.whole(least, MOST)).orElse(usual);
  }

  private static boolean flag(Document json, String name, boolean usual) {
    return json.find(name).map(Document::flag).orElse(usual);
  }

  private static List<String> words(String joined) {
    return Arrays.stream(joined.toLowerCase(Locale.ROOT).split("\\|")).map(String::strip).toList();
  }

  /** As a list, or as one text with bars. */
  private static List<String> kinds(Document json) {
    var given = json.find("pos_att_type");
    var kinds =
        given
            .map(
                g -> g.isList() ? g.items().stream().map(Document::text).toList() : words(g.text()))
            .orElse(List.of());
    for (var kind : kinds) {
      if (!List.of(TO_POSITION, FROM_POSITION, "").contains(kind)) {
        throw given
            .orElseThrow()
            .wrong(
                "attention of kind \""
                    + kind
                    + "\" isn't supported, only \"c2p\" and \"p2c\"; another model is needed");
      }
    }
    return kinds;
  }

  private static void refuseHeadSize(Document json, int hidden) {
    var given = json.find("attention_head_size");
    int heads = whole(json, "num_attention_heads", 1, 24);
    if (given.isPresent() && given.get().whole(1, MOST) != hidden / heads) {
      throw given
          .get()
          .wrong(
              "heads of another size than "
                  + hidden / heads
                  + ", the hidden size over their number, aren't supported; another model is"
                  + " needed");
    }
  }

  private static Optional<Convolution> convolution(Document json, int hidden) {
    int size = whole(json, "conv_kernel_size", 0, 0);
    if (size == 0) {
      return Optional.empty();
    }
    if (size % 2 == 0) {
      throw json.get("conv_kernel_size").wrong("an odd number was expected");
    }
    int groups = whole(json, "conv_groups", 1, 1);
    var act = json.find("conv_act");
    var name = act.map(Document::text).orElse(Convolution.TANH);
    if (!name.equals(Convolution.TANH)) {
      Activation.read(act.orElseThrow());
    }
    return Optional.of(new Convolution(size, groups, name));
  }

  @Override
  public String key() {
    return "deberta-v2";
  }

  @Override
  public String label() {
    return "DeBERTa-v2";
  }

  @Override
  public String classPrefix() {
    return "DebertaV2";
  }

  @Override
  public String tensorPrefix() {
    return "deberta.";
  }

  /** The pooler lies beside the encoder, without prefix. */
  @Override
  public List<String> prefixed() {
    return List.of("embeddings.", "encoder.");
  }

  @Override
  public ConfigNames configNames() {
    return new ConfigNames(
        Entry.of("vocab_size", 128100),
        Entry.of("hidden_size", 1536),
        Entry.of("num_hidden_layers", 24),
        Entry.of("num_attention_heads", 24),
        Entry.of("intermediate_size", 6144),
        Entry.of("hidden_act", Activation.GELU),
        Entry.of("hidden_dropout_prob", 0.1f),
        "attention_probs_dropout_prob",
        Entry.of("max_position_embeddings", 512),
        Entry.of("type_vocab_size", 0),
        Entry.of("layer_norm_eps", 1e-7f));
  }

  @Override
  public void complete(ObjectNode config) {
    var s = settings;
    config.put("pad_token_id", 0);
    config.put("relative_attention", s.relative);
    config.put("max_relative_positions", s.farthest);
    config.put("position_buckets", s.buckets > 0 ? s.buckets : -1);
    config.put("norm_rel_ebd", s.normed ? "layer_norm" : "none");
    config.put("share_att_key", s.shared);
    config.put("position_biased_input", s.placed);
    var kinds = config.putArray("pos_att_type");
    if (s.fromPosition) {
      kinds.add(FROM_POSITION);
    }
    if (s.toPosition) {
      kinds.add(TO_POSITION);
    }
    s.width.ifPresent(w -> config.put("embedding_size", w));
    s.convolution.ifPresent(
        c ->
            config
                .put("conv_kernel_size", c.size)
                .put("conv_groups", c.groups)
                .put("conv_act", c.activation));
    config.put("pooler_hidden_act", s.pooler.key()).put("pooler_dropout", 0);
  }

  @Override
  public List<String> byPiece() {
    var names = new ArrayList<>(EncoderFamily.super.byPiece());
    names.add("lm_predictions.lm_head.bias");
    return names;
  }

  /** Without a table of positions that old files have and nobody reads. */
  @Override
  public boolean owns(String name) {
    return name.startsWith("encoder.")
        || name.startsWith("embeddings.")
            && !name.endsWith("position_ids")
            && (settings.placed || !name.startsWith("embeddings.position_embeddings."));
  }

  @Override
  public BlockNames blockNames() {
    return new BlockNames(
        "encoder.layer.",
        "attention.self.query_proj",
        "attention.self.key_proj",
        "attention.self.value_proj",
        "attention.output.dense",
        "attention.output.LayerNorm",
        "intermediate.dense",
        "output.dense",
        "output.LayerNorm");
  }

  @Override
  public void tensors(EncoderConfig config, RandomWeights.Sink sink) {
    DebertaNetwork.tensors(config, settings, sink);
  }

  @Override
  public Network network(EncoderConfig config, Weights weights) {
    return DebertaNetwork.of(config, settings, weights);
  }

  /**
   * Distances and the convolution count as part of the first block: every frozen one needs them.
   */
  @Override
  public boolean atRest(String name, int freeze, int layers) {
    return EncoderFamily.super.atRest(name, freeze, layers)
        || freeze > 0 && DebertaNetwork.common(name);
  }

  @Override
  public Set<Engine> engines() {
    return EnumSet.of(Engine.NDARRAY, Engine.SCRIPTED);
  }

  @Override
  public PairDense pairDense() {
    return new PairDense("pooler.dense", settings.pooler::apply);
  }

  @Override
  public boolean distilled() {
    return false;
  }
}
