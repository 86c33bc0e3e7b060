package lamina.text.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.huggingface.tokenizers.Encoding;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerFileTest {
  private static final Path FOLDER = Path.of("src/test/resources/tokenizers");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Stream<String> kinds() throws IOException {
    return MAPPER.readTree(FOLDER.resolve("ids.json").toFile()).properties().stream()
        .map(java.util.Map.Entry::getKey);
  }

  private static String text(String kind) throws IOException {
    return Files.readString(FOLDER.resolve(kind + ".json"));
  }

  /** Python's ids, and the native library's for the file as it is: the check changes none. */
  @ParameterizedTest
  @MethodSource("kinds")
  void everyKindGivesTheIdsThatPythonGives(String kind) throws Exception {
    var texts = MAPPER.readTree(FOLDER.resolve("texts.json").toFile());
    var ids = MAPPER.readTree(FOLDER.resolve("ids.json").toFile()).path(kind);
    var file = FOLDER.resolve(kind + ".json");
    try (var checked = NativeTokenizer.of(TokenizerFile.checked(file));
        var whole = NativeTokenizer.of(text(kind))) {
      for (int i = 0; i < texts.size(); i++) {
        var text = texts.get(i).asText();
        var got = checked.encode(text, false, false);
        assertArrayEquals(
            MAPPER.convertValue(ids.get(i), long[].class), got.getIds(), kind + ": " + text);
        assertSame(whole.encode(text, false, false), got);
        var split = text.split(" ");
        assertSame(whole.encode(split, false, false), checked.encode(split, false, false));
      }
    }
  }

  private static void assertSame(Encoding expected, Encoding got) {
    assertArrayEquals(expected.getIds(), got.getIds());
    assertArrayEquals(expected.getTokens(), got.getTokens());
    assertArrayEquals(expected.getWordIds(), got.getWordIds());
    var before = expected.getCharTokenSpans();
    var after = got.getCharTokenSpans();
    for (int i = 0; i < before.length; i++) {
      assertEquals(before[i].getStart(), after[i].getStart());
      assertEquals(before[i].getEnd(), after[i].getEnd());
    }
  }

  static Stream<Path> deadly() throws IOException {
    try (var files = Files.list(FOLDER.resolve("abort"))) {
      return files.sorted().toList().stream();
    }
  }

  /** Each of these ended the program. */
  @ParameterizedTest
  @MethodSource("deadly")
  void whatEndedTheProgramIsRefused(Path file) {
    var problem = assertThrows(Problem.class, () -> TokenizerFile.checked(file));
    assertTrue(problem.getMessage().startsWith(file.toString()), problem.getMessage());
  }

  private static void refused(String kind, Consumer<ObjectNode> change, String expected)
      throws Exception {
    var file = Path.of("tokenizer.json");
    var root = (ObjectNode) MAPPER.readTree(text(kind));
    TokenizerFile.checked(file, root.toString());
    change.accept(root);
    var problem =
        assertThrows(Problem.class, () -> TokenizerFile.checked(file, root.toString()), expected);
    assertTrue(problem.getMessage().contains(expected), problem.getMessage());
  }

  private static ObjectNode at(JsonNode node, String... path) {
    for (var name : path) {
      node = name.matches("\\d+") ? node.get(Integer.parseInt(name)) : node.get(name);
    }
    return (ObjectNode) node;
  }

  @Test
  void unknownPartsAreRefusedByName() throws Exception {
    refused("bpe-split", r -> at(r, "normalizer").put("type", "NFX"), "\"normalizer.type\"");
    refused(
        "bpe-split",
        r -> at(r, "pre_tokenizer", "pretokenizers", "0").put("type", "Cut"),
        "\"pre_tokenizer.pretokenizers[0].type\": this pre_tokenizer isn't one");
    refused("bpe-split", r -> at(r, "post_processor").put("type", "Chat"), "post_processor.type");
    refused("bpe-split", r -> at(r, "model").put("type", "Diffusion"), "model.type");
    refused("bpe-split", r -> r.put("version", "2.0"), "version");
  }

  @Test
  void settingsHaveTypesAndBounds() throws Exception {
    refused("wordpiece-cased", r -> at(r, "normalizer").put("lowercase", 1), "normalizer.lower");
    refused("wordpiece-cased", r -> at(r, "model").put("unk_token", "[NO]"), "model.unk_token");
    refused("wordpiece-cased", r -> at(r, "model").remove("unk_token"), "unk_token");
    refused(
        "wordpiece-cased",
        r -> at(r, "model").put("max_input_chars_per_word", 1_000_000),
        "max_input_chars_per_word");
    refused("wordpiece-cased", r -> at(r, "model", "vocab").put("x", -1), "the id of \"x\"");
    refused("wordpiece-cased", r -> at(r, "model", "vocab").put("x", 4294967296L), "id of \"x\"");
    refused("wordpiece-cased", r -> at(r, "model").putObject("vocab"), "empty");
    refused("wordpiece-cased", r -> at(r, "model").put("type", "Unigram"), "model.vocab");
    refused("wordlevel-fixed", r -> at(r, "pre_tokenizer").put("length", 0), "length");
    refused("unigram-charsmap", r -> at(r, "model").put("unk_id", 100_000), "unk_id");
    refused("unigram-charsmap", r -> at(r, "pre_tokenizer").put("replacement", "ab"), "single");
    refused(
        "unigram-charsmap",
        r -> at(r, "pre_tokenizer").put("prepend_scheme", "sometimes"),
        "first, never, always");
    refused(
        "unigram-charsmap",
        r -> ((ArrayNode) r.at("/model/vocab/5")).set(1, MAPPER.valueToTree(1e300)),
        "score");
    refused("bpe-affixes", r -> at(r, "model").put("dropout", 0.1), "dropout");
    refused("bpe-affixes", r -> ((ArrayNode) r.at("/model/merges/0")).set(1, "a"), "merge");
    refused("bpe-affixes", r -> at(r, "model").remove("merges"), "merges");
    refused("bpe-fallback", r -> at(r, "normalizer", "normalizers", "0").put("prepend", ""), "1 ");
  }

  @Test
  void stepsBackAreCountedOnWhatATextBecomes() throws Exception {
    assertEquals(0, SafePattern.steps(" {2,}"));
    assertEquals(1, SafePattern.steps("\\s+(?!\\S)"));
    assertEquals(2, SafePattern.steps("x?a*b+"));
    refused(
        "bpe-fallback",
        r -> {
          var list = (ArrayNode) r.at("/normalizer/normalizers");
          ((ObjectNode) list.get(1)).put("content", "          ");
          list.add(at(list.get(1)).deepCopy().set("pattern", regex("\\s+(?!\\S)")));
        },
        "too many steps");
  }

  private static ObjectNode regex(String pattern) {
    return MAPPER.createObjectNode().put("Regex", pattern);
  }

  @Test
  void aTextThatGrowsWithoutEndIsRefused() throws Exception {
    refused(
        "bpe-fallback",
        r -> {
          var list = (ArrayNode) r.at("/normalizer/normalizers");
          for (int i = 0; i < 9; i++) {
            ((ObjectNode) list.get(1).deepCopy()).put("content", "    ");
            list.add(((ObjectNode) list.get(1).deepCopy()).put("content", "    "));
          }
        },
        "times as long");
  }

  @Test
  void addedTokensAreThoseThatNativeCodeCanLookFor() throws Exception {
    refused("wordpiece-cased", r -> at(r, "added_tokens", "1").put("content", ""), "content");
    refused("wordpiece-cased", r -> at(r, "added_tokens", "1").put("content", "[PAD]"), "twice");
    refused("wordpiece-cased", r -> at(r, "added_tokens", "1").put("content", "\ud800"), "half");
    refused("wordpiece-cased", r -> at(r, "added_tokens", "1").remove("lstrip"), "lstrip");
    // Nothing is left of it: native code would find it everywhere, within characters, too.
    refused(
        "bpe-affixes",
        r -> at(r, "added_tokens", "1").put("content", "\u0301").put("normalized", true),
        "nothing is left");
    refused(
        "bpe-split",
        r -> {
          at(r, "added_tokens", "1").put("rstrip", true);
          at(r, "added_tokens", "2").put("content", " x").put("lstrip", true);
        },
        "blank");
  }

  @Test
  void theMapOfPublishedTokenizersIsFollowedToItsEnd() throws Exception {
    byte[] map;
    try (var in = new GZIPInputStream(Files.newInputStream(FOLDER.resolve("nmt_nfkc.gz")))) {
      map = in.readAllBytes();
    }
    var root = (ObjectNode) MAPPER.readTree(text("unigram-charsmap"));
    var normalizer = at(root, "normalizer", "normalizers", "0");
    normalizer.put("precompiled_charsmap", Base64.getEncoder().encodeToString(map));
    try (var pieces =
        NativeTokenizer.of(TokenizerFile.checked(Path.of("t.json"), root.toString()))) {
      assertEquals(
          List.of("▁", "A"), List.of(pieces.encode("Ａ", false, false).getTokens()).subList(0, 2));
    }
    for (int i = 4; i < map.length; i += 997) {
      var damaged = map.clone();
      damaged[i + 2] ^= 0x7F; // the higher bits of a unit lead elsewhere
      normalizer.put("precompiled_charsmap", Base64.getEncoder().encodeToString(damaged));
      try {
        NativeTokenizer.of(TokenizerFile.checked(Path.of("t.json"), root.toString())).close();
      } catch (Problem e) {
        assertTrue(e.getMessage().contains("normalizer.normalizers[0].precompiled_charsmap"));
      }
    }
    refused(
        "unigram-charsmap",
        r -> at(r, "normalizer", "normalizers", "0").put("precompiled_charsmap", ""),
        "0 bytes");
    refused(
        "unigram-charsmap",
        r -> at(r, "normalizer", "normalizers", "0").put("precompiled_charsmap", "AAQAAAAAAAA="),
        "claims a trie");
    refused(
        "unigram-charsmap",
        r -> at(r, "normalizer", "normalizers", "0").put("precompiled_charsmap", "****"),
        "no Base64");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
        "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}|"
            + " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
        "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+"
            + "(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*",
        "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}++|\\p{N}{1,3}",
        " {2,}",
        "\\s+",
        "[0-9][0-9][0-9]",
        " ?[^(\\s|[.,!?…。，、।۔،])]+",
        "[一-龥ࠀ-一가-\u11ff]+",
        "<\\|startoftext\\|>|<\\|endoftext\\|>|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+",
      })
  void patternsOfPublishedTokenizersAreRead(String pattern) {
    assertTrue(SafePattern.steps(pattern) < 10, pattern);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a*)*b",
        "(a|a)*b",
        "a*a*b",
        "a+b*(?!c)",
        "a+b*\\b",
        "(?!a)+b",
        "a*a*a",
        "(a+)+",
        "(?:ab)+",
        "a**",
        "a{2,}{2,}",
        "\\1",
        "(?<n>a)",
        "a*",
        "",
        "a|",
        "(",
        "[",
        "[]",
        "a)",
        "\\",
        "\\p{",
        "\\p{L",
        "(?i)a",
        "(?R)",
        "\\x{FFFFFF}",
        "{1}",
        "(((((a)))))",
        "\\uD800",
        "a{1000}",
        "\\K",
        "(?>a*)b",
        "[a",
        "\\xFF"
      })
  void patternsThatCouldEndTheProgramAreRefused(String pattern) {
    assertThrows(IllegalArgumentException.class, () -> SafePattern.steps(pattern), pattern);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|no tokenizer",
        "{}|\"model\" is missing",
        "{\"model\": 1}|\"model\"",
        "{\"model\": {}, \"model\": {}}|vocab",
        "{\"version\":\"1.0\",\"version\":\"1.0\"}|twice",
        "{\"model\": {\"vocab\": {\"a\": 0, \"a\": 1}}}|stands twice",
        "{\"normalizer\": 5}|normalizer",
        "{\"model\": {\"vocab\": {\"a\": 0}, \"unk_token\": \"a\"}} {}|follows",
        "{\"x\": |no valid JSON",
      })
  void whatIsNoTokenizerIsSaid(String text, String expected) {
    var problem = assertThrows(Problem.class, () -> TokenizerFile.checked(Path.of("t.json"), text));
    assertTrue(problem.getMessage().startsWith("t.json"), problem.getMessage());
    assertTrue(problem.getMessage().contains(expected), problem.getMessage());
  }

  @Test
  void truncatedAnywhereItIsRefused() throws Exception {
    for (var kind : kinds().toList()) {
      var text = text(kind);
      for (int end = 0; end < text.length() - 1; end += Math.max(1, text.length() / 60)) {
        var part = text.substring(0, end);
        assertThrows(Problem.class, () -> TokenizerFile.checked(Path.of("t.json"), part));
      }
    }
  }
}
