package lamina.encoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import lamina.problem.Problem;
import lamina.tensor.NumberType;
import lamina.tensor.Storage;
import lamina.tensor.TensorFile;
import lamina.tensor.TensorWriter;
import lamina.tensor.Torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Directories that hold no BERT or DistilBERT in a form that is read: what it is and what to do.
 */
class CheckpointRefusalTest {
  private static final Path FORMS = Path.of("src/test/resources/checkpoints/forms");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WEIGHTS = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";

  @TempDir Path folder;

  @BeforeEach
  void copy() throws IOException {
    for (var name : new String[] {"config.json", WEIGHTS}) {
      Files.copy(FORMS.resolve("bert-plain").resolve(name), folder.resolve(name));
    }
  }

  private void assertRefused(String... said) {
    var message =
        assertThrows(
                Problem.class,
                () -> {
                  try (var manager = Torch.newManager()) {
                    Checkpoint.open(folder).loadEncoder(manager);
                  }
                })
            .getMessage();
    for (var text : said) {
      assertTrue(message.contains(text), message);
    }
    assertTrue(message.contains(folder.toString()), message);
  }

  private void set(String setting, String json) throws IOException {
    var file = folder.resolve("config.json");
    var config = (ObjectNode) JSON.readTree(Files.readString(file));
    config.set(setting, JSON.readTree(json));
    Files.writeString(file, config.toString());
  }

  private void rename(UnaryOperator<String> change) {
    try (var manager = Torch.newManager()) {
      var file = TensorFile.open(folder.resolve(WEIGHTS));
      var renamed = new LinkedHashMap<String, NDArray>();
      file.names().forEach(n -> renamed.put(change.apply(n), file.read(manager, n)));
      TensorWriter.write(folder.resolve(WEIGHTS), renamed, Storage.FP32);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "xlm-roberta-xl",
    "deberta",
    "albert",
    "t5",
    "electra",
    "mpnet",
    "nomic_bert",
    "gpt2",
  })
  void anotherArchitectureIsNamedWithThoseThatAreRead(String type) throws IOException {
    set("model_type", '"' + type + '"');
    assertRefused('"' + type + '"', "\"bert\", \"distilbert\", ");
  }

  @Test
  void withoutAModelTypeTheClassMayTell() throws IOException {
    set("model_type", "null");
    assertEquals("bert", Checkpoint.open(folder).config().family().key());
    set("architectures", "[\"AlbertModel\"]");
    assertRefused("model_type is missing");
    set("architectures", "null");
    assertRefused("model_type is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "model_type | 3 | a text was expected",
        "position_embedding_type | \"relative_key\" | relative_key",
        "position_embedding_type | \"relative_key_query\" | relative_key_query",
        "position_embedding_type | \"alibi\" | alibi",
        "quantization_config | {\"quant_method\": \"gptq\"} | quantised",
        "is_decoder | true | decoder",
        "add_cross_attention | true | decoder",
        "pruned_heads | {\"0\": [1]} | pruned heads",
        "hidden_act | \"mish\" | activation \"mish\" isn't supported; Lamina computes gelu",
        "hidden_act | null | hidden_act",
        "hidden_size | 17 | isn't a multiple of 4 heads",
        "hidden_size | -16 | hidden_size",
        "hidden_size | 99999999999999 | hidden_size",
        "hidden_size | \"16\" | the text \"16\"",
        "hidden_size | 16.5 | a whole number",
        "hidden_size | 32 | has shape (24, 16); (24, 32) was expected",
        "num_attention_heads | 0 | num_attention_heads",
        "num_hidden_layers | 0 | num_hidden_layers",
        "num_hidden_layers | 1000000 | num_hidden_layers",
        "num_hidden_layers | 3 | encoder.layer.1.attention.self.query.weight\" is missing",
        "vocab_size | 25 | (24, 16); (25, 16) was expected",
        "vocab_size | 23 | (24, 16); (23, 16) was expected",
        "max_position_embeddings | 9 | (8, 16); (9, 16) was expected",
        "type_vocab_size | 0 | type_vocab_size",
        "type_vocab_size | 1 | (2, 16); (1, 16) was expected",
        "layer_norm_eps | 0 | layer_norm_eps",
        "layer_norm_eps | -1e-12 | layer_norm_eps",
        "layer_norm_eps | \"1e-12\" | layer_norm_eps",
        "hidden_dropout_prob | 1.5 | hidden_dropout_prob",
      })
  void whatConfigJsonClaimsIsChecked(String setting, String json, String said) throws IOException {
    set(setting, json);
    assertRefused(said);
  }

