package lamina.text.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import lamina.language.Languages;
import lamina.problem.Problem;
import lamina.text.Input;
import lamina.text.PieceCount;
import lamina.text.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyFilesTest {
  private static final Path FOLDER = Path.of("src/test/resources/tokenizers");

  @TempDir Path folder;

  private Path checkpoint(String kind) throws IOException {
    var directory = Files.createDirectory(folder.resolve(kind));
    Files.copy(FOLDER.resolve(kind + ".json"), directory.resolve("tokenizer.json"));
    return directory;
  }

  /** Of half of the texts the pieces are kept; these texts are cut as before. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "unigram-charsmap",
        "bpe-roberta",
        "bpe-roberta-legacy",
        "bpe-split",
        "wordpiece-uncased"
      })
  void textsWhosePiecesAreKeptAreCutAsBefore(String kind) throws IOException {
    var directory = checkpoint(kind);
    var texts =
        List.of(new ObjectMapper().readValue(FOLDER.resolve("texts.json").toFile(), String[].class))
            .stream()
            .filter(t -> t.codePoints().anyMatch(Character::isLetter))
            .toList();
    var kept = texts.subList(0, texts.size() / 2);
    var files = VocabularyFiles.read(directory);
    var ids = files.indispensable(List.of());
    try (var whole = Tokenizer.open(directory, 100_000, Integer.MAX_VALUE)) {
      for (var text : kept) {
        for (long id : whole.encode(new Input.Text(text)).ids()) {
          ids.set((int) id);
        }
      }
      var closed = files.closed(ids);
      assertTrue(closed.cardinality() < files.size(), "something goes");
      var out = Files.createDirectory(folder.resolve("out"));
      files.write(closed, out);
      try (var part = Tokenizer.open(out, 100_000, closed.cardinality())) {
        for (var text : kept) {
          var before = whole.encode(new Input.Text(text));
          var after = part.encode(new Input.Text(text));
          assertEquals(before.pieces(), after.pieces());
          for (int i = 0; i < before.length(); i++) {
            int id = VocabularyFiles.renumbered(closed, (int) before.ids()[i]);
            assertEquals(id, after.ids()[i], before.pieces().get(i));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"de, ß", "de, Ä", "ru, ё", "hi, क", "th, ก", "zh, 的", "ja, の", "ar, ع"})
  void theCharactersOfALanguageAreKnown(String language, String character) {
    var of = Languages.of(language);
    assertTrue(Alphabets.of(List.of(of)).contains(character));
    assertTrue(!Alphabets.of(List.of(Languages.of("en"))).contains("ё"));
  }

  @Test
  void ofAUnigramTheCharactersOfTheLanguagesStayAndScoresWithThem() throws IOException {
    var directory = FOLDER.resolve("sentencepiece/xlm-roberta");
    var files = VocabularyFiles.read(directory);
    var russian = files.indispensable(List.of(Languages.of("ru")));
    var none = files.indispensable(List.of());
    assertTrue(russian.cardinality() > none.cardinality());
    var out = Files.createDirectory(folder.resolve("out"));
    files.write(russian, out);
    try (var part = Tokenizer.open(out, 512, russian.cardinality())) {
      var count = PieceCount.of(part, List.of(new Input.Text("Это предложение")));
      assertEquals(0, count.unknown());
      assertTrue(count.perWord() > 1);
    }
    var mapper = new ObjectMapper();
    var before = mapper.readTree(TokenizerKinds.in(directory).json()).path("model").path("vocab");
    var after = mapper.readTree(out.resolve("tokenizer.json").toFile());
    int i = 0;
    for (int id = russian.nextSetBit(0); id >= 0; id = russian.nextSetBit(id + 1)) {
      assertEquals(before.get(id), after.path("model").path("vocab").get(i++));
    }
  }

  @Test
  void aVocabularyOfWholeWordsIsRefused() throws IOException {
    var directory = checkpoint("wordlevel");
    var problem = assertThrows(Problem.class, () -> VocabularyFiles.read(directory));
    assertTrue(problem.getMessage().contains("WordLevel"), problem.getMessage());
  }

  @Test
  void piecesAreRenumberedInTheirOrder() {
    var kept = new BitSet();
    kept.set(2);
    kept.set(5);
    assertEquals(0, VocabularyFiles.renumbered(kept, 2));
    assertEquals(1, VocabularyFiles.renumbered(kept, 5));
  }
}
