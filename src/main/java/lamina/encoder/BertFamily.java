package lamina.encoder;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** BERT (Devlin et al., NAACL 2019), as Hugging Face's classes save it. */
record BertFamily() implements EncoderFamily {
  @Override
  public String key() {
    return "bert";
  }

  @Override
  public String label() {
    return "BERT";
  }

  @Override
  public String classPrefix() {
    return "Bert";
  }

  @Override
  public String tensorPrefix() {
    return "bert.";
  }

  @Override
  public List<String> prefixed() {
    return List.of("embeddings.", "encoder.", "pooler.");
  }

  @Override
  public ConfigNames configNames() {
    return new ConfigNames(
        Entry.of("vocab_size", 30522),
        Entry.of("hidden_size", 768),
        Entry.of("num_hidden_layers", 12),
        Entry.of("num_attention_heads", 12),
        Entry.of("intermediate_size", 3072),
        Entry.of("hidden_act", Activation.GELU),
        Entry.of("hidden_dropout_prob", 0.1f),
        "attention_probs_dropout_prob",
        Entry.of("max_position_embeddings", 512),
        Entry.of("type_vocab_size", 2),
        Entry.of("layer_norm_eps", 1e-12f));
  }

  @Override
  public void complete(ObjectNode config) {
    config.put("pad_token_id", 0).put("position_embedding_type", "absolute");
  }

  @Override
  public BlockNames blockNames() {
    return BlockNames.BERT;
  }

  @Override
  public PairDense pairDense() {
    return new PairDense("pooler.dense", NDArray::tanh);
  }

  @Override
  public boolean distilled() {
    return false;
  }
}
