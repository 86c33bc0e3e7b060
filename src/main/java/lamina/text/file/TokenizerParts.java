package lamina.text.file;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import lamina.data.format.TextLimit;
import lamina.files.Document;

/**
 * The small parts of a tokenizer.json: each kind with its settings, their types and bounds. A part
 * is written anew from what was read, so that native code sees nothing else.
 */
final class TokenizerParts {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MOST_PARTS = 40;
  private static final int DEEPEST = 3;
  private static final int LONGEST = 64;

  /** How many characters one may become through all steps of a normalizer. */
  private static final long MOST_GROWTH = 64;

  /** Steps back within one text after which native code ends the program. */
  private static final long MOST_STEPS = 10_000_000;

  private static final List<String> BEHAVIOURS =
      List.of("Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous");
  private static final List<String> SCHEMES = List.of("first", "never", "always");

  private long growth = 1;
  private int parts;

  /** A normalizer, checked; it comes before the part that cuts into words. */
  ObjectNode normalizer(Document part) {
    return normalizer(part, 0);
  }

  /** What cuts a text into words, checked. */
  ObjectNode preTokenizer(Document part) {
    return preTokenizer(part, 0);
  }

  /**
   * What a post-processor still does where special tokens are added by Lamina: byte-level ones
   * leave spaces out of the tokens' places in the text.
   */
  Optional<ObjectNode> postProcessor(Document part) {
    return postProcessor(part, 0);
  }

  private ObjectNode made(Document part) {
    if (++parts > MOST_PARTS) {
      throw part.wrong("there are more than " + MOST_PARTS + " parts, which no tokenizer has");
    }
    return NODES.objectNode().put("type", part.get("type").text());
  }

  private static lamina.problem.Problem unknown(Document part, String what) {
    return part.get("type")
        .wrong(
            "this "
                + what
                + " isn't one that this Lamina knows; update Lamina or choose a model with another"
                + " tokenizer");
  }

  private ObjectNode sequence(
      Document part, String name, int depth, BiFunction<Document, Integer, ObjectNode> each) {
    if (depth >= DEEPEST) {
      throw part.wrong("more is nested than a tokenizer has");
    }
    var made = made(part);
    var list = made.putArray(name);
    part.get(name).items().forEach(p -> list.add(each.apply(p, depth + 1)));
    return made;
  }

  private ObjectNode normalizer(Document part, int depth) {
    return switch (part.get("type").text()) {
      case "Sequence" -> sequence(part, "normalizers", depth, this::normalizer);
      case "BertNormalizer" -> {
        var made = flags(part, "clean_text", "handle_chinese_chars", "lowercase");
        var accents = part.find("strip_accents").map(Document::flag);
        grow(part, 3); // a Chinese character gets a space on either side
        yield made.put("strip_accents", accents.orElse(null));
      }
      case "Strip" -> flags(part, "strip_left", "strip_right");
      case "NFC", "NFD", "NFKC", "NFKD", "Nmt", "Lowercase", "StripAccents" -> made(part);
      case "ByteLevel" -> {
        grow(part, 4);
        yield made(part);
      }
      case "Prepend" -> made(part).put("prepend", text(part.get("prepend"), 1, LONGEST));
      case "Replace" -> {
        var made = made(part);
        made.set("pattern", pattern(part.get("pattern")));
        var content = text(part.get("content"), 0, LONGEST);
        grow(part, Math.max(1, content.codePointCount(0, content.length())));
        yield made.put("content", content);
      }
      case "Precompiled" -> {
        var made = made(part);
        var map = part.get("precompiled_charsmap");
        var checked = CharsMap.check(map);
        grow(map, Math.max(1, checked.longest()));
        yield made.put("precompiled_charsmap", checked.base64());
      }
      default -> throw unknown(part, "normalizer");
    };
  }

  private void grow(Document part, int times) {
    growth *= times;
    if (growth > MOST_GROWTH) {
      throw part.wrong("a text could become more than " + MOST_GROWTH + " times as long");
    }
  }

