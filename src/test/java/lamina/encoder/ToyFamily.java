package lamina.encoder;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** BERT under other names throughout, as docs/extending.md declares a family. */
public record ToyFamily() implements EncoderFamily {
  @Override
  public String key() {
    return "toy";
  }

  @Override
  public String label() {
    return "Toy";
  }

  @Override
  public String classPrefix() {
    return "Toy";
  }

  @Override
  public String tensorPrefix() {
    return "backbone.";
  }

  @Override
  public List<String> prefixed() {
    return List.of("embeddings.", "stack.");
  }

  @Override
  public ConfigNames configNames() {
    return new ConfigNames(
        Entry.of("pieces", 1000),
        Entry.of("width", 64),
        Entry.of("depth", 2),
        Entry.of("parts", 2),
        Entry.of("wide", 128),
        Entry.of("nonlinearity", Activation.RELU),
        Entry.of("drop", 0.2f),
        "drop_attention",
        Entry.of("longest", 64),
        Entry.of("segments", 3),
        Entry.of("eps", 1e-5f));
  }

  @Override
  public void complete(ObjectNode config) {
    config.put("toy_version", 1);
  }

  @Override
  public BlockNames blockNames() {
    return new BlockNames(
        "stack.", "attend.q", "attend.k", "attend.v", "attend.o", "norm1", "up", "down", "norm2");
  }

  @Override
  public PairDense pairDense() {
    return new PairDense("summary", NDArray::tanh);
  }

  @Override
  public boolean distilled() {
    return false;
  }
}
