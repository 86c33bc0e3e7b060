package lamina.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Random;

/** Values that readers stumble over. */
public final class Values {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "a",
          "0",
          "-1",
          "nan",
          "NaN",
          "inf",
          "1e999",
          "9223372036854775808",
          "null",
          "true",
          "no",
          "..",
          "../../x",
          "/etc/passwd",
          "a\u0000b",
          "\u0000",
          "\t",
          "\r\n",
          "\u0085",
          "\u2028",
          "\ufeff",
          "\ufffd",
          "\u0301",
          "\u202e",
          "\u200b",
          "\ud800",
          "\udc00x",
          "😀",
          "👨‍👩‍👧‍👦",
          "ﷺ",
          "İ",
          "ß",
          "中",
          "한",
          "\u1112\u1161\u11ab",
          "▁",
          "##",
          "[CLS]",
          "[UNK]",
          "<0x0A>",
          "en",
          "pos",
          "paper.3",
          "last",
          "=1+1",
          "\"",
          "'",
          "\\",
          "{}",
          "[",
          "&a",
          "*a",
          "!!x",
          ": ",
          "- ",
          "http://127.0.0.1:1/x",
          "%s%n",
          "${x}",
          "a".repeat(300),
          "é".repeat(2000),
          "x".repeat(70_000));

  private static final List<Number> NUMBERS =
      List.of(
          0,
          1,
          -1,
          2,
          3,
          7,
          16,
          100,
          255,
          256,
          65536,
          10_000_000,
          Integer.MAX_VALUE,
          Integer.MIN_VALUE,
          4294967295L,
          4294967296L,
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          0.5,
          -0.0,
          1e-300,
          1e300,
          1.5,
          Double.MIN_VALUE,
          Double.MAX_VALUE);

  private Values() {}

  /** A text. */
  public static String text(Random random) {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  /** A number. */
  public static Number number(Random random) {
    return NUMBERS.get(random.nextInt(NUMBERS.size()));
  }

  /** A value of any kind. */
  public static JsonNode any(Random random) {
    return switch (random.nextInt(9)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2, 3 -> NODES.textNode(text(random));
      case 4, 5 -> number(number(random));
      case 6 -> NODES.arrayNode().add(NODES.textNode(text(random))).add(NODES.nullNode());
      case 7 -> NODES.objectNode().put(text(random), text(random));
      default -> nested(random.nextInt(200));
    };
  }

  private static JsonNode number(Number number) {
    return switch (number) {
      case Integer i -> NODES.numberNode(i.intValue());
      case Long l -> NODES.numberNode(l.longValue());
      default -> NODES.numberNode(number.doubleValue());
    };
  }

  private static JsonNode nested(int depth) {
    JsonNode node = NODES.arrayNode();
    for (int i = 0; i < depth; i++) {
      node = i % 2 == 0 ? NODES.arrayNode().add(node) : NODES.objectNode().set("k", node);
    }
    return node;
  }
}
