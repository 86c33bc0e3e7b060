package lamina.encoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a family's settings ask for and Lamina doesn't compute is refused by name. */
class FamilyRefusalTest {
  private static final Path ALL = Path.of("src/test/resources/reference/families");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  /** A checkpoint with one setting changed; a value that is no text leaves the setting out. */
  private EncoderConfig read(String name, String setting, String json) throws IOException {
    var settings = (ObjectNode) JSON.readTree(ALL.resolve(name).resolve("config.json").toFile());
    settings.set(setting, JSON.readTree(json));
    Files.writeString(folder.resolve("config.json"), settings.toString());
    Files.copy(ALL.resolve(name).resolve("model.safetensors"), folder.resolve("model.safetensors"));
    return Checkpoint.open(folder).config();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "xlm-roberta | pad_token_id | null | pad_token_id",
        "xlm-roberta | pad_token_id | -1 | a whole number from 0",
        "xlm-roberta | pad_token_id | 30 | the first position has row 31",
        "xlm-roberta | position_embedding_type | \"relative_key\" | relative_key",
        "xlm-roberta | quantization_config | {} | quantised",
        "xlm-roberta | max_position_embeddings | 25 | (24, 12); (25, 12) was expected",
        "modernbert | layer_types | [\"full_attention\"] | 1 entries for 4 layers",
        "modernbert | layer_types | [1, 2, 3, 4] | a text was expected",
        "modernbert | layer_types | [\"a\", \"a\", \"a\", \"a\"] | attention of type \"a\"",
        "modernbert | local_attention | 0 | local_attention",
        "modernbert | rope_parameters | {\"full_attention\": {\"rope_type\": \"yarn\"}} | \"yarn\"",
        "modernbert | rope_scaling | {\"type\": \"linear\", \"factor\": 2} | \"linear\"",
        "modernbert-old | global_attn_every_n_layers | 0 | global_attn_every_n_layers",
        "modernbert-old | global_rope_theta | 0 | global_rope_theta",
        "modernbert-old | norm_bias | true | embeddings.norm.bias\" is missing",
        "modernbert-old | num_attention_heads | 4 | even number",
        "modernbert-old | hidden_activation | \"mish\" | activation \"mish\"",
        "modernbert-old | classifier_activation | \"mish\" | activation \"mish\"",
        "deberta-v3 | pos_att_type | [\"p2c\", \"p2p\"] | attention of kind \"p2p\"",
        "deberta-v3 | position_buckets | 1 | position_buckets",
        "deberta-v3 | position_buckets | 9 | (16, 12); (18, 12) was expected",
        "deberta-v3 | share_att_key | false | pos_key_proj",
        "deberta-v3 | attention_head_size | 3 | heads of another size than 6",
        "deberta-v3 | type_vocab_size | 1 | embeddings.token_type_embeddings.weight\" is missing",
        "deberta-v2 | conv_kernel_size | 2 | an odd number",
        "deberta-v2 | conv_groups | 5 | conv_groups",
        "deberta-v2 | conv_act | \"mish\" | activation \"mish\"",
        "deberta-v2 | pooler_hidden_act | \"mish\" | activation \"mish\"",
        "modernbert-old | classifier_pooling | \"max\" | \"cls\" or \"mean\"",
      })
  void isRefused(String name, String setting, String json, String said) {
    var message = assertThrows(Problem.class, () -> read(name, setting, json)).getMessage();
    assertTrue(message.contains(said), message);
  }

  /** Null was the base of the others, once. */
  @Test
  void thetaOfNearBlocksMayBeThatOfTheOthers() throws IOException {
    var family = read("modernbert-old", "local_rope_theta", "null").family();
    assertEquals(1000, ((ModernBertFamily) family).settings().localTheta());
  }
}
