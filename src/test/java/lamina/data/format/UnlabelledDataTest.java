package lamina.data.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lamina.data.SentencePair;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import lamina.language.Languages;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnlabelledDataTest {
  @TempDir Path folder;

  private static List<String> characters(String line) {
    return line.codePoints()
        .filter(c -> !Character.isWhitespace(c))
        .mapToObj(Character::toString)
        .toList();
  }

  @Test
  void linesOfTextAreCutByTheCutterThatIsGiven() throws IOException {
    var file = Files.writeString(folder.resolve("zh.txt"), "我们 走\n\n好\n");
    var set = UnlabelledData.read(file, Task.POS, null, UnlabelledDataTest::characters);
    assertEquals("zh", set.language().code());
    var first = (TaggedSentence) set.examples().getFirst();
    assertEquals(List.of("我", "们", "走"), first.words());
    assertTrue(Task.POS.labels().containsAll(first.tags()), "labels that training knows");
    assertEquals(2, set.examples().size());
    assertEquals(3, ((TaggedSentence) set.examples().getLast()).line());
  }

  @Test
  void textOfManyLanguagesSaysSo() throws IOException {
    var file = Files.writeString(folder.resolve("text.txt"), "Guten Tag\nBonjour\n");
    assertThrows(
        Problem.class, () -> UnlabelledData.read(file, Task.POS, null, line -> List.of(line)));
    var set =
        UnlabelledData.read(file, Task.POS, Languages.of("mul"), line -> List.of(line.split(" ")));
    assertEquals("mul", set.examples().getLast().language().code());
  }

  @Test
  void pairsHaveATabBetweenThem() throws IOException {
    var file = Files.writeString(folder.resolve("de.txt"), "Ein Hund bellt.\tEs ist laut.\n");
    var set = UnlabelledData.read(file, Task.XNLI, null, line -> List.of(line));
    var pair = (SentencePair) set.examples().getFirst();
    assertEquals("Ein Hund bellt.", pair.premise());
    assertEquals("Es ist laut.", pair.hypothesis());
    assertTrue(Task.XNLI.labels().contains(pair.label()));
    var broken = Files.writeString(folder.resolve("fr.txt"), "a\tb\nun seul texte\n");
    var problem =
        assertThrows(
            Problem.class,
            () -> UnlabelledData.read(broken, Task.XNLI, null, line -> List.of(line)));
    assertTrue(problem.getMessage().contains("fr.txt, line 2"), problem.getMessage());
  }

  @Test
  void theTaskOfPlainTextFollowsFromItsLines() throws IOException {
    var pairs = Files.writeString(folder.resolve("p.txt"), "Ein Hund bellt.\tEs ist laut.\n\n");
    var sentences = Files.writeString(folder.resolve("s.txt"), "Ein Hund bellt.\n");
    var tags = Files.writeString(folder.resolve("t.txt"), "Hund\tnoun-like\nbellt\tverb-like\n");
    assertEquals(Optional.of(Task.PAWSX), UnlabelledData.task(pairs, Task.PAWSX));
    assertEquals(Optional.of(Task.XNLI), UnlabelledData.task(pairs, Task.POS), "a task over pairs");
    assertEquals(Optional.of(Task.NER), UnlabelledData.task(sentences, Task.NER));
    assertEquals(Optional.empty(), UnlabelledData.task(tags, Task.POS), "words with unknown tags");
  }
}
