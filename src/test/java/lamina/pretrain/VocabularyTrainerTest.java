package lamina.pretrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lamina.problem.Problem;
import lamina.text.Input;
import lamina.text.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocabularyTrainerTest {
  private static final Map<String, Long> WORDS =
      Map.of("low", 50L, "lower", 20L, "newest", 60L, "widest", 30L);

  @TempDir Path folder;

  /** The example of Sennrich et al. (2016): es and then est are the first merges. */
  @Test
  void mergesTheMostFrequentPairFirst() {
    var pieces = VocabularyTrainer.learn(List.of(WORDS), 5 + 2 * 10 + 3, 1);
    assertEquals(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"), pieces.subList(0, 5));
    assertEquals(List.of("d", "e", "i", "l", "n", "o", "r", "s", "t", "w"), pieces.subList(5, 15));
    assertEquals("##d", pieces.get(15));
    assertEquals(List.of("##es", "##est", "lo"), pieces.subList(25, 28));
  }

  @Test
  void endsWhereNothingIsLeftToMerge() {
    var pieces = VocabularyTrainer.learn(List.of(WORDS), 1000, 1);
    assertTrue(pieces.containsAll(WORDS.keySet()));
    assertEquals(pieces.size(), Map.copyOf(index(pieces)).size(), "a piece occurs twice");
  }

  private static Map<String, Integer> index(List<String> pieces) {
    var index = new java.util.HashMap<String, Integer>();
    pieces.forEach(p -> index.put(p, index.size()));
    return index;
  }

  /** A language with a hundredth of the text has its word merged first only when tempered. */
  @Test
  void alphaGivesSmallLanguagesMoreWeight() {
    var large = Map.of("ab", 10_000L, "cd", 6_000L);
    var small = Map.of("xy", 160L);
    int size = 5 + 2 * 6 + 2;
    assertFalse(VocabularyTrainer.learn(List.of(large, small), size, 1).contains("xy"));
    assertTrue(VocabularyTrainer.learn(List.of(large, small), size, 0).contains("xy"));
  }

  @Test
  void rareCharactersAreNoPieces() {
    var pieces = VocabularyTrainer.learn(List.of(Map.of("aa", 5L, "aq", 9L, "bb", 5L)), 99, 1);
    assertTrue(pieces.contains("a") && pieces.contains("##b"));
    assertFalse(pieces.contains("q") || pieces.contains("##q") || pieces.contains("aq"));
  }

  @Test
  void tooSmallASizeIsToldWithTheNumberNeeded() {
    var problem = assertThrows(Problem.class, () -> VocabularyTrainer.learn(List.of(WORDS), 20, 1));
    assertTrue(problem.getMessage().contains("make-vocab is 20"), problem.getMessage());
    assertTrue(problem.getMessage().contains("25"), problem.getMessage());
  }

  @Test
  void theFileIsAVocabularyThatTheTokenizerReads() throws IOException {
    var text = Files.createDirectories(folder.resolve("text"));
    Files.writeString(text.resolve("en.txt"), "the cat sat on the mat\n".repeat(20));
    Files.writeString(text.resolve("ru.txt"), "кошка сидит, 猫\n".repeat(20));
    var file = folder.resolve("model/vocab.txt");
    int size = VocabularyTrainer.write(text, 80, 0.5, file);
    assertEquals(size, Files.readAllLines(file).size());
    try (var tokenizer = Tokenizer.open(folder.resolve("model"), 64)) {
      var tokens = tokenizer.encode(new Input.Text("the кошка 猫 sat"));
      assertEquals(List.of("the", "кошка", "猫", "sat"), tokens.words());
      assertFalse(tokens.pieces().contains("[UNK]"), tokens.pieces().toString());
    }
  }

  /** Words are learnt from as the tokenizer will split them. */
  @Test
  void wordsAreThoseOfTheTokenizer() throws IOException {
    Files.write(folder.resolve("vocab.txt"), List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
    var texts =
        List.of(
            "Don't stop, it costs $5.00 (or 3€)!",
            "Über\u00A0Straßen – «naïve» e\u0301tude",
            "我喜欢学习。 東京タワー 서울",
            "هذا كتاب، أليس كذلك؟ हिन्दी में",
            "a_b#c|d~e^f\u3000g");
    try (var tokenizer = Tokenizer.open(folder, 200)) {
      for (var text : texts) {
        assertEquals(tokenizer.encode(new Input.Text(text)).words(), BertWords.split(text), text);
      }
    }
  }

  @Test
  void whatIsNoTextIsLeftOut() {
    assertEquals(List.of("ab"), BertWords.split("a\u0000\u200B\uFFFDb"));
    assertEquals(List.of(), BertWords.split(" \t\u0007 "));
  }
}
