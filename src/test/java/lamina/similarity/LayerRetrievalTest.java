package lamina.similarity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import lamina.data.Dataset;
import lamina.data.Task;
import lamina.data.format.DatasetReader;
import lamina.language.Languages;
import lamina.model.Classifiers;
import lamina.model.SmallModels;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerRetrievalTest {
  private static final Path BASE = SmallModels.BASE;

  private static Dataset pud(String code, int first, int count) {
    var set =
        DatasetReader.read(
            Path.of("sample-data/pos/" + code + ".conllu"), Task.POS, Languages.of(code));
    return new Dataset(
        set.task(),
        set.language(),
        set.name(),
        set.sha256(),
        set.examples().subList(first, first + count));
  }

  @Test
  void aSentenceFindsItselfInAnyOrderAndItsTranslationMoreOftenThanByChance() {
    var english = pud("en", 0, 60);
    var reversed = new java.util.ArrayList<>(english.examples());
    Collections.reverse(reversed);
    var same =
        new Dataset(english.task(), english.language(), english.name(), english.sha256(), reversed);
    try (var reader = StateReader.open(BASE, List.of())) {
      var found = LayerRetrieval.of(reader, english, List.of(same, pud("es", 0, 60)));
      for (int layer = 0; layer < found.getFirst().there().length; layer++) {
        assertEquals(60, found.getFirst().there()[layer], "layer " + layer);
      }
      assertTrue(found.get(1).share(6) > 0.2, "chance is 1 in 60, it was " + found.get(1).share(6));
    }
  }

  @Test
  void statesThatAreNoNumbersAreRefusedByName(@TempDir Path folder) throws IOException {
    Classifiers.notFinite(folder);
    Classifiers.edit(folder, "ForTokenClassification", "Model");
    try (var reader = StateReader.open(folder, List.of())) {
      var two = List.of(pud("de", 0, 20));
      var problem =
          assertThrows(Problem.class, () -> LayerRetrieval.of(reader, pud("en", 0, 20), two));
      assertTrue(problem.getMessage().startsWith(folder.toString()), problem.getMessage());
      assertTrue(problem.getMessage().contains("finite"), problem.getMessage());
    }
  }

  @Test
  void whatHasNoPartnerIsCountedAndAnIdThatStandsTwiceIsRefused() {
    var english = pud("en", 0, 30);
    var german = pud("de", 4, 30);
    try (var reader = StateReader.open(BASE, List.of())) {
      var found = LayerRetrieval.of(reader, english, List.of(german)).getFirst();
      assertEquals(26, found.n());
      assertEquals(8, found.alone());
      var twice = new java.util.ArrayList<>(german.examples());
      twice.add(twice.get(3));
      var doubled =
          new Dataset(german.task(), german.language(), "de.conllu", german.sha256(), twice);
      var problem =
          assertThrows(Problem.class, () -> LayerRetrieval.of(reader, english, List.of(doubled)));
      assertTrue(problem.getMessage().contains(twice.get(3).id()), problem.getMessage());
    }
  }

  @Test
  void filesThatArentParallelAreRefused() {
    try (var reader = StateReader.open(BASE, List.of())) {
      var problem =
          assertThrows(
              Problem.class,
              () -> LayerRetrieval.of(reader, pud("en", 0, 20), List.of(pud("de", 20, 20))));
      assertTrue(problem.getMessage().contains("parallel"), problem.getMessage());
    }
  }
}
