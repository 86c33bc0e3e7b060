package lamina.bench;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import lamina.problem.Problem;
import lamina.text.Input;

/** Orders and replies as lines of JSON. */
final class WorkerProtocol {
  /** What a reply begins with where an order could not be done. */
  record Refusal(String problem) {}

  /** Inputs are told apart by their fields. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
  @JsonSubTypes({
    @JsonSubTypes.Type(Input.Text.class),
    @JsonSubTypes.Type(Input.Words.class),
    @JsonSubTypes.Type(Input.Pair.class)
  })
  private interface ByFields {}

  /** Begins every line of the protocol, so that what a library prints is passed over. */
  private static final char MARK = '>';

  private final ObjectMapper mapper =
      JsonMapper.builder()
          .addMixIn(Input.class, ByFields.class)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS) // an order may have no settings
          .build();

  String line(Object value) {
    try {
      return MARK + mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static boolean ours(String line) {
    return !line.isEmpty() && line.charAt(0) == MARK;
  }

  BenchmarkRequest<?> order(String line) throws JsonProcessingException {
    return mapper.readValue(line.substring(1), BenchmarkRequest.class);
  }

  /**
   * A reply.
   *
   * @param who replies, for a message
   * @throws Problem with the words of the process where it could not do it
   */
  <R> R reply(String line, Class<R> kind, String who) {
    try {
      var tree = mapper.readTree(line.substring(1));
      if (tree.has("problem")) {
        throw new Problem(who + ": " + tree.path("problem").asText());
      }
      return mapper.treeToValue(tree, kind);
    } catch (JsonProcessingException e) {
      throw new Problem(
          who + ": the measuring process replied what can't be read: " + line.substring(1), e);
    }
  }
}