  private ObjectNode preTokenizer(Document part, int depth) {
    return switch (part.get("type").text()) {
      case "Sequence" -> sequence(part, "pretokenizers", depth, this::preTokenizer);
      case "BertPreTokenizer", "Whitespace", "WhitespaceSplit", "UnicodeScripts" -> made(part);
      case "ByteLevel" -> byteLevel(part);
      case "Metaspace" -> metaspace(part);
      case "CharDelimiterSplit" -> made(part).put("delimiter", character(part.get("delimiter")));
      case "Digits" -> flags(part, "individual_digits");
      case "Punctuation" ->
          made(part)
              .put(
                  "behavior",
                  part.find("behavior").map(b -> among(b, BEHAVIOURS)).orElse("Isolated"));
      case "FixedLength" ->
          made(part).put("length", part.find("length").map(l -> l.whole(1, 10_000)).orElse(5));
      case "Split" -> {
        var made = flags(part, "invert");
        made.set("pattern", pattern(part.get("pattern")));
        yield made.put("behavior", among(part.get("behavior"), BEHAVIOURS));
      }
      default -> throw unknown(part, "pre_tokenizer");
    };
  }

  private ObjectNode metaspace(Document part) {
    var made = made(part).put("replacement", character(part.get("replacement")));
    var prefix = part.find("add_prefix_space").map(Document::flag);
    var scheme = part.find("prepend_scheme");
    var chosen = scheme.map(s -> among(s, SCHEMES)).orElse("always");
    if (prefix.isPresent() && !prefix.get() && !chosen.equals("never")) {
      throw scheme
          .orElse(part)
          .wrong(
              "add_prefix_space is false, and prepend_scheme \"" + chosen + "\"; only one holds");
    }
    return made.put("prepend_scheme", chosen)
        .put("split", part.find("split").map(Document::flag).orElse(true));
  }

  private ObjectNode byteLevel(Document part) {
    return flags(part, "add_prefix_space", "trim_offsets")
        .put("use_regex", part.find("use_regex").map(Document::flag).orElse(true));
  }

  private Optional<ObjectNode> postProcessor(Document part, int depth) {
    return switch (part.get("type").text()) {
      case "BertProcessing", "TemplateProcessing" -> Optional.empty();
      case "ByteLevel" -> Optional.of(byteLevel(part));
      case "RobertaProcessing" -> {
        var made = NODES.objectNode().put("type", "ByteLevel");
        for (var name : List.of("add_prefix_space", "trim_offsets")) {
          made.put(name, part.get(name).flag());
        }
        yield Optional.of(made.put("use_regex", true));
      }
      case "Sequence" -> {
        var kept =
            part.get("processors").items().stream()
                .filter(p -> depth < DEEPEST || !p.get("type").text().equals("Sequence"))
                .flatMap(p -> postProcessor(p, depth + 1).stream())
                .toList();
        if (kept.size() > 1) {
          throw part.wrong("several of its parts change the tokens' places; one was expected");
        }
        yield kept.stream().findFirst();
      }
      default -> throw unknown(part, "post_processor");
    };
  }

  private ObjectNode flags(Document part, String... names) {
    var made = made(part);
    for (var name : names) {
      made.put(name, part.get(name).flag());
    }
    return made;
  }

  private ObjectNode pattern(Document pattern) {
    var members = pattern.members();
    if (members.size() != 1 || !(members.containsKey("String") || members.containsKey("Regex"))) {
      throw pattern.wrong("\"String\" or \"Regex\" with a text was expected");
    }
    var made = NODES.objectNode();
    if (members.containsKey("String")) {
      return made.put("String", text(members.get("String"), 1, LONGEST));
    }
    var regex = members.get("Regex");
    try {
      long steps = growth * SafePattern.steps(regex.text());
      if (steps * TextLimit.MOST >= MOST_STEPS) {
        throw new IllegalArgumentException("needs too many steps for what texts become before");
      }
      return made.put("Regex", regex.text());
    } catch (IllegalArgumentException e) {
      throw regex.wrong(
          "the pattern " + e.getMessage() + "; it isn't used, because it could end the program");
    }
  }

  private static String among(Document value, List<String> names) {
    var text = value.text();
    if (!names.contains(text)) {
      throw value.wrong("one of " + String.join(", ", names) + " was expected");
    }
    return text;
  }

  private static String character(Document value) {
    var text = text(value, 1, 2);
    if (text.codePointCount(0, text.length()) != 1) {
      throw value.wrong("a single character was expected");
    }
    return text;
  }

  /** A text of so many UTF-16 units without halves of characters. */
  static String text(Document value, int least, int most) {
    var text = value.text();
    if (text.length() < least || text.length() > most) {
      throw value.wrong(
          "a text of " + least + " to " + most + " characters was expected, not " + text.length());
    }
    if (!whole(text)) {
      throw value.wrong("half a character (a lone surrogate) is in the text; fetch the file again");
    }
    return text;
  }

  /** Whether a text has no half characters. */
  static boolean whole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (Character.isLowSurrogate(text.charAt(i))
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(++i))) {
          return false;
        }
      }
    }
    return true;
  }
}
