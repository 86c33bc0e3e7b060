package lamina.text.file;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import lamina.fuzz.Bytes;
import lamina.fuzz.Trees;
import lamina.fuzz.Values;

/**
 * Damaged tokenizer.json files, each made from its number alone: parts put together at random,
 * values changed, maps and vocabularies bent, bytes altered.
 */
final class DamagedTokenizers {
  private static final ObjectMapper PLAIN = new ObjectMapper();
  private static final ObjectMapper ESCAPED =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private static final List<String> PARTS =
      List.of("normalizer", "pre_tokenizer", "post_processor", "added_tokens", "model");
  private static final List<String> PATTERNS =
      List.of(
          "a", " ", "\\s", "[^\\w]", "\\p{L}", ".", "(?!\\S)", "(?i:'s|t)", "[\\r\\n]", "x{2,3}");
  private static final List<String> COUNTS = List.of("", "", "?", "+", "*", "{2,}", "{1,3}", "+?");
  private static final List<String> SIMPLE =
      List.of("NFC", "NFD", "NFKC", "NFKD", "Nmt", "Lowercase", "StripAccents", "ByteLevel");
  private static final List<String> CUTS =
      List.of("BertPreTokenizer", "Whitespace", "WhitespaceSplit", "UnicodeScripts", "Punctuation");
  private static final List<String> BEHAVIOURS =
      List.of("Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous");

  private final long seed;
  private final List<JsonNode> trees = new ArrayList<>();
  private final List<byte[]> files = new ArrayList<>();

  /**
   * Reads whole tokenizers and such as are damaged already.
   *
   * @param folder of the tests' tokenizers
   */
  DamagedTokenizers(Path folder, long seed) throws IOException {
    this.seed = seed;
    try (var names = Files.walk(folder)) {
      for (var file : names.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        var name = file.getFileName().toString();
        if (!name.equals("ids.json") && !name.equals("texts.json")) {
          files.add(Files.readAllBytes(file));
        }
      }
    }
    for (var file : files) {
      try {
        trees.add(PLAIN.readTree(file));
      } catch (IOException e) {
        continue; // one of those damaged already
      }
    }
  }

