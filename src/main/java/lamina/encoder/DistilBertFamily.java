package lamina.encoder;

import ai.djl.nn.Activation;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** DistilBERT (Sanh et al., 2019): BERT without token types and pooler, under names of its own. */
record DistilBertFamily() implements EncoderFamily {
  @Override
  public String key() {
    return "distilbert";
  }

  @Override
  public String label() {
    return "DistilBERT";
  }

  @Override
  public String classPrefix() {
    return "DistilBert";
  }

  @Override
  public String tensorPrefix() {
    return "distilbert.";
  }

  @Override
  public List<String> prefixed() {
    return List.of("embeddings.", "transformer.");
  }

  @Override
  public ConfigNames configNames() {
    return new ConfigNames(
        Entry.of("vocab_size", 30522),
        Entry.of("dim", 768),
        Entry.of("n_layers", 6),
        Entry.of("n_heads", 12),
        Entry.of("hidden_dim", 3072),
        Entry.of("activation", lamina.encoder.Activation.GELU),
        Entry.of("dropout", 0.1f),
        "attention_dropout",
        Entry.of("max_position_embeddings", 512),
        Entry.fixed(0),
        Entry.fixed(1e-12f));
  }

  @Override
  public void complete(ObjectNode config) {
    config.put("sinusoidal_pos_embds", false).put("pad_token_id", 0);
  }

  @Override
  public List<String> byPiece() {
    return List.of(words(), "vocab_projector.weight", "vocab_projector.bias");
  }

  @Override
  public BlockNames blockNames() {
    return new BlockNames(
        "transformer.layer.",
        "attention.q_lin",
        "attention.k_lin",
        "attention.v_lin",
        "attention.out_lin",
        "sa_layer_norm",
        "ffn.lin1",
        "ffn.lin2",
        "output_layer_norm");
  }

  @Override
  public PairDense pairDense() {
    return new PairDense("pre_classifier", Activation::relu);
  }

  @Override
  public boolean distilled() {
    return true;
  }
}
