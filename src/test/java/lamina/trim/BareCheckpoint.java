package lamina.trim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import lamina.encoder.Reference;
import lamina.language.Languages;
import lamina.tensor.Storage;
import lamina.tensor.TensorFile;
import lamina.tensor.TensorWriter;
import lamina.tensor.Torch;
import lamina.text.Input;
import lamina.text.file.WordPieceJson;

/** A reference encoder with a vocabulary such as checkpoints have that others made. */
final class BareCheckpoint {
  /** Pieces, as many as the reference has rows. */
  static final int SIZE = 211;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ADDED = SIZE - 1;

  private final Path directory;
  private final List<String> pieces = new ArrayList<>();

  /**
   * Writes weights and config.
   *
   * @param kind bert or distilbert
   */
  BareCheckpoint(Path directory, String kind) throws IOException {
    this.directory = Files.createDirectories(directory);
    pieces.addAll(List.of("[unused1]", "[unused2]", "[PAD]", "[unused3]", "[UNK]"));
    pieces.addAll(List.of("[CLS]", "[SEP]", "[MASK]", ".", "über", "##ness"));
    for (char c = 'a'; c <= 'z'; c++) {
      pieces.add(Character.toString(c));
      pieces.add("##" + c);
    }
    for (int digit = 0; digit <= 9; digit++) {
      pieces.add(Integer.toString(digit));
      pieces.add("##" + digit);
    }
    for (int i = pieces.size(); i < ADDED; i++) {
      pieces.add(i % 2 == 0 ? "word" + i : "##tail" + i);
    }
    pieces.add("[NEW]");
    try (var r = Reference.open(kind.equals("bert") ? "bert-4x32" : "distilbert-3x32")) {
      var config = (ObjectNode) JSON.readTree(r.directory().resolve("config.json").toFile());
      config.put("pad_token_id", 2);
      JSON.writeValue(directory.resolve("config.json").toFile(), config);
      var tensors = new LinkedHashMap<String, NDArray>();
      r.weights()
          .read(n -> true)
          .map()
          .forEach((name, tensor) -> tensors.put(kind + "." + name, tensor));
      var bias = new float[SIZE];
      for (int i = 0; i < SIZE; i++) {
        bias[i] = i;
      }
      tensors.put("cls.predictions.bias", r.manager().create(bias));
      TensorWriter.write(directory.resolve("model.safetensors"), tensors, Storage.FP32);
    }
  }

  Path directory() {
    return directory;
  }

  /** Text of word90, ##ness and ##tail91, which stay; no other long piece is in it. */
  CountedText text() {
    var text = CountedText.empty(Languages.of("en"));
    text.add(
        "en.txt", "0", List.of(new Input.Text("word90ness."), new Input.Text("word90tail91 q.")));
    return text;
  }

  /** What must be left: special, single, not to be spelt with single ones, or in the text. */
  List<String> expected() {
    return pieces.stream()
        .filter(
            p ->
                p.startsWith("[") && !p.startsWith("[unused")
                    || p.replace("##", "").length() == 1
                    || List.of("über", "##ness", "word90", "##tail91").contains(p))
        .toList();
  }

  /** vocab.txt alone. */
  void writeList() throws IOException {
    Files.write(directory.resolve("vocab.txt"), pieces);
  }

  /** tokenizer.json alone, with all that names ids: as from transformers. */
  void writeJson() throws IOException {
    writeList();
    var root = (ObjectNode) JSON.readTree(WordPieceJson.of(directory.resolve("vocab.txt")));
    Files.delete(directory.resolve("vocab.txt"));
    ((ObjectNode) root.path("model").path("vocab")).remove("[NEW]");
    root.withArray("added_tokens")
        .addObject()
        .put("id", ADDED)
        .put("content", "[NEW]")
        .put("single_word", false)
        .put("lstrip", false)
        .put("rstrip", false)
        .put("normalized", false)
        .put("special", true);
    root.set(
        "post_processor",
        JSON.readTree("{\"type\":\"BertProcessing\",\"sep\":[\"[SEP]\",6],\"cls\":[\"[CLS]\",5]}"));
    JSON.writeValue(directory.resolve("tokenizer.json").toFile(), root);
    Files.writeString(
        directory.resolve("tokenizer_config.json"),
        "{\"added_tokens_decoder\":{\"2\":{\"content\":\"[PAD]\"},\"" + ADDED + "\":{}}}");
  }

  /** Every id that a trimmed directory names is that of the same piece. */
  void assertRenumbered(Path out) throws IOException {
    var kept = expected();
    var root = JSON.readTree(out.resolve("tokenizer.json").toFile());
    assertEquals(kept.size() - 1, root.path("model").path("vocab").size(), "[NEW] is beside it");
    root.path("model")
        .path("vocab")
        .properties()
        .forEach(p -> assertEquals(kept.indexOf(p.getKey()), p.getValue().asInt(), p.getKey()));
    root.path("added_tokens")
        .forEach(t -> assertEquals(kept.indexOf(t.path("content").asText()), t.path("id").asInt()));
    assertEquals(kept.indexOf("[SEP]"), root.path("post_processor").path("sep").get(1).asInt());
    assertEquals(kept.indexOf("[CLS]"), root.path("post_processor").path("cls").get(1).asInt());
    var decoder =
        JSON.readTree(out.resolve("tokenizer_config.json").toFile()).path("added_tokens_decoder");
    assertEquals("[PAD]", decoder.path("0").path("content").asText());
    assertEquals(2, decoder.size());
    var config = JSON.readTree(out.resolve("config.json").toFile());
    assertEquals(0, config.path("pad_token_id").asInt());
    assertEquals(kept.size(), config.path("vocab_size").asInt());
    try (var manager = Torch.newManager()) {
      var rows = new float[kept.size()];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = pieces.indexOf(kept.get(i));
      }
      var bias = TensorFile.open(out.resolve("model.safetensors"));
      assertArrayEquals(rows, bias.read(manager, "cls.predictions.bias").toFloatArray());
    }
  }
}
