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
    return ConfigNames.bert(30522);
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
