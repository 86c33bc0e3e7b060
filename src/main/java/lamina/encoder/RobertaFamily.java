package lamina.encoder;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lamina.files.Document;

/**
 * RoBERTa (Liu et al., 2019) and those made after its recipe, XLM-R (Conneau et al., ACL 2020) and
 * CamemBERT: BERT whose positions are counted from behind the number of the padding.
 *
 * @param pad id of the padding, by which positions are counted
 */
record RobertaFamily(String key, String label, String classPrefix, int vocabulary, int pad)
    implements EncoderFamily {
  static final RobertaFamily ROBERTA = new RobertaFamily("roberta", "RoBERTa", "Roberta", 50265, 1);
  static final RobertaFamily XLM_R =
      new RobertaFamily("xlm-roberta", "XLM-R", "XLMRoberta", 30522, 1);
  static final RobertaFamily CAMEMBERT =
      new RobertaFamily("camembert", "CamemBERT", "Camembert", 30522, 1);

  private static final String PAD = "pad_token_id";
  private static final int MOST = 1_000_000;

  @Override
  public EncoderFamily read(Document json, int layers) {
    EncoderFamily.refuseRelativePositions(json);
    var given = Optional.ofNullable(json.members().get(PAD));
    return new RobertaFamily(
        key, label, classPrefix, vocabulary, given.map(p -> p.whole(0, MOST)).orElse(pad));
  }

  @Override
  public OptionalInt padding() {
    return OptionalInt.of(pad);
  }

  @Override
  public String tensorPrefix() {
    return "roberta.";
  }

  @Override
  public List<String> prefixed() {
    return List.of("embeddings.", "encoder.", "pooler.");
  }

  @Override
  public ConfigNames configNames() {
    return ConfigNames.bert(vocabulary);
  }

  @Override
  public void complete(ObjectNode config) {
    config.put(PAD, pad);
  }

  @Override
  public List<String> byPiece() {
    var names = new ArrayList<>(List.of(words(), "lm_head.bias"));
    names.addAll(List.of("lm_head.decoder.weight", "lm_head.decoder.bias"));
    return names;
  }

  @Override
  public BlockNames blockNames() {
    return BlockNames.BERT;
  }

  @Override
  public PairDense pairDense() {
    return new PairDense("classifier.dense", NDArray::tanh);
  }

  @Override
  public String classifierLayer(boolean tagsWords) {
    return tagsWords ? "classifier" : "classifier.out_proj";
  }

  @Override
  public boolean distilled() {
    return false;
  }
}