  @Test
  void aSettingThatStandsTwiceIsRefused() throws IOException {
    var file = folder.resolve("config.json");
    Files.writeString(
        file,
        Files.readString(file).replaceFirst("\"hidden_size\": 16", "$0, \"hidden_size\": 16"));
    assertRefused("\"hidden_size\" stands twice");
  }

  @ParameterizedTest
  @CsvSource({
    "module., another model is wrapped",
    "bert.bert., another model is wrapped",
    "roberta.bert., another model is wrapped",
    "model., another model is wrapped",
    "distilbert., another model is wrapped",
  })
  void aForeignPrefixIsNamed(String prefix, String said) {
    rename(name -> prefix + name);
    assertRefused(said, prefix + "embeddings.word_embeddings.weight", "is missing");
  }

  @Test
  void twoNamesOfOneTensorAreRefused() throws IOException {
    try (var manager = Torch.newManager()) {
      var file = TensorFile.open(folder.resolve(WEIGHTS));
      var doubled = new LinkedHashMap<String, NDArray>();
      file.names().forEach(n -> doubled.put(n, file.read(manager, n)));
      doubled.put(
          "bert.embeddings.LayerNorm.gamma", file.read(manager, "embeddings.LayerNorm.weight"));
      TensorWriter.write(folder.resolve(WEIGHTS), doubled, Storage.FP32);
    }
    assertRefused("bert.embeddings.LayerNorm.gamma", "embeddings.LayerNorm.weight");
  }