  /** The file of a number. */
  byte[] file(long number) throws IOException {
    var random = new Random(seed * 1_000_003 + number);
    if (random.nextInt(4) == 0) {
      return Bytes.change(pick(files, random), pick(files, random), random);
    }
    var root = pick(trees, random).<ObjectNode>deepCopy();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      switch (random.nextInt(8)) {
        case 0, 1 -> Trees.change(root, pick(trees, random), random);
        case 2 -> {
          var part = pick(PARTS, random);
          root.set(part, pick(trees, random).path(part).deepCopy());
        }
        case 3 -> root.set("normalizer", sequence("normalizers", true, random));
        case 4 -> root.set("pre_tokenizer", sequence("pretokenizers", false, random));
        case 5 ->
            root.findParents("precompiled_charsmap").forEach(p -> map((ObjectNode) p, random));
        case 6 -> token(root, random);
        default -> model(root, random);
      }
    }
    var mapper = random.nextBoolean() ? PLAIN : ESCAPED;
    var bytes = mapper.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
    return random.nextInt(20) == 0 ? Bytes.change(bytes, pick(files, random), random) : bytes;
  }

  private static <T> T pick(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  private ObjectNode sequence(String name, boolean normalizers, Random random) {
    var made = PLAIN.createObjectNode().put("type", "Sequence");
    var list = made.putArray(name);
    for (int i = random.nextInt(6); i > 0; i--) {
      list.add(normalizers ? normalizer(random) : cut(random));
    }
    return made;
  }

  private ObjectNode normalizer(Random random) {
    var part = PLAIN.createObjectNode();
    return switch (random.nextInt(6)) {
      case 0 ->
          part.put("type", "BertNormalizer")
              .put("clean_text", random.nextBoolean())
              .put("handle_chinese_chars", random.nextBoolean())
              .put("strip_accents", random.nextBoolean())
              .put("lowercase", random.nextBoolean());
      case 1 ->
          part.put("type", "Strip")
              .put("strip_left", random.nextBoolean())
              .put("strip_right", random.nextBoolean());
      case 2 -> part.put("type", "Prepend").put("prepend", Values.text(random));
      case 3 -> {
        part.put("type", "Replace").put("content", Values.text(random));
        part.set("pattern", pattern(random));
        yield part;
      }
      case 4 -> {
        part.put("type", "Precompiled");
        var maps = new ArrayList<JsonNode>();
        trees.forEach(t -> maps.addAll(t.findValues("precompiled_charsmap")));
        part.set("precompiled_charsmap", pick(maps, random));
        if (random.nextInt(3) == 0) {
          map(part, random);
        }
        yield part;
      }
      default -> part.put("type", pick(SIMPLE, random));
    };
  }

  private ObjectNode cut(Random random) {
    var part = PLAIN.createObjectNode();
    return switch (random.nextInt(7)) {
      case 0 -> {
        part.put("type", "Split").put("invert", random.nextBoolean());
        part.put("behavior", pick(BEHAVIOURS, random)).set("pattern", pattern(random));
        yield part;
      }
      case 1 ->
          part.put("type", "ByteLevel")
              .put("add_prefix_space", random.nextBoolean())
              .put("trim_offsets", random.nextBoolean())
              .put("use_regex", random.nextBoolean());
      case 2 ->
          part.put("type", "Metaspace")
              .put("replacement", random.nextInt(3) == 0 ? Values.text(random) : "▁")
              .put("prepend_scheme", pick(List.of("first", "never", "always"), random))
              .put("split", random.nextBoolean());
      case 3 -> part.put("type", "CharDelimiterSplit").put("delimiter", Values.text(random));
      case 4 -> part.put("type", "FixedLength").put("length", random.nextInt(5));
      case 5 -> part.put("type", "Digits").put("individual_digits", random.nextBoolean());
      default -> part.put("type", pick(CUTS, random));
    };
  }

  private static ObjectNode pattern(Random random) {
    var made = PLAIN.createObjectNode();
    if (random.nextInt(3) == 0) {
      return made.put("String", Values.text(random));
    }
    var regex = new StringBuilder();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      regex.append(pick(PATTERNS, random)).append(pick(COUNTS, random));
      regex.append(random.nextInt(3) == 0 ? "|" : "");
    }
    return made.put("Regex", regex.toString());
  }

  /** Bends a precompiled map: words of its trie, its size, its replacements. */
  private static void map(ObjectNode part, Random random) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(part.path("precompiled_charsmap").asText());
    } catch (IllegalArgumentException e) {
      return;
    }
    if (bytes.length < 8) {
      return;
    }
    var data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int units = bytes.length / 4;
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int at = 4 * random.nextInt(Math.min(units, random.nextBoolean() ? 300 : units));
      switch (random.nextInt(4)) {
        case 0 -> data.putInt(at, data.getInt(at) ^ 1 << random.nextInt(32));
        case 1 -> data.putInt(at, random.nextInt());
        case 2 -> data.putInt(at, data.getInt(4 * random.nextInt(units)));
        default ->
            data.put(
                bytes.length - 1 - random.nextInt(Math.min(bytes.length, 200)),
                (byte) random.nextInt(256));
      }
    }
    part.put("precompiled_charsmap", Base64.getEncoder().encodeToString(bytes));
  }

  private static void token(ObjectNode root, Random random) {
    if (!(root.path("added_tokens") instanceof ArrayNode tokens)) {
      return;
    }
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      tokens
          .addObject()
          .put("id", random.nextInt(2000))
          .put("content", Values.text(random) + (random.nextBoolean() ? Values.text(random) : ""))
          .put("single_word", random.nextBoolean())
          .put("lstrip", random.nextBoolean())
          .put("rstrip", random.nextBoolean())
          .put("normalized", random.nextBoolean())
          .put("special", random.nextBoolean());
    }
  }

  private static void model(ObjectNode root, Random random) {
    if (!(root.path("model") instanceof ObjectNode model)) {
      return;
    }
    switch (random.nextInt(5)) {
      case 0 -> model.put("max_input_chars_per_word", Values.number(random).intValue());
      case 1 ->
          model.put("byte_fallback", random.nextBoolean()).put("fuse_unk", random.nextBoolean());
      case 2 -> model.put("ignore_merges", random.nextBoolean()).put("unk_id", random.nextInt(600));
      case 3 ->
          model
              .put("continuing_subword_prefix", Values.text(random))
              .put("end_of_word_suffix", Values.text(random));
      default -> {
        if (model.path("vocab") instanceof ObjectNode vocabulary) {
          for (int i = random.nextInt(20); i > 0; i--) {
            vocabulary.put(Values.text(random), random.nextInt(1000));
          }
        } else if (model.path("vocab") instanceof ArrayNode pieces) {
          for (int i = random.nextInt(20); i > 0; i--) {
            pieces.addArray().add(Values.text(random)).add(-random.nextDouble() * 20);
          }
        }
      }
    }
  }
}
