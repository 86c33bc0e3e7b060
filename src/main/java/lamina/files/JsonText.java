package lamina.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Values as JSON. A number that isn't there (NaN, or infinite) is {@code null}: JSON has no other
 * word for it, and Jackson's own, a text, is none.
 */
public final class JsonText {
  private JsonText() {}

  /** In lines, for people to read. */
  public static String pretty(JsonNode value) {
    return clean(value).toPrettyString();
  }

  /** In one line. */
  public static String line(JsonNode value) {
    return clean(value).toString();
  }

  /** A number to a millionth; what is no number stays none. */
  public static double rounded(double value) {
    return Double.isFinite(value) ? Math.round(value * 1e6) / 1e6 : value;
  }

  private static JsonNode clean(JsonNode value) {
    var copy = value.deepCopy();
    replace(copy);
    return copy;
  }

  private static void replace(JsonNode value) {
    switch (value) {
      case ObjectNode object -> {
        for (var member : List.copyOf(object.properties())) {
          if (missing(member.getValue())) {
            object.putNull(member.getKey());
          } else {
            replace(member.getValue());
          }
        }
      }
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          if (missing(array.get(i))) {
            array.setNull(i);
          } else {
            replace(array.get(i));
          }
        }
      }
      default -> {
        // a value that is there
      }
    }
  }

  private static boolean missing(JsonNode value) {
    return value.isFloatingPointNumber() && !Double.isFinite(value.doubleValue());
  }
}