  /** Renamed only under a LayerNorm, as transformers does. */
  @Test
  void gammaElsewhereIsNoWeight() {
    rename(n -> n.replace("self.query.weight", "self.query.gamma"));
    assertRefused("encoder.layer.0.attention.self.query.weight\" is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"F8_E4M3", "F8_E5M2", "I8", "U8", "I32", "Q5_K"})
  void aTypeWithoutPlainNumbersIsRefusedWhereItIsRead(String type) throws IOException {
    write(type, "embeddings.word_embeddings.weight");
    assertRefused("embeddings.word_embeddings.weight", type, "F32, F16, BF16 or F64");
    copyAgain();
    write(type, "x.y");
    Checkpoint.open(folder); // nobody reads it
  }

  private void copyAgain() throws IOException {
    Files.delete(folder.resolve("config.json"));
    Files.delete(folder.resolve(WEIGHTS));
    copy();
  }

  /** Gives a tensor another type, or adds one at the end. */
  private void write(String type, String name) throws IOException {
    var bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(WEIGHTS)));
    int length = (int) bytes.order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    var header =
        (ObjectNode) JSON.readTree(new String(bytes.array(), 8, length, StandardCharsets.UTF_8));
    int size = NumberType.of(type).map(n -> (int) n.bytes(24 * 16)).orElse(24 * 16);
    int end = bytes.capacity() - 8 - length;
    header.set(
        name,
        JSON.valueToTree(
            Map.of(
                "dtype",
                type,
                "shape",
                new int[] {24, 16},
                "data_offsets",
                new int[] {end, end + size})));
    var text = header.toString().getBytes(StandardCharsets.UTF_8);
    var all = ByteBuffer.allocate(8 + text.length + end + size).order(ByteOrder.LITTLE_ENDIAN);
    all.putLong(text.length).put(text).put(bytes.array(), 8 + length, end);
    Files.write(folder.resolve(WEIGHTS), all.array());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version https://git-lfs.github.com/spec/v1 | Git LFS pointer | git lfs pull",
        "<!DOCTYPE html><html><head> | web page | download link",
        "<html> | web page | fetch the file itself",
        "PK\u0003\u0004archive/data.pkl | PyTorch pickle | safe_serialization=True",
        "GGUF\u0003 | GGUF | safetensors",
        "xx | 2 bytes | fetch it again",
      })
  void whatLiesUnderTheNameOfTheWeightsIsSaid(String content, String what, String advice)
      throws IOException {
    Files.writeString(folder.resolve(WEIGHTS), content, StandardCharsets.ISO_8859_1);
    assertRefused(what, advice, WEIGHTS);
  }

  @Test
  void aPointerMayLieUnderTheNameOfConfigJsonToo() throws IOException {
    Files.writeString(
        folder.resolve("config.json"),
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\n");
    assertRefused("config.json", "Git LFS pointer");
  }

  @ParameterizedTest
  @CsvSource({
    "tf_model.h5, TensorFlow",
    "flax_model.msgpack, Flax",
    "bert_model.ckpt.index, TensorFlow",
    "notes.txt, Fetch the weights",
  })
  void weightsInAnotherFormAreNamed(String name, String advice) throws IOException {
    Files.delete(folder.resolve(WEIGHTS));
    Files.writeString(folder.resolve(name), "x");
    assertRefused(WEIGHTS, INDEX, advice);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAdapterIsNoModelAlsoBesideOne(boolean alone) throws IOException {
    Files.writeString(folder.resolve("adapter_config.json"), "{}");
    Files.writeString(folder.resolve("adapter_model.safetensors"), "");
    if (alone) {
      Files.delete(folder.resolve(WEIGHTS));
      Files.delete(folder.resolve("config.json"));
    }
    assertRefused("adapter", "merge_and_unload");
  }

  @Test
  void theFolderWithinIsNamed() throws IOException {
    var inner = Files.createDirectories(folder.resolve("0_Transformer"));
    Files.move(folder.resolve("config.json"), inner.resolve("config.json"));
    assertRefused("config.json is missing", "Open " + inner);
  }

  /** Replaces the weights by two shards and their index. */
  private Map<String, String> shard() throws IOException {
    var index = new TreeMap<String, String>();
    try (var manager = Torch.newManager()) {
      var file = TensorFile.open(folder.resolve(WEIGHTS));
      var shards = new TreeMap<String, Map<String, NDArray>>();
      for (var name : file.names()) {
        var shard = name.startsWith("embeddings") ? "a.safetensors" : "b.safetensors";
        index.put(name, shard);
        shards
            .computeIfAbsent(shard, s -> new LinkedHashMap<>())
            .put(name, file.read(manager, name));
      }
      shards.forEach(
          (name, tensors) -> TensorWriter.write(folder.resolve(name), tensors, Storage.FP32));
    }
    index(index);
    return index;
  }

  private void index(Map<String, String> map) throws IOException {
    Files.writeString(
        folder.resolve(INDEX),
        JSON.writeValueAsString(Map.of("metadata", Map.of(), "weight_map", map)));
  }

  @Test
  void aStaleIndexIsTold() throws IOException {
    var map = shard();
    Files.delete(folder.resolve(WEIGHTS));
    Checkpoint.open(folder);
    map.remove("embeddings.LayerNorm.bias");
    index(map);
    assertRefused("embeddings.LayerNorm.bias", "doesn't name it");
    map.put("embeddings.LayerNorm.bias", "b.safetensors");
    index(map);
    assertRefused("isn't in b.safetensors", "different savings");
    map.put("embeddings.LayerNorm.bias", "c.safetensors");
    index(map);
    assertRefused("shard \"c.safetensors\" is missing");
    map.put("embeddings.LayerNorm.bias", "a\u0000b");
    index(map);
    assertRefused(INDEX, "no name of a file");
    map.put("embeddings.LayerNorm.bias", "../../../etc/passwd");
    index(map);
    assertRefused("outside");
    Files.writeString(folder.resolve(INDEX), "{\"weight_map\":{\"x\":\"a\",\"x\":\"b\"}}");
    assertRefused("\"x\" stands twice");
    Files.writeString(folder.resolve(INDEX), "{\"weight_map\":{\"x\":3}}");
    assertRefused("weight_map.x", "a text was expected");
  }

  @Test
  void ofTwoSetsOfWeightsTheSingleFileCountsUnlessTheyDiffer() throws IOException {
    var map = shard();
    assertTrue(Checkpoint.open(folder).notes().getFirst().contains("hold the same"));
    Files.delete(folder.resolve("b.safetensors"));
    assertTrue(Checkpoint.open(folder).notes().getFirst().contains("left from another saving"));
    Files.copy(FORMS.resolve("bert-two-layers").resolve(WEIGHTS), folder.resolve("b.safetensors"));
    assertRefused("holds weights twice", INDEX);
    map.replaceAll((name, shard) -> WEIGHTS);
    index(map);
    assertEquals(List.of(), Checkpoint.open(folder).notes());
  }

  @Test
  void safetensorsCountWherePicklesLieBesideThem() throws IOException {
    var pickle = Path.of("src/test/resources/checkpoints/pickles/system.bin");
    Files.copy(pickle, folder.resolve("pytorch_model.bin"));
    assertEquals(List.of(folder.resolve(WEIGHTS)), List.copyOf(Checkpoint.open(folder).files()));
    Files.delete(folder.resolve(WEIGHTS));
    assertRefused("pytorch_model.bin: holds posix.system, which is code", "nothing was executed");
  }
}
